import type { Condition, FormListView } from '@dougong/kernel/metadata';
import { suggestionFor } from './name-suggestion.js';
import { offeredLists } from './offered-lists.js';
import type { AskedForm } from './offered-lists.js';
import { visibleColumns } from './list-column.js';
import type { ListColumn } from './list-column.js';
import { parseFilters } from './list-filter.js';
import type { ListFilter } from './list-filter.js';
import { parseFields } from './list-fields.js';
import { parseOrder } from './list-order.js';
import type { ListOrder } from './list-order.js';
import { parseWhere } from './list-where.js';
import type { ListPosition } from './list-pages.js';
import { decodePlace, fingerprintOf } from './page-cursor.js';
import { badQuery } from './query-refusal.js';
import { limitParameter, textParameter, wordParameter } from './query-text.js';
import type { RawQuery } from './query-text.js';

/** A query for a list of records, understood and checked. */
export interface ListQuestion {
  /** What may be asked. */
  readonly columns: ReadonlyMap<string, ListColumn>;
  /** The fields that the answer holds; all that the subject sees when left out. */
  readonly fields?: ReadonlySet<string>;
  readonly list?: FormListView;
  readonly filters: readonly ListFilter[];
  /** A condition beside the filters: `filter={"==": [...]}`. */
  readonly where?: Condition;
  readonly text?: string;
  readonly order: ListOrder;
  readonly limit: number;
  /** After which row the page begins. */
  readonly position?: ListPosition;
  readonly counted?: Counting;
  readonly fingerprint: string;
}

/** Exactly, as far as counting goes; or beyond that by the statistics of the database. */
export type Counting = 'exact' | 'estimate';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 1000;
const KNOWN = new Set(['limit', 'cursor', 'sort', 'q', 'list', 'count', 'fields', 'filter']);

/** Reads the query of a list; whatever it does not know is refused, so that a typing error never widens an answer. */
export function parseListQuestion(asked: AskedForm, query: RawQuery): ListQuestion {
  const { model, grant } = asked;
  refuseUnknown(query);
  const columns = visibleColumns(model, grant.hidden);
  const list = listOf(asked, textParameter(query, 'list'));
  const filters = parseFilters(query, columns);
  const text = textParameter(query, 'q')?.trim();
  const where = parseWhere(query, columns);
  const order = parseOrder(model, columns, textParameter(query, 'sort'), list);
  const cursor = textParameter(query, 'cursor');
  const fingerprint = fingerprintOf([
    model.key,
    list?.id,
    text,
    [...order.parts.map(({ column, descending }) => [column.key, descending]), order.idDescending],
    filters.map(({ column, word, values }) => [column.key, word, values]),
    ...(where === undefined ? [] : [where]),
  ]);
  const counted = wordParameter(query, 'count', ['exact', 'estimate']);
  const fields = parseFields(query, columns, grant.masked.keys());
  return {
    columns,
    list,
    filters,
    text: text === '' ? undefined : text,
    order,
    limit: limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX),
    position: cursor === undefined ? undefined : decodePlace(cursor, fingerprint, order.parts.length),
    ...(counted ? { counted } : {}),
    ...(fields ? { fields } : {}),
    ...(where === undefined ? {} : { where }),
    fingerprint,
  };
}

function refuseUnknown(query: RawQuery): void {
  const unknown = Object.keys(query).find((name) => !KNOWN.has(name) && !name.startsWith('filter['));
  if (unknown === undefined) return;
  const name = unknown.slice(0, 100);
  throw badQuery('unknown_parameter', [name], { name, ...suggestionFor(name, KNOWN) });
}

function listOf(asked: AskedForm, id: string | undefined): FormListView | undefined {
  if (id === undefined) return undefined;
  const lists = offeredLists(asked);
  const found = lists.find((list) => list.id === id);
  if (!found)
    throw badQuery('unknown_list', ['list'], { list: id.slice(0, 60), known: lists.map((list) => list.id) });
  return found;
}
