import type { FormModel } from '@dougong/kernel/forms';
import type { FormListView } from '@dougong/kernel/metadata';
import type { Parameters } from '../database/sql-text.js';
import { columnSql } from './list-column.js';
import type { ListColumn } from './list-column.js';
import type { Position } from './page-cursor.js';
import { badQuery } from './query-refusal.js';
import { isScalarOf, isUuid } from './sql-scalars.js';

/**
 * The order of a list: one column that has an index together with the id, which settles ties. Blank values stand last
 * upwards and first downwards, as that index has them; a page that crosses between blanks and values is read in two
 * parts, so that each is a range of the index however deep it lies.
 */
export interface ListOrder {
  readonly column: ListColumn;
  readonly descending: boolean;
}

/** A part of a page: SQL conditions beside those of the filter. */
export type PagePart = (parameters: Parameters, alias: string) => readonly string[];

const ALWAYS_INDEXED = 'created_at';
const NEVER_BLANK: ReadonlySet<string> = new Set([ALWAYS_INDEXED]);

/** The columns that a list may be sorted by: those with an index that also holds the id. */
export function sortableFields(model: FormModel): ReadonlySet<string> {
  const indexed = model.fields
    .filter((field) => field.indexed && !field.unique && field.type.isSorted !== false)
    .map((field) => field.key);
  const offered = (model.definition.lists ?? []).flatMap(
    (list) => list.sort?.slice(0, 1).map(fieldOfSort) ?? [],
  );
  return new Set([ALWAYS_INDEXED, ...indexed, ...offered]);
}

/** The order that a query asks for, or else that of its list, or else the newest first. */
export function parseOrder(
  model: FormModel,
  columns: ReadonlyMap<string, ListColumn>,
  wanted: string | undefined,
  list: FormListView | undefined,
): ListOrder {
  const [first, ...others] = (wanted ?? '').split(',');
  if (others.length > 0) throw badQuery('one_sort_only', ['sort']);
  const sort = first || visibleSort(list, columns) || `-${ALWAYS_INDEXED}`;
  const field = fieldOfSort(sort);
  const offered = [...sortableFields(model)].filter((key) => columns.has(key));
  const column = columns.get(field);
  if (!column || !offered.includes(field)) {
    throw badQuery('sort_not_offered', ['sort'], { field: field.slice(0, 100), offered });
  }
  return { column, descending: sort.startsWith('-') };
}

/** The ORDER BY of a list. */
export function orderSql({ column, descending }: ListOrder, alias: string): string {
  const direction = descending ? 'DESC' : 'ASC';
  const blanks = descending ? 'NULLS FIRST' : 'NULLS LAST';
  return `${columnSql(alias, column)} ${direction} ${blanks}, ${alias}.id ${direction}`;
}

/** The parts in which the rows after a position are found, in order; without one the whole list is one part. */
export function pageParts(order: ListOrder, position: Position | undefined): readonly PagePart[] {
  if (!position) return [() => []];
  const [value, id] = checkedPosition(order, position);
  const { column, descending } = order;
  const beyond = descending ? '<' : '>';
  const cast = `::${column.type.sqlType}`;
  const isBlank = (alias: string) => `${columnSql(alias, column)} IS NULL`;
  const blanks: PagePart = (_, alias) => [isBlank(alias)];
  const values: PagePart = (_, alias) => [`${columnSql(alias, column)} IS NOT NULL`];
  if (value === null) {
    const rest: PagePart = (parameters, alias) => [
      isBlank(alias),
      `${alias}.id ${beyond} ${parameters.add(id)}::uuid`,
    ];
    return descending ? [rest, values] : [rest];
  }
  const rest: PagePart = (parameters, alias) => [
    `(${columnSql(alias, column)}, ${alias}.id) ${beyond} (${parameters.add(value)}${cast}, ${parameters.add(id)}::uuid)`,
  ];
  return descending || NEVER_BLANK.has(column.key) ? [rest] : [rest, blanks];
}

function fieldOfSort(sort: string): string {
  return sort.startsWith('-') ? sort.slice(1) : sort;
}

/** Somebody who does not see the column that a list is sorted by gets the newest first. */
function visibleSort(
  list: FormListView | undefined,
  columns: ReadonlyMap<string, ListColumn>,
): string | undefined {
  const sort = list?.sort?.[0];
  return sort !== undefined && columns.has(fieldOfSort(sort)) ? sort : undefined;
}

/** A cursor comes from outside: what it holds must be a value of the column. */
function checkedPosition({ column }: ListOrder, [value, id]: Position): Position {
  const fits = value === null || isScalarOf(column.type.sqlType, value);
  if (!fits || !isUuid(id)) throw badQuery('bad_cursor', ['cursor']);
  return [value, id];
}
