import { identifier } from '../../database/sql-text.js';
import type { TableIndex } from './table-index.js';
import { dataTable } from './table-objects.js';
import { leftIndexName } from './table-steps.js';
import type { IndexSwap, TableStep } from './table-steps.js';
import type { Conversion } from './conversions.js';

/** The SQL of a publish plan. Names come from published definitions and are quoted; there are no values. */

export interface TableStatement {
  readonly text: string;
  /** Waits without anybody waiting behind it, so it may wait long; whatever else may stop others asks for a short wait only. */
  readonly isPatient?: true;
}

/** The statements of a step, in order; filling a shadow is more than statements. */
export function statementsOf(step: Exclude<TableStep, { kind: 'fill_shadow' }>): readonly TableStatement[] {
  const table = dataTable(step.table);
  switch (step.kind) {
    case 'create_table': {
      const columns = step.columns.map(({ name, type, constraint = '' }) =>
        `${identifier(name)} ${type} ${constraint}`.trim(),
      );
      return [{ text: `CREATE TABLE IF NOT EXISTS ${table} (${columns.join(', ')})` }];
    }
    case 'add_column':
      return [addColumn(table, step.column.name, step.column.type)];
    case 'add_key':
      return addKey(table, step);
    case 'check_key':
      return [
        {
          text: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${identifier(step.key.name)}`,
          isPatient: true,
        },
      ];
    case 'build_index':
      return buildIndex(table, step);
    case 'add_shadow':
      return addShadow(table, step.conversion);
  }
}

/** Nullable and without a default: no row is written, so the lock lasts as long as the catalogue takes. */
function addColumn(table: string, name: string, type: string): TableStatement {
  return { text: `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${identifier(name)} ${type}` };
}

/** Of an empty table at once; otherwise the rows that stand are checked afterwards, while others write. */
function addKey(
  table: string,
  { key, isNew }: Extract<TableStep, { kind: 'add_key' }>,
): readonly TableStatement[] {
  const constraint = `ADD CONSTRAINT ${identifier(key.name)} FOREIGN KEY (${identifier(key.column)}) REFERENCES ${key.target}`;
  return [{ text: `ALTER TABLE ${table} ${constraint}${isNew ? '' : ' NOT VALID'}` }];
}

function buildIndex(
  table: string,
  { index, online, isBroken }: Extract<TableStep, { kind: 'build_index' }>,
): readonly TableStatement[] {
  const unique = index.unique ? 'UNIQUE ' : '';
  const columns = indexColumns(index);
  const how = online ? 'CONCURRENTLY ' : '';
  const where = index.where === undefined ? '' : ` WHERE ${index.where}`;
  const drop: TableStatement = {
    text: `DROP INDEX CONCURRENTLY IF EXISTS ${dataTable(index.name)}`,
    isPatient: true,
  };
  const build: TableStatement = {
    text: `CREATE ${unique}INDEX ${how}IF NOT EXISTS ${identifier(index.name)} ON ${table} ${columns}${where}`,
    ...(online ? { isPatient: true } : {}),
  };
  return isBroken ? [drop, build] : [build];
}

function indexColumns({ columns, downwards, isContainment }: TableIndex): string {
  const names = columns
    .map((column, at) => `${identifier(column)}${downwards?.[at] ? ' DESC' : ''}`)
    .join(', ');
  return isContainment ? `USING gin (${names} jsonb_path_ops)` : `(${names})`;
}

/**
 * A row that is changed while the conversion goes on loses its converted value, and one that is new has none: both are found
 * and converted again before the switch.
 */
function addShadow(table: string, { shadow, from, to }: Conversion): readonly TableStatement[] {
  const column = identifier(from.key);
  return [
    addColumn(table, shadow, to.type.sqlType),
    {
      text:
        `CREATE OR REPLACE TRIGGER ${identifier(shadow)} BEFORE UPDATE ON ${table} FOR EACH ROW ` +
        `WHEN (OLD.${column} IS DISTINCT FROM NEW.${column}) EXECUTE FUNCTION core.forget_column('${shadow}')`,
    },
  ];
}

/** Whether a row has a value that is not converted yet; a text of spaces says nothing and stays blank. */
export function isLeft({ shadow, from }: Conversion): string {
  const column = identifier(from.key);
  const value = from.type.sqlType === 'text' ? `nullif(btrim(${column}), '')` : column;
  return `${value} IS NOT NULL AND ${identifier(shadow)} IS NULL`;
}

/** Makes the rows that are left easy to find, once most are converted. */
export function leftIndexStatements(conversion: Conversion): readonly TableStatement[] {
  const name = leftIndexName(conversion.shadow);
  return [
    { text: `DROP INDEX CONCURRENTLY IF EXISTS ${dataTable(name)}`, isPatient: true },
    {
      text:
        `CREATE INDEX CONCURRENTLY ${identifier(name)} ON ${dataTable(conversion.table)} (id) ` +
        `WHERE ${isLeft(conversion)}`,
      isPatient: true,
    },
  ];
}

/** With the switch: the converted values take the place of the old ones, and the indexes over them the names of theirs. */
export function swapStatements(
  conversions: readonly Conversion[],
  indexSwaps: readonly IndexSwap[],
): readonly string[] {
  const columns = conversions.flatMap(({ table, from, shadow, old }) => [
    `DROP TRIGGER ${identifier(shadow)} ON ${dataTable(table)}`,
    `ALTER TABLE ${dataTable(table)} RENAME COLUMN ${identifier(from.key)} TO ${identifier(old)}`,
    `ALTER TABLE ${dataTable(table)} RENAME COLUMN ${identifier(shadow)} TO ${identifier(from.key)}`,
  ]);
  const indexes = indexSwaps.flatMap(({ name, shadow, old }) => [
    `ALTER INDEX IF EXISTS ${dataTable(name)} RENAME TO ${identifier(old)}`,
    `ALTER INDEX ${dataTable(shadow)} RENAME TO ${identifier(name)}`,
  ]);
  return [...columns, ...indexes];
}

/** Keeps everybody else off the tables whose columns change, for the moment of the switch. */
export function lockStatement(conversions: readonly Conversion[]): string | undefined {
  const tables = [...new Set(conversions.map(({ table }) => dataTable(table)))].sort();
  return tables.length === 0 ? undefined : `LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`;
}
