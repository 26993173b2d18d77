import type { ClientBase } from 'pg';
import type { ExistingTables } from './table-plan.js';

const COLUMNS = `
  SELECT c.relname AS name, a.attname AS field, format_type(a.atttypid, NULL) AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'data' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`;

const SHORT_NAMES: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
};

/** What stands in the schema `data`. */
export async function existingTables(owner: ClientBase): Promise<ExistingTables> {
  const { rows } = await owner.query<{ name: string; field: string; type: string }>(COLUMNS);
  const tables = new Map<string, Map<string, string>>();
  for (const { name, field, type } of rows) {
    const columns = tables.get(name) ?? new Map<string, string>();
    tables.set(name, columns.set(field, SHORT_NAMES[type] ?? type));
  }
  return tables;
}
