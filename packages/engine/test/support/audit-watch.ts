import pg from 'pg';
import { COVERED_TABLES } from '../../src/audit/covered-tables.js';

/** A row that was written by a transaction that left no entry in the audit. */
export interface Unaudited {
  readonly table: string;
  readonly transaction: string;
  readonly rows: number;
}

/** Tables of forms are covered too. */
const TABLES = `
  SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'r' AND NOT c.relispartition AND (n.nspname || '.' || c.relname = ANY ($1::text[]) OR n.nspname = 'data')
   ORDER BY 1`;

/** Finds what was written without an entry, by the numbers of transactions that PostgreSQL notes on every row. */
export class AuditWatch {
  private constructor(
    private readonly owner: pg.Client,
    private readonly since: string,
  ) {}

  /** Watches from now on: what stands there already was written by migrations. */
  static async begin(owner: pg.Client): Promise<AuditWatch> {
    const { rows } = await owner.query<{ since: string }>('SELECT pg_current_xact_id()::text AS since');
    return new AuditWatch(owner, rows[0]?.since ?? '0');
  }

  async unaudited(): Promise<readonly Unaudited[]> {
    const { rows } = await this.owner.query<{ name: string }>(TABLES, [[...COVERED_TABLES]]);
    const found: Unaudited[] = [];
    for (const { name } of rows) found.push(...(await this.unauditedIn(name)));
    return found;
  }

  /** `xmin` is the transaction that wrote a row last; tests are far from the place where its numbers begin anew. */
  private async unauditedIn(table: string): Promise<readonly Unaudited[]> {
    const { rows } = await this.owner.query<Unaudited>(
      `SELECT $2 AS table, t.xmin::text AS transaction, count(*)::integer AS rows FROM ${table} t
        WHERE t.xmin::text::bigint >= $1::bigint
          AND NOT EXISTS (SELECT FROM core.audit_entry e WHERE e.xmin = t.xmin) GROUP BY t.xmin`,
      [this.since, table],
    );
    return rows;
  }
}
