import type { AccessDecision } from '@dougong/kernel/access';
import type { FormModel } from '@dougong/kernel/forms';
import type { FormListView } from '@dougong/kernel/metadata';
import { suggestionFor } from './name-suggestion.js';
import { visibleColumns } from './list-column.js';
import type { ListColumn } from './list-column.js';
import { parseFilters } from './list-filter.js';
import type { ListFilter } from './list-filter.js';
import { parseOrder } from './list-order.js';
import type { ListOrder } from './list-order.js';
import { decodeCursor, fingerprintOf } from './page-cursor.js';
import type { Position } from './page-cursor.js';
import { badQuery } from './query-refusal.js';
import { limitParameter, textParameter, wordParameter } from './query-text.js';
import type { RawQuery } from './query-text.js';

/** A query for a list of records, understood and checked. */
export interface ListQuestion {
  readonly columns: ReadonlyMap<string, ListColumn>;
  readonly list?: FormListView;
  readonly filters: readonly ListFilter[];
  readonly text?: string;
  readonly order: ListOrder;
  readonly limit: number;
  /** After which row the page begins. */
  readonly position?: Position;
  readonly counted: boolean;
  readonly fingerprint: string;
}

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const KNOWN = new Set(['limit', 'cursor', 'sort', 'q', 'list', 'count']);

/** Reads the query of a list; whatever it does not know is refused, so that a typing error never widens an answer. */
export function parseListQuestion(model: FormModel, grant: AccessDecision, query: RawQuery): ListQuestion {
  refuseUnknown(query);
  const columns = visibleColumns(model, grant.hidden);
  const list = listOf(model, textParameter(query, 'list'));
  const filters = parseFilters(query, columns);
  const text = textParameter(query, 'q')?.trim();
  const order = parseOrder(model, columns, textParameter(query, 'sort'), list);
  const cursor = textParameter(query, 'cursor');
  const fingerprint = fingerprintOf([
    model.key,
    list?.id,
    text,
    [order.column.key, order.descending],
    filters.map(({ column, word, values }) => [column.key, word, values]),
  ]);
  return {
    columns,
    list,
    filters,
    text: text === '' ? undefined : text,
    order,
    limit: limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX),
    position: cursor === undefined ? undefined : decodeCursor(cursor, fingerprint),
    counted: wordParameter(query, 'count', ['exact']) !== undefined,
    fingerprint,
  };
}

function refuseUnknown(query: RawQuery): void {
  const unknown = Object.keys(query).find((name) => !KNOWN.has(name) && !name.startsWith('filter['));
  if (unknown === undefined) return;
  const name = unknown.slice(0, 100);
  throw badQuery('unknown_parameter', [name], { name, ...suggestionFor(name, KNOWN) });
}

function listOf(model: FormModel, id: string | undefined): FormListView | undefined {
  if (id === undefined) return undefined;
  const lists = model.definition.lists ?? [];
  const found = lists.find((list) => list.id === id);
  if (!found)
    throw badQuery('unknown_list', ['list'], { list: id.slice(0, 60), known: lists.map((list) => list.id) });
  return found;
}
