import type { ListColumn } from './list-column.js';
import { suggestionFor } from './name-suggestion.js';
import { badQuery } from './query-refusal.js';
import { textParameter } from './query-text.js';
import type { RawQuery } from './query-text.js';

const ALWAYS = ['id', 'version'];

/** The fields that `fields=no,title` asks for; `id` and `version` always come along. Nothing: all of them. */
export function parseFields(
  query: RawQuery,
  columns: ReadonlyMap<string, ListColumn>,
  masked: Iterable<string>,
): ReadonlySet<string> | undefined {
  const text = textParameter(query, 'fields');
  if (text === undefined) return undefined;
  const known = new Set([...columns.keys(), ...masked, ...ALWAYS]);
  const wanted = text.split(',').map((each) => each.trim());
  const unknown = wanted.find((each) => !known.has(each));
  if (unknown !== undefined) {
    const field = unknown.slice(0, 100);
    throw badQuery('unknown_field', ['fields'], { field, ...suggestionFor(field, known) });
  }
  return new Set([...wanted, ...ALWAYS]);
}
