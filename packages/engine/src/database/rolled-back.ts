import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { NestedDatabase } from './nested-database.js';

/** Nobody waits longer for what is rolled back anyway. */
const LOCK_TIMEOUT_MS = 2000;
/** Work that lost its way is ended by the database. */
const IDLE_MS = 12_000;

/** Does work of which nothing stays: in one transaction that is rolled back, whether the work succeeds or fails. */
@Injectable()
export class RolledBack {
  constructor(
    private readonly database: Database,
    private readonly dataSource: DataSource,
  ) {}

  /** @param limitMs the most that the next statement may take; throws when no time is left. */
  run<T>(limitMs: () => number, work: (nested: Database) => Promise<T>): Promise<T> {
    return this.database.withSession(async (session) => {
      await session.query(
        `BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SET LOCAL idle_in_transaction_session_timeout = ${IDLE_MS}`,
      );
      try {
        return await work(new NestedDatabase(this.dataSource, session, limitMs));
      } finally {
        await session.query('ROLLBACK');
      }
    });
  }
}
