import type { OutsideRecord, OutsideRow } from '@dougong/kernel/connectors';
import { linesAsGiven } from '@dougong/kernel/exchange';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { NamedRecords, StandingRecord } from './import-lookups.js';

type Values = Readonly<Record<string, unknown>>;

/** What a record of theirs says here, its rows under their lines field; and names that nothing here has. */
export interface ValuesHere {
  readonly values: Values;
  readonly issues: readonly Issue[];
}

/** A record of theirs with ids where it calls others by their names. */
export function valuesHere({ lines, ...head }: OutsideRecord, named: NamedRecords): ValuesHere {
  const written = partHere(head, named, '', '');
  if (!lines) return written;
  const { table, rows } = lines;
  const parts = rows.map((row, at) => partHere(row, named, `${table}.`, pointer('', table, at)));
  return {
    values: { ...written.values, [table]: parts.map(({ values }) => values) },
    issues: [...written.issues, ...parts.flatMap(({ issues }) => issues)],
  };
}

function partHere(
  { values, sought }: OutsideRow,
  named: NamedRecords,
  prefix: string,
  at: string,
): ValuesHere {
  const found = Object.entries(sought).map(([field, name]) => ({
    field,
    name,
    id: named.get(prefix + field)?.get(name),
  }));
  return {
    values: { ...values, ...Object.fromEntries(found.map(({ field, id }) => [field, id ?? null])) },
    issues: found.flatMap(({ field, name, id }) =>
      id === undefined ? [issue('name_unknown', `${at}/${field}`, { value: name })] : [],
    ),
  };
}

/** What a new record is made of: blank values are left to the defaults of the form. */
export function valuesToCreate(values: Values): Values {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(
    given.map(([field, value]) => [
      field,
      Array.isArray(value) ? value.map((row: unknown) => (isRow(row) ? valuesToCreate(row) : row)) : value,
    ]),
  );
}

/** The change that makes a record of ours say what theirs says: its rows take the places of those that stand there. */
export function valuesToChange(values: Values, table: string | undefined, { lines }: StandingRecord): Values {
  if (table === undefined) return values;
  const rows = (values[table] ?? []) as readonly Values[];
  return { ...values, [table]: linesAsGiven({ [table]: lines.map((id) => ({ id })) }, table, rows) };
}

const isRow = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
