import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledAllocation } from '@dougong/kernel/costing';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import type { Log } from '../log.js';
import { CLOCK, LOG, SETTINGS } from '../ports.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { BackgroundWorker } from '../workers/background-worker.js';
import { CostInputsReader, referenceOf, workOut } from './kept-inputs.js';
import type { KeptInputs } from './kept-inputs.js';
import { resultRows, traceRows, varianceRows } from './run-rows.js';
import { RunStore } from './run-store.js';
import type { RunHead } from './run-store.js';

const REST_MS = 2000;

/** How long one statement of a run may take: it reads a month of everything. */
export const RUN_STATEMENT_MS = 300_000;

const SERIALIZATION_FAILURE = '40001';

/** The transaction sees one state of the database from its first statement to its last. */
export const ONE_STATE = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ';

/**
 * Works out cost runs that were started, in two steps that each commit: what a run reads is kept, then what it comes to is
 * written as a whole. What is left when a process stops, the next one takes up at its step.
 */
@Injectable()
export class CostWorker extends BackgroundWorker {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly store: RunStore,
    private readonly reader: CostInputsReader,
  ) {
    super(settings, { name: 'costing', restMs: REST_MS, log });
  }

  /** Takes one step of one run. */
  async round(): Promise<boolean> {
    try {
      return await this.database.transaction(
        (session) => this.stepOfOne(session),
        undefined,
        RUN_STATEMENT_MS,
      );
    } catch (error) {
      // Another process took that step while this one was about to.
      if ((error as { code?: unknown }).code === SERIALIZATION_FAILURE) return true;
      throw error;
    }
  }

  private async stepOfOne(session: SqlSession): Promise<boolean> {
    await session.query(ONE_STATE);
    const id = await this.store.claim(session);
    const run = id === undefined ? undefined : await this.store.head(session, id);
    if (run) await this.step(session, run);
    return run !== undefined;
  }

  private async step(session: SqlSession, run: RunHead): Promise<void> {
    const release = await this.releases.load(run.release);
    const allocation = allocationOf(release, run.allocation);
    const kept = await this.store.inputs(session, run.id);
    if (kept) await this.finish(session, run, allocation, kept);
    else await this.collect(session, run, release, allocation);
  }

  private async collect(
    session: SqlSession,
    { id, from, to, parameters }: RunHead,
    release: CompiledRelease,
    allocation: CompiledAllocation,
  ): Promise<void> {
    try {
      const kept = await this.reader.read(session, release, allocation, { from, to }, parameters);
      await this.store.keepInputs(session, id, kept);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.store.fail(session, id, error.issues, this.clock());
    }
  }

  private async finish(
    session: SqlSession,
    { id }: RunHead,
    allocation: CompiledAllocation,
    kept: KeptInputs,
  ): Promise<void> {
    const run = workOut(allocation, kept);
    if (!run.ok) return this.store.fail(session, id, run.error, this.clock());
    const reference = referenceOf(kept);
    const outcome = {
      results: resultRows(allocation, run.value, reference),
      trace: traceRows(run.value),
      variances: varianceRows(allocation, run.value, reference),
      settlements: run.value.settlements,
    };
    return this.store.finish(session, id, outcome, this.clock());
  }
}

/** The allocation of a release that a run was started with. */
export function allocationOf(release: CompiledRelease, key: string): CompiledAllocation {
  const allocation = release.allocations.get(key);
  if (!allocation) throw new Error(`release ${release.number} has no allocation ${key}`);
  return allocation;
}
