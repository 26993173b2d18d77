import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG, SETTINGS } from '../../ports.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { sealBatch, SEALED_AT_ONCE_MAX } from './seal-batch.js';
import { SettledMark } from './settled-mark.js';

/** What was posted is sealed within this time, as long as no transaction runs longer. */
const REST_MS = 600_000;
const BATCHES_MAX = 100_000;
const LOOKS_MAX = 40;
const LOOK_PAUSE_MS = 50;
const STATEMENT_TIMEOUT_MS = 120_000;

/** Chains what was posted into seals. Any number of processes may do it: they make one chain. */
@Injectable()
export class Sealer extends BackgroundWorker {
  private readonly mark = new SettledMark('ledger.posting');

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
  ) {
    super(settings, { name: 'sealer', restMs: REST_MS, log });
  }

  /** Makes at most one seal. */
  async round(): Promise<boolean> {
    const upTo = await this.database.withSession((session) => this.mark.reach(session));
    return upTo !== undefined && (await this.seal(upTo)) === SEALED_AT_ONCE_MAX;
  }

  /** Seals everything that can be sealed now. */
  async catchUp(): Promise<void> {
    const upTo = await this.waitForMark();
    if (upTo !== undefined) await untilNothingIsLeft(() => this.seal(upTo));
  }

  /** Where documents come in all the time somebody is always at work, but hardly one for long. */
  private async waitForMark(): Promise<string | undefined> {
    const mark = new SettledMark('ledger.posting');
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      const upTo = await this.database.withSession((session) => mark.reach(session));
      if (upTo !== undefined) return upTo;
      await pause(LOOK_PAUSE_MS);
    }
    return undefined;
  }

  /**
   * Seals the rest inside a transaction that keeps out everybody who posts: then all postings there are can be seen, and no lower
   * number has been drawn, whatever else is at work.
   */
  async sealWhileShut(session: SqlSession): Promise<void> {
    const { rows } = await session.query<{ posting: string }>(
      'SELECT coalesce(max(id), 0)::text AS posting FROM ledger.posting',
    );
    const upTo = rows[0]?.posting ?? '0';
    await untilNothingIsLeft(() => sealBatch(session, upTo, this.clock()));
  }

  private seal(upTo: string): Promise<number> {
    return this.database.transaction(
      (session) => sealBatch(session, upTo, this.clock()),
      undefined,
      STATEMENT_TIMEOUT_MS,
    );
  }
}

/** @param seal makes one seal and tells how many postings it covers. */
async function untilNothingIsLeft(seal: () => Promise<number>): Promise<void> {
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) if ((await seal()) < SEALED_AT_ONCE_MAX) return;
}
