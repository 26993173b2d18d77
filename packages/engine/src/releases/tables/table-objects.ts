import { identifier } from '../../database/sql-text.js';

/** Things that a publish makes or drops in the schema `data`, as data: what a plan says, a run remembers and a failure undoes. */
export type TableObject =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'column'; readonly table: string; readonly name: string; readonly type: string }
  | { readonly kind: 'index'; readonly table: string; readonly name: string }
  | { readonly kind: 'key'; readonly table: string; readonly name: string }
  | { readonly kind: 'trigger'; readonly table: string; readonly name: string };

/** `data."bill"`. */
export function dataTable(table: string): string {
  return `data.${identifier(table)}`;
}

/** Says whether two objects are the same one. */
export function objectName(object: TableObject): string {
  if (object.kind === 'table') return `table ${object.table}`;
  const type = object.kind === 'column' ? ` ${object.type}` : '';
  return `${object.kind} ${object.table} ${object.name}${type}`;
}

/** Drops an object if it is there; may run again. Indexes go without standing in anybody's way. */
export function dropStatement(object: TableObject): string {
  const table = dataTable(object.table);
  switch (object.kind) {
    case 'table':
      return `DROP TABLE IF EXISTS ${table}`;
    case 'column':
      return `ALTER TABLE IF EXISTS ${table} DROP COLUMN IF EXISTS ${identifier(object.name)}`;
    case 'index':
      return `DROP INDEX CONCURRENTLY IF EXISTS ${dataTable(object.name)}`;
    case 'key':
      return `ALTER TABLE IF EXISTS ${table} DROP CONSTRAINT IF EXISTS ${identifier(object.name)}`;
    case 'trigger':
      return `DROP TRIGGER IF EXISTS ${identifier(object.name)} ON ${table}`;
  }
}

const NAME_MAX = 63;
const NAME_HEAD = 50;

/** PostgreSQL cuts names at 63 bytes; a long one is shortened with a checksum so that two never meet. */
export function constraintName(table: string, columns: string, suffix: string): string {
  const full = `${table}_${columns}_${suffix}`;
  if (full.length <= NAME_MAX) return full;
  return `${full.slice(0, NAME_HEAD)}_${checksum(full)}_${suffix}`;
}

/** A few letters and digits that tell one name from another. */
export function checksum(text: string): string {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return sum.toString(36);
}
