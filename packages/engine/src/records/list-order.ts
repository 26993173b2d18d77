import type { FormModel } from '@dougong/kernel/forms';
import type { FormListView } from '@dougong/kernel/metadata';
import type { ListColumn } from './list-column.js';
import { columnSql } from './list-column.js';
import { badQuery } from './query-refusal.js';

/** A field of an order and which way it runs. */
export interface OrderPart {
  readonly column: ListColumn;
  readonly descending: boolean;
}

/**
 * The order of a list: some columns together with the id, which settles ties. Blank values stand last upwards and first downwards, as
 * indexes have them.
 */
export interface ListOrder {
  /** At least one. */
  readonly parts: readonly [OrderPart, ...OrderPart[]];
  /** Which way the id runs. */
  readonly idDescending: boolean;
  /** Whether rows have to be sorted, because no index has them in this order. */
  readonly needsSort: boolean;
}

/** By so many fields a list can be sorted, as many as a list view may name. */
const SORTS_MAX = 3;
const ALWAYS_INDEXED = 'created_at';
const TIE = 'id';

/** The columns that a list may be sorted by alone or first: those with an index that also holds the id. */
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
  const sorts = wanted ? wanted.split(',') : visibleSorts(list, columns);
  const fields = sorts.length > 1 && fieldOfSort(sorts.at(-1) ?? '') === TIE ? sorts.slice(0, -1) : sorts;
  if (fields.length > SORTS_MAX) throw badQuery('too_many_sorts', ['sort'], { max: SORTS_MAX });
  const parts = fields.map((sort, at) => partOf(model, columns, sort, at)) as [OrderPart, ...OrderPart[]];
  refuseRepeated(parts);
  const [{ descending }] = parts;
  const idDescending = fields.length < sorts.length ? isDown(sorts.at(-1) ?? '') : descending;
  const isPlain = idDescending === descending && (parts.length === 1 || isOffered(model, fields));
  return { parts, idDescending, needsSort: !isPlain };
}

/** The ORDER BY of a list. */
export function orderSql({ parts, idDescending }: ListOrder, alias: string): string {
  const columns = parts.map(({ column, descending }) => {
    const blanks = descending ? 'NULLS FIRST' : 'NULLS LAST';
    return `${columnSql(alias, column)} ${descending ? 'DESC' : 'ASC'} ${blanks}`;
  });
  return [...columns, `${alias}.id ${idDescending ? 'DESC' : 'ASC'}`].join(', ');
}

/** The fields that a list is sorted by, without the id. */
export function orderKeys({ parts }: ListOrder): readonly string[] {
  return parts.map(({ column }) => column.key);
}

/** The first field has an index at any rate, so that the choice of people is the same whether they add another or not. */
function partOf(
  model: FormModel,
  columns: ReadonlyMap<string, ListColumn>,
  sort: string,
  at: number,
): OrderPart {
  const field = fieldOfSort(sort);
  const column = columns.get(field);
  const offered = [...(at === 0 ? sortableFields(model) : sortedFields(columns))].filter((key) =>
    columns.has(key),
  );
  if (!column || !offered.includes(field))
    throw badQuery('sort_not_offered', ['sort'], { field: field.slice(0, 100), offered });
  return { column, descending: isDown(sort) };
}

/** What has an order at all; the id settles ties and is told last. */
function sortedFields(columns: ReadonlyMap<string, ListColumn>): readonly string[] {
  return [...columns.values()]
    .filter(({ key, type }) => key !== TIE && type.isSorted !== false)
    .map(({ key }) => key);
}

function refuseRepeated(parts: readonly OrderPart[]): void {
  const keys = parts.map(({ column }) => column.key);
  const again = keys.find((key, at) => keys.indexOf(key) !== at);
  if (again !== undefined) throw badQuery('sorted_twice', ['sort'], { field: again });
}

/** Whether a list view of the form has this order or its opposite, and so an index for it. */
function isOffered(model: FormModel, sorts: readonly string[]): boolean {
  const opposite = sorts.map((sort) => (isDown(sort) ? fieldOfSort(sort) : `-${sort}`));
  const wanted = [sorts.join(), opposite.join()];
  return (model.definition.lists ?? []).some((list) => wanted.includes((list.sort ?? []).join()));
}

function fieldOfSort(sort: string): string {
  return sort.startsWith('-') ? sort.slice(1) : sort;
}

function isDown(sort: string): boolean {
  return sort.startsWith('-');
}

/** The order of a list as far as somebody sees its columns; who does not see the first gets the newest first. */
function visibleSorts(
  list: FormListView | undefined,
  columns: ReadonlyMap<string, ListColumn>,
): readonly string[] {
  const sorts = list?.sort ?? [];
  const hidden = sorts.findIndex((sort) => !columns.has(fieldOfSort(sort)));
  const seen = hidden < 0 ? sorts : sorts.slice(0, hidden);
  return seen.length === 0 ? [`-${ALWAYS_INDEXED}`] : seen;
}
