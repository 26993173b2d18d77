import type { Pool } from 'pg';

/**
 * Between cases the ledger is emptied. Nobody can do that in an installation: rows are guarded by triggers, which only the
 * owner of the tables takes away, here from a database that is thrown away at the end. Numbers of keys stay, because the
 * engine remembers them; no case names the keys of another one.
 */

const TABLES = `
  SELECT quote_ident(c.relname) AS name, c.relispartition AS is_part
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'ledger' AND c.relkind IN ('r', 'p') AND c.relname <> 'register_key' ORDER BY 1`;

interface LedgerTable {
  readonly name: string;
  readonly is_part: boolean;
}

export class LedgerCleaner {
  private readonly unguarded = new Set<string>();

  constructor(private readonly owner: Pool) {}

  async clear(): Promise<void> {
    const { rows } = await this.owner.query<LedgerTable>(TABLES);
    const guarded = rows.filter(({ name }) => !this.unguarded.has(name));
    for (const { name } of guarded) {
      await this.owner.query(`ALTER TABLE ledger.${name} DISABLE TRIGGER USER`);
      this.unguarded.add(name);
    }
    const whole = rows.filter((table) => !table.is_part).map(({ name }) => name);
    await this.owner.query(inOneStatement(whole));
  }
}

/** Constraints between the tables are asked when the statement ends. */
function inOneStatement(tables: readonly string[]): string {
  return `WITH ${tables.map((name, at) => `t${at} AS (DELETE FROM ledger.${name})`).join(', ')} SELECT 1`;
}
