import type { PoolClient, QueryResult, QueryResultRow } from 'pg';

/** What a piece of work cost. A round trip is one message and its answer; statements sent together share one. */
export interface DatabaseUsage {
  roundTrips: number;
  statements: number;
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

  /** Sends a statement that the connection prepares once under `name`; equal names must mean equal texts. */
  prepared<Row extends QueryResultRow = QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    return this.send<Row>({ name, text, values });
  }

  private async send<Row extends QueryResultRow>(statement: {
    readonly name?: string;
    readonly text: string;
    readonly values: readonly unknown[] | undefined;
  }): Promise<QueryResult<Row>> {
    this.count();
    try {
      return await this.client.query<Row>(statement as { text: string; values?: unknown[] });
    } finally {
      this.inFlight -= 1;
    }
  }

  private count(): void {
    for (const counter of this.counters) {
      counter.statements += 1;
      if (this.inFlight === 0) counter.roundTrips += 1;
    }
    this.inFlight += 1;
  }
}
