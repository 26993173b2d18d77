import type { ClientBase } from 'pg';

/** What stands in the schema `data` now. */
export interface TableState {
  /** Table -> column -> PostgreSQL type name. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Name -> whether it can be used; one that was begun and not finished cannot. */
  readonly indexes: ReadonlyMap<string, boolean>;
  /** Table and name of a foreign key -> whether all rows have been checked. */
  readonly keys: ReadonlyMap<string, boolean>;
}

/** Nothing stands there yet. */
export const NO_TABLES: TableState = { tables: new Map(), indexes: new Map(), keys: new Map() };

/** The name under which a key stands in a state: two tables may call theirs the same. */
export function keyName(table: string, name: string): string {
  return `${table} ${name}`;
}

const COLUMNS = `
  SELECT c.relname AS name, a.attname AS field, format_type(a.atttypid, NULL) AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'data' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`;

const INDEXES = `
  SELECT c.relname AS name, i.indisvalid AS valid
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'data'`;

const KEYS = `
  SELECT t.relname AS table, c.conname AS name, c.convalidated AS valid
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
   WHERE n.nspname = 'data' AND c.contype = 'f'`;

const SHORT_NAMES: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
};

/** Reads what stands in the schema `data`. */
export async function readTableState(owner: ClientBase): Promise<TableState> {
  const columns = await owner.query<{ name: string; field: string; type: string }>(COLUMNS);
  const indexes = await owner.query<{ name: string; valid: boolean }>(INDEXES);
  const keys = await owner.query<{ table: string; name: string; valid: boolean }>(KEYS);
  const tables = new Map<string, Map<string, string>>();
  for (const { name, field, type } of columns.rows) {
    const known = tables.get(name) ?? new Map<string, string>();
    tables.set(name, known.set(field, SHORT_NAMES[type] ?? type));
  }
  return {
    tables,
    indexes: new Map(indexes.rows.map(({ name, valid }) => [name, valid])),
    keys: new Map(keys.rows.map(({ table, name, valid }) => [keyName(table, name), valid])),
  };
}
