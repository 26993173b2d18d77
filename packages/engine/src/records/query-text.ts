import { notFound } from '../http/refusal.js';
import { badQuery } from './query-refusal.js';
import { isScalarOf, isUuid } from './sql-scalars.js';

/** Parameters of a request's query as they arrive: one text each, or several when a name is repeated. */
export type RawQuery = Readonly<Record<string, unknown>>;

const TEXT_LENGTH_MAX = 2000;

/** A parameter's text; blank counts as left out. */
export function textParameter(query: RawQuery, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (!isStorable(value) || value.length > TEXT_LENGTH_MAX) throw badQuery('bad_parameter', [name], { name });
  return value;
}

/** PostgreSQL takes no NUL in a text. */
export function isStorable(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

/** A parameter that is one of several words. */
export function wordParameter<W extends string>(
  query: RawQuery,
  name: string,
  words: readonly W[],
): W | undefined {
  const text = textParameter(query, name);
  if (text === undefined || (words as readonly string[]).includes(text)) return text as W | undefined;
  throw badQuery('bad_parameter', [name], { name, expected: words });
}

export function uuidParameter(query: RawQuery, name: string): string | undefined {
  const text = textParameter(query, name)?.toLowerCase();
  if (text === undefined || isUuid(text)) return text;
  throw badQuery('bad_parameter', [name], { name });
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function dayParameter(query: RawQuery, name: string): string | undefined {
  const text = textParameter(query, name);
  if (text === undefined || isScalarOf('date', text)) return text;
  throw badQuery('bad_date', [name], { value: text.slice(0, 40) });
}

/** An RFC 3339 instant. */
export function instantParameter(query: RawQuery, name: string): string | undefined {
  const text = textParameter(query, name);
  if (text === undefined || isScalarOf('timestamptz', text)) return text;
  throw badQuery('bad_parameter', [name], { name });
}

/** The size of a page: a larger wish gets the largest page. */
export function limitParameter(query: RawQuery, fallback: number, max: number): number {
  const text = textParameter(query, 'limit');
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text) || /^0+$/.test(text))
    throw badQuery('bad_parameter', ['limit'], { name: 'limit' });
  return Math.min(Number.parseInt(text, 10), max);
}

/** An id in the path of an address; what cannot be one names nothing. */
export function idOf(text: string): string {
  const id = text.toLowerCase();
  if (!isUuid(id)) throw notFound();
  return id;
}
