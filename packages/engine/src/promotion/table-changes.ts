import type { FormModel } from '@dougong/kernel/forms';
import { recordTables } from '../records/record-table.js';
import type { Table } from '../records/record-table.js';

/** What becomes of a table of records. Nothing is taken away: what is not used any more stays until somebody purges it. */
export interface TableChange {
  readonly table: string;
  readonly change: 'added' | 'changed' | 'unused';
  readonly added: readonly string[];
  readonly unused: readonly string[];
  readonly retyped: readonly { readonly column: string; readonly from: string; readonly to: string }[];
}

type Models = ReadonlyMap<string, FormModel>;

/** What differs between the tables of two sets of forms. */
export function tableChanges(before: Models, after: Models): readonly TableChange[] {
  const [old, now] = [tablesOf(before), tablesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const [columns, wanted] = [typesOf(was), typesOf(is)];
    const added = [...wanted.keys()].filter((column) => !columns.has(column));
    const unused = [...columns.keys()].filter((column) => !wanted.has(column));
    const retyped = [...wanted].flatMap(([column, to]) => {
      const from = columns.get(column);
      return from === undefined || from === to ? [] : [{ column, from, to }];
    });
    if (added.length + unused.length + retyped.length === 0) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'unused' : 'changed';
    return [{ table: name, change, added, unused, retyped }];
  });
}

function tablesOf(models: Models): ReadonlyMap<string, Table> {
  const tables = [...models.values()].flatMap((model) => {
    const { header, lines } = recordTables(model);
    return [header, ...lines];
  });
  return new Map(tables.map((table) => [table.bareName, table]));
}

function typesOf(table: Table | undefined): ReadonlyMap<string, string> {
  return new Map((table?.columns ?? []).map(({ name, type }) => [name, type]));
}
