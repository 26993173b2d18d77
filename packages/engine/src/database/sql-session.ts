import type { Writable } from 'node:stream';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';

/** What a piece of work cost. A round trip is one message and its answer; statements sent together share one. */
export interface DatabaseUsage {
  roundTrips: number;
  statements: number;
}

/** Where a transaction is allowed less than its connection: how long each statement may take, and how long it may wait for a lock. */
export interface TransactionLimits {
  readonly statementMs?: number;
  readonly lockMs?: number;
}

/** A fresh count. */
export function noUsage(): DatabaseUsage {
  return { roundTrips: 0, statements: 0 };
}

/**
 * One connection for the time of one piece of work. Connections run in pipeline mode: statements sent without
 * awaiting the ones before travel in the same round trip and are answered in order.
 */
export class SqlSession {
  private inFlight = 0;
  private gathering = false;
  private inTransaction = false;
  /** The answer of a COMMIT that has been sent already, with the last statement. */
  private committed: Promise<QueryResult> | undefined;

  constructor(
    private readonly client: PoolClient,
    private readonly counters: readonly DatabaseUsage[],
  ) {}

  /** Sends one statement. */
  query<Row extends QueryResultRow = QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    return this.send<Row>({ text, values });
  }

  /** Begins a transaction; what is sent without awaiting this travels with it. */
  begin({ statementMs, lockMs }: TransactionLimits = {}): Promise<QueryResult> {
    this.inTransaction = true;
    const limits = [localLimit('statement_timeout', statementMs), localLimit('lock_timeout', lockMs)];
    return this.send({ text: `BEGIN${limits.join('')}` });
  }

  /** Commits, unless the last statement has taken its COMMIT along. Throws when the transaction had failed. */
  async commit(): Promise<void> {
    // PostgreSQL answers COMMIT of a failed transaction with a rollback; that must not look like success.
    const { command } = await (this.committed ?? this.send({ text: 'COMMIT' }));
    if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
  }

  /** Undoes what the transaction did. */
  async rollback(): Promise<void> {
    await this.send({ text: 'ROLLBACK' });
  }

  /** Sends a statement that the connection prepares once under `name`; equal names must mean equal texts. */
  prepared<Row extends QueryResultRow = QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    return this.send<Row>({ name, text, values });
  }

  /**
   * `prepared` for the last statement of a piece of work: the COMMIT of its transaction travels with it, so that locks
   * end one round trip earlier. When the statement fails, PostgreSQL answers that COMMIT with a rollback.
   */
  async preparedLast<Row extends QueryResultRow = QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    const answer = this.prepared<Row>(name, text, values);
    if (!this.inTransaction) return answer;
    this.committed = this.send({ text: 'COMMIT' });
    this.committed.catch(() => undefined);
    const result = await answer;
    await this.committed;
    return result;
  }

  private async send<Row extends QueryResultRow>(statement: {
    readonly name?: string;
    readonly text: string;
    readonly values?: readonly unknown[] | undefined;
  }): Promise<QueryResult<Row>> {
    this.count();
    this.gather();
    try {
      return await this.client.query<Row>(statement as { text: string; values?: unknown[] });
    } finally {
      this.inFlight -= 1;
    }
  }

  /** What is sent at once goes out in one packet: each write of its own wakes the server and costs a system call. */
  private gather(): void {
    const stream = streamOf(this.client);
    if (this.gathering || !stream) return;
    this.gathering = true;
    stream.cork();
    process.nextTick(() => {
      this.gathering = false;
      stream.uncork();
    });
  }

  private count(): void {
    for (const counter of this.counters) {
      counter.statements += 1;
      if (this.inFlight === 0) counter.roundTrips += 1;
    }
    this.inFlight += 1;
  }
}

function localLimit(name: string, ms: number | undefined): string {
  return ms === undefined ? '' : `; SET LOCAL ${name} = ${Math.round(ms)}`;
}

/** The socket under a connection; its type does not show it. */
function streamOf(client: PoolClient): Writable | undefined {
  return (client as { connection?: { stream?: Writable } }).connection?.stream;
}
