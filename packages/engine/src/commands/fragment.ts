import type { Parameters } from '../database/sql-text.js';
import { columnList, recordset } from '../records/record-table.js';
import type { Column } from '../records/record-table.js';

/** One CTE of the statement. */
export interface Fragment {
  readonly name: string;
  readonly sql: string;
}

/** Rows of one table that are inserted together. Sets of one name have all but their rows in common. */
export interface RowSet {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Record<string, unknown>[];
  /** Which of the rows, as `x`, are written at all. */
  readonly where?: string;
  /** What becomes of rows that are there already. */
  readonly onConflict?: string;
}

/**
 * The rows as `x`, to update or join with. PostgreSQL takes a set of rows out of JSON for a hundred and would read whole
 * tables to meet them; one row, which is the rule, is told as one and found by its key.
 */
export function rowsToMeet(
  rows: readonly Record<string, unknown>[],
  columns: readonly Column[],
  parameters: Parameters,
): string {
  const [only] = rows;
  const source =
    rows.length === 1
      ? `jsonb_to_record(${parameters.json(only)})`
      : `jsonb_to_recordset(${parameters.json(rows)})`;
  return `${source} AS ${recordset('x', columns)}`;
}

/** How columns are named in an INSERT and in a record set. */
interface ColumnTexts {
  readonly names: string;
  readonly rows: string;
}

const texts = new WeakMap<readonly Column[], ColumnTexts>();

/** Every command inserts into the same tables: their texts are made once. */
function textsOf(columns: readonly Column[]): ColumnTexts {
  let known = texts.get(columns);
  if (!known) {
    known = { names: columnList(columns), rows: recordset('x', columns) };
    texts.set(columns, known);
  }
  return known;
}

/** The CTE that inserts a row set; none when it is empty. */
export function insertFragment(set: RowSet, parameters: Parameters): Fragment[] {
  if (set.rows.length === 0) return [];
  const { names, rows } = textsOf(set.columns);
  const sql = [
    `INSERT INTO ${set.table} (${names})`,
    `SELECT ${names} FROM jsonb_to_recordset(${parameters.json(set.rows)}) AS ${rows}`,
    ...(set.where === undefined ? [] : [`WHERE ${set.where}`]),
    ...(set.onConflict === undefined ? [] : [set.onConflict]),
  ];
  return [{ name: set.name, sql: sql.join(' ') }];
}

/** The CTEs of row sets, one for each name: what several commands write into a table is written together. */
export function insertFragments(sets: readonly RowSet[], parameters: Parameters): Fragment[] {
  const byName = new Map<string, RowSet[]>();
  for (const set of sets) {
    const namesakes = byName.get(set.name);
    if (namesakes) namesakes.push(set);
    else byName.set(set.name, [set]);
  }
  return [...byName.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const rows = others.length === 0 ? first.rows : [first, ...others].flatMap((set) => set.rows);
    return insertFragment({ ...first, rows }, parameters);
  });
}

/** Joins the fragments into the one statement that a unit of work sends. */
export function joinFragments(fragments: readonly Fragment[]): string {
  const ctes = fragments.map(({ name, sql }) => `${name} AS (${sql})`).join(',\n');
  return `WITH ${ctes}\nSELECT 1`;
}
