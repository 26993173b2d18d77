import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG, SETTINGS } from '../../ports.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { sealBatch, SEALED_AT_ONCE_MAX } from './seal-batch.js';
import { SEAL_TIMEOUT_MS, untilNothingIsLeft, waitForMark } from './seal-rounds.js';
import { SettledMark } from './settled-mark.js';

/** What was posted is sealed within this time, as long as no transaction runs longer. */
const REST_MS = 600_000;

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
    const upTo = await waitForMark(this.database, 'ledger.posting');
    if (upTo !== undefined) await untilNothingIsLeft(SEALED_AT_ONCE_MAX, () => this.seal(upTo));
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
    await untilNothingIsLeft(SEALED_AT_ONCE_MAX, () => sealBatch(session, upTo, this.clock()));
  }

  private seal(upTo: string): Promise<number> {
    return this.database.transaction(
      (session) => sealBatch(session, upTo, this.clock()),
      undefined,
      SEAL_TIMEOUT_MS,
    );
  }
}
