import type { RecordFilter, RecordQuery } from '@dougong/ui/api';

/** What a list shows, as its address says it. */
export interface ListState {
  /** The saved view of the form. */
  readonly list?: string;
  readonly text?: string;
  /** Up to three fields: `-day,customer`; `-field` sorts downwards. */
  readonly sort?: string;
  readonly filters: readonly RecordFilter[];
  /** The page after this place. */
  readonly after?: string;
}

export const PAGE_ROWS = 50;

const FILTER_NAME = /^([a-z][a-z0-9_]*)\.(eq|ne|gt|gte|lt|lte|in|contains|blank)$/;

function filtersIn(search: URLSearchParams): readonly RecordFilter[] {
  return [...search].flatMap(([name, value]) => {
    const [, field, op] = FILTER_NAME.exec(name) ?? [];
    return field === undefined || value === '' ? [] : [{ field, op: op as RecordFilter['op'], value }];
  });
}

function textIn(search: URLSearchParams, name: string): string | undefined {
  const value = search.get(name);
  return value === null || value === '' ? undefined : value;
}

/** Reads the state of a list from its address; what it does not know it leaves out. */
export function readListState(search: URLSearchParams): ListState {
  const [list, text, sort, after] = ['list', 'q', 'sort', 'after'].map((name) => textIn(search, name));
  return {
    filters: filtersIn(search),
    ...(list === undefined ? {} : { list }),
    ...(text === undefined ? {} : { text }),
    ...(sort === undefined ? {} : { sort }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Writes the state of a list as an address. */
export function writeListState({ list, text, sort, filters, after }: ListState): URLSearchParams {
  const search = new URLSearchParams();
  if (list !== undefined) search.set('list', list);
  if (text !== undefined && text !== '') search.set('q', text);
  for (const { field, op, value } of filters) search.append(`${field}.${op}`, value);
  if (sort !== undefined) search.set('sort', sort);
  if (after !== undefined) search.set('after', after);
  return search;
}

/** A change of what is shown starts at the first page again. */
export function changedListState(state: ListState, change: Partial<Omit<ListState, 'after'>>): ListState {
  const { after: _after, ...rest } = state;
  return { ...rest, ...change };
}

/** Sets, replaces or takes away the filters of one field. */
export function withFilters(
  state: ListState,
  field: string,
  filters: readonly Omit<RecordFilter, 'field'>[],
): ListState {
  const position = state.filters.findIndex((filter) => filter.field === field);
  const others = state.filters.filter((filter) => filter.field !== field);
  const at =
    position < 0
      ? others.length
      : state.filters.slice(0, position).filter((filter) => filter.field !== field).length;
  const next = [
    ...others.slice(0, at),
    ...filters.map((filter) => ({ field, ...filter })),
    ...others.slice(at),
  ];
  return changedListState(state, { filters: next });
}

/** The query that the engine answers with one page of the list. The exact count comes with the first page only. */
export function listQuery(state: ListState, defaultList: string | undefined): RecordQuery {
  const list = state.list ?? defaultList;
  return {
    limit: PAGE_ROWS,
    filters: state.filters,
    countExact: state.after === undefined,
    ...(list === undefined ? {} : { list }),
    ...(state.text === undefined ? {} : { text: state.text }),
    ...(state.sort === undefined ? {} : { sort: state.sort }),
    ...(state.after === undefined ? {} : { cursor: state.after }),
  };
}

/** As many as the engine takes. */
const SORTS_MAX = 3;

/** A field that a list is sorted by. */
export interface SortLevel {
  readonly field: string;
  readonly descending: boolean;
}

/** The fields that a list is sorted by, the one that goes first first: `-day,customer`. */
export function sortLevels(sort: string | undefined): readonly SortLevel[] {
  return (sort ?? '')
    .split(',')
    .filter((each) => each !== '')
    .map((each) => ({ field: each.replace(/^-/, ''), descending: each.startsWith('-') }));
}

/** The sort after the head of a column was pressed: upwards first, then the other way round. */
export function nextSort(current: string | undefined, field: string): string {
  return current === field ? `-${field}` : field;
}

/**
 * The sort after the head of a column was pressed to be added: it goes last, upwards; pressed again it turns round, and the third time it
 * goes. Beyond the most that there may be nothing is added, and something is always left.
 */
export function addedSort(current: string | undefined, field: string): string {
  const levels = sortLevels(current);
  const known = levels.find((level) => level.field === field);
  if (known === undefined)
    return sortText(levels.length < SORTS_MAX ? [...levels, { field, descending: false }] : levels);
  if (known.descending && levels.length > 1) return sortText(levels.filter((level) => level !== known));
  const turned = { field, descending: !known.descending };
  return sortText(levels.map((level) => (level === known ? turned : level)));
}

function sortText(levels: readonly SortLevel[]): string {
  return levels.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join();
}
