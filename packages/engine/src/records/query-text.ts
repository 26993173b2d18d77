import { notFound } from '../http/refusal.js';
import { badQuery } from './query-refusal.js';

/** Parameters of a request's query as they arrive: one text each, or several when a name is repeated. */
export type RawQuery = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TEXT_LENGTH_MAX = 2000;

/** A parameter's text; blank counts as left out. */
export function textParameter(query: RawQuery, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || value.length > TEXT_LENGTH_MAX) throw badQuery('bad_parameter', [name], { name });
  return value;
}

/** A parameter that is one of several words. */
export function wordParameter<W extends string>(query: RawQuery, name: string, words: readonly W[]): W | undefined {
  const text = textParameter(query, name);
  if (text === undefined || (words as readonly string[]).includes(text)) return text as W | undefined;
  throw badQuery('bad_parameter', [name], { name, expected: words });
}

export function uuidParameter(query: RawQuery, name: string): string | undefined {
  const text = textParameter(query, name)?.toLowerCase();
  if (text === undefined || UUID.test(text)) return text;
  throw badQuery('bad_parameter', [name], { name });
}

/** The size of a page: a larger wish gets the largest page. */
export function limitParameter(query: RawQuery, fallback: number, max: number): number {
  const text = textParameter(query, 'limit');
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text) || /^0+$/.test(text)) throw badQuery('bad_parameter', ['limit'], { name: 'limit' });
  return Math.min(Number.parseInt(text, 10), max);
}

/** An id in the path of an address; what cannot be one names nothing. */
export function idOf(text: string): string {
  const id = text.toLowerCase();
  if (!UUID.test(id)) throw notFound();
  return id;
}

export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
