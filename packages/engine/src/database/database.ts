import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { isOfOldPlan } from './moved-tables.js';
import { noUsage, SqlSession } from './sql-session.js';
import type { DatabaseUsage, TransactionLimits } from './sql-session.js';

/** Address for the application role, for those who need a pool of another kind. */
export const POOL_URL = Symbol('pool url');

/** Whoever counts what a piece of work costs; several where it is done for several at once. */
export type Counting = DatabaseUsage | readonly DatabaseUsage[];

/** The pool of the application role, for everything on a request's path. Entities share the same pool. */
@Injectable()
export class Database {
  /** What this process has asked of the database since it started; tests and the bench compare two readings. */
  readonly totals: DatabaseUsage = noUsage();

  private readonly guarded = new WeakSet<PoolClient>();
  /** Grows when tables have changed so that what connections have prepared is of no use any more. */
  private age = 0;
  private readonly ages = new WeakMap<PoolClient, number>();

  constructor(private readonly dataSource: DataSource) {}

  /** Lends a connection to `work`. */
  async withSession<T>(work: (session: SqlSession) => Promise<T>, usage: Counting = []): Promise<T> {
    const client = await this.connect();
    this.guard(client);
    let broken = true;
    try {
      const result = await work(new SqlSession(client, [this.totals].concat(usage)));
      broken = false;
      return result;
    } catch (error) {
      if (isOfOldPlan(error)) this.age += 1;
      broken = !isStatementError(error) || isOfOldPlan(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /**
   * Runs `work` in one transaction: committed when it returns, rolled back when it throws.
   * BEGIN travels with the first statement of `work`.
   * @param limits what its statements may take; a number is that of each of them.
   */
  async transaction<T>(
    work: (session: SqlSession) => Promise<T>,
    usage?: Counting,
    limits?: number | TransactionLimits,
  ): Promise<T> {
    return this.withSession(async (session) => {
      const begun = session.begin(typeof limits === 'number' ? { statementMs: limits } : limits);
      begun.catch(() => undefined);
      let result: T;
      try {
        result = await work(session);
        await begun;
      } catch (error) {
        await session.rollback().catch(() => undefined);
        throw error;
      }
      await session.commit();
      return result;
    }, usage);
  }

  /** One statement outside a transaction. */
  query<Row extends QueryResultRow = QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    return this.withSession((session) => session.query<Row>(text, values));
  }

  /** Tells every process that something changed; a hint, never the only way to learn it. */
  async notify(channel: string, payload = ''): Promise<void> {
    await this.query('SELECT pg_notify($1, $2)', [channel, payload]);
  }

  private get pool(): Pool {
    return (this.dataSource.driver as PostgresDriver).master as Pool;
  }

  /** A connection that has prepared nothing for tables that have changed since. */
  private async connect(): Promise<PoolClient> {
    for (;;) {
      const client = await this.pool.connect();
      const age = this.ages.get(client) ?? this.age;
      this.ages.set(client, age);
      if (age === this.age) return client;
      client.release(true);
    }
  }

  /** A connection that dies while it is lent out must fail its statement, not the process. */
  private guard(client: PoolClient): void {
    if (this.guarded.has(client)) return;
    this.guarded.add(client);
    client.on('error', () => undefined);
  }
}

const CONNECTION_TROUBLE = /^(08|57P)/;

/**
 * Whether the connection can be used again. A refusal of ours or a statement that PostgreSQL refused leaves it whole;
 * an error of the socket does not.
 */
export function isStatementError(error: unknown): boolean {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (syscall !== undefined) return false;
  if (error instanceof Error && /connection|socket/i.test(error.message) && code === undefined) return false;
  return typeof code !== 'string' || !CONNECTION_TROUBLE.test(code);
}
