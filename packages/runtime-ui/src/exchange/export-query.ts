import type { FormDefinition } from '@dougong/kernel/metadata';
import { isLinesField } from '@dougong/kernel/metadata';
import { listQuery, type ListState } from '../list/list-state.js';

/** What somebody wants in the file. */
export interface ExportWish {
  readonly columns: 'seen' | 'all';
  readonly lines: 'none' | 'rows' | 'sheets';
  readonly format: 'xlsx' | 'csv';
  readonly ids: boolean;
}

export const USUAL_WISH: ExportWish = { columns: 'seen', lines: 'none', format: 'xlsx', ids: false };

/** Whether records of the form have lines that could go along. */
export function hasLines({ schema }: FormDefinition): boolean {
  return Object.values(schema.properties).some((field) => isLinesField(field));
}

/** CSV holds one sheet. */
export function possible(wish: ExportWish): ExportWish {
  return wish.format === 'csv' && wish.lines === 'sheets' ? { ...wish, lines: 'rows' } : wish;
}

/** The question to the engine: the filter, order and search of the list as it is now, and the columns wanted. */
export function exportQuery(
  state: ListState,
  list: string | undefined,
  seen: readonly string[],
  { columns, lines, format, ids }: ExportWish,
): Readonly<Record<string, string | undefined>> {
  const { filters = [], text, sort, list: view } = listQuery(state, list);
  return {
    format,
    lines,
    ids: ids ? 'true' : undefined,
    fields: columns === 'seen' ? seen.join(',') : undefined,
    q: text,
    sort,
    list: view,
    ...Object.fromEntries(filters.map(({ field, op, value }) => [`filter[${field}][${op}]`, value])),
  };
}
