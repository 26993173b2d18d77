import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { PoolClient } from 'pg';
import { SqlSession } from '../../database/sql-session.js';
import type { DatabaseUsage } from '../../database/sql-session.js';
import { wireTypes } from '../../database/type-parsers.js';
import { Refusal } from '../../http/refusal.js';

/** How long a statement that stops others while it waits may wait for its lock. */
const LOCK_WAIT_MS = 500;
/** How long a statement may wait behind which nobody waits. */
const PATIENT_WAIT_MS = 600_000;
const ATTEMPTS_MAX = 60;
const REST_MS = 100;
const REST_MS_MAX = 1000;

/** Somebody else had the lock, or both waited for each other: it may go when tried again. */
const AGAIN: ReadonlySet<string> = new Set(['55P03', '40P01']);

/** Whether an error says that a lock was not to be had. */
export function isLockTrouble(error: unknown): boolean {
  return AGAIN.has(String((error as { code?: unknown } | null)?.code));
}

/** A connection of the owner of the tables, who alone may make and alter them. One publish has one. */
export class OwnerConnection {
  private patient: boolean | undefined;

  private constructor(readonly client: pg.Client) {}

  static async open(url: string): Promise<OwnerConnection> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'dougong publish',
      types: wireTypes,
    });
    // A connection that breaks fails its statement; nothing else hears of it.
    client.on('error', () => undefined);
    await client.connect();
    // What a publish prepares and loses with the server is prepared again; the switch waits for the disk.
    await client.query('SET synchronous_commit = off');
    return new OwnerConnection(client);
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(text, [...values]);
    return rows;
  }

  /**
   * Runs a statement that needs a lock. It gives way when it has waited for half a second, so that those who came after it go on,
   * and tries again.
   * @throws Refusal 409 when somebody holds the table all the time.
   */
  async alter(text: string, table: string, isPatient = false, attemptsMax = ATTEMPTS_MAX): Promise<void> {
    await this.waitAtMost(isPatient);
    await this.again(table, () => this.client.query(text), attemptsMax);
  }

  /** Does something that needs locks until it gets them, as often as a publish has patience. */
  async again<T>(table: string, work: () => Promise<T>, attemptsMax = ATTEMPTS_MAX): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isLockTrouble(error)) throw error;
        if (attempt >= attemptsMax) throw new Refusal(409, 'publish_blocked', [], { params: { table } });
        await pause(Math.min(REST_MS * attempt, REST_MS_MAX));
      }
    }
  }

  /** One transaction, which waits for the disk at its end. */
  async transaction<T>(lockMs: number, work: (session: SqlSession) => Promise<T>): Promise<T> {
    const session = new SqlSession(this.client as unknown as PoolClient, NOBODY_COUNTS);
    await session.begin({ lockMs });
    let result: T;
    try {
      await session.query('SET LOCAL synchronous_commit = on');
      result = await work(session);
    } catch (error) {
      await session.rollback().catch(() => undefined);
      throw error;
    }
    await session.commit();
    return result;
  }

  private async waitAtMost(isPatient: boolean): Promise<void> {
    if (this.patient === isPatient) return;
    this.patient = isPatient;
    await this.client.query(`SET lock_timeout = ${isPatient ? PATIENT_WAIT_MS : LOCK_WAIT_MS}`);
  }
}

const NOBODY_COUNTS: readonly DatabaseUsage[] = [];
