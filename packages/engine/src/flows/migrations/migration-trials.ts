import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Language } from '@dougong/kernel/foundation';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { refusedWire } from './migration-jobs.js';
import type { Candidate, Chosen } from './migration-jobs.js';
import { MigrationWorker } from './migration-worker.js';
import type { Trial } from './migration-worker.js';
import type { MigrationBody, MigrationWire } from './migration.wire.js';

const AT_ONCE = 4;
const REFUSALS_SHOWN_MAX = 100;

/** What a migration would do: every instance is moved as it would be, and rolled back. */
@Injectable()
export class MigrationTrials {
  constructor(
    private readonly worker: MigrationWorker,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(
    flow: string,
    { release, candidates, left }: Chosen,
    { map = {} }: MigrationBody,
    by: Subject,
    language: Language,
  ): Promise<MigrationWire> {
    const startedAt = this.clock();
    const head = { migration: '', release, map, reason: null, by: by.id };
    const trials = await inTurns(candidates, (candidate) => this.worker.try({ ...head, ...candidate }));
    const count = (outcome: Trial['outcome']) => trials.filter((trial) => trial.outcome === outcome).length;
    const refused = trials.flatMap((trial) =>
      trial.outcome === 'refused' ? [refusedWire(trial, language)] : [],
    );
    return {
      id: null,
      flow,
      to: release,
      total: candidates.length,
      moved: count('moved'),
      refused: refused.length,
      ended: count('ended'),
      waiting: 0,
      left,
      startedAt,
      finishedAt: this.clock(),
      refusals: refused.slice(0, REFUSALS_SHOWN_MAX),
    };
  }
}

/** A few at a time: the rest of the pool is for users. */
async function inTurns<T>(
  candidates: readonly Candidate[],
  work: (candidate: Candidate) => Promise<T>,
): Promise<T[]> {
  const queue = [...candidates.entries()];
  const results: T[] = [];
  const go = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return results;
}
