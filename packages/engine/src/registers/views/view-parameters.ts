import type { Refusal } from '../../http/refusal.js';
import { badQuery } from '../../records/query-refusal.js';
import { dayParameter, isStorable, limitParameter, textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import type { DimensionFilter, KeyQuery } from './key-conditions.js';

/** Parameters of readings of registers. */

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const FILTER = /^filter\[([a-z][a-z0-9_]*)\]$/;
const WHERE = /^where\[([a-z][a-z0-9_]*)\]\[([a-z][a-z0-9_]*)\]$/;
const NAMES_MAX = 12;
const AGES_MAX = 12;
const DAYS_MAX = 36_500;

export function pageQuery(query: RawQuery): { limit: number; cursor?: string } {
  return { limit: limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX), cursor: textParameter(query, 'cursor') };
}

/** `filter[dimension]=value`, a blank value for what is blank; the reader refuses dimensions that the register does not have. */
export function dimensionsIn(query: RawQuery): DimensionFilter {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => {
      if (!name.startsWith('filter')) return [];
      const dimension = FILTER.exec(name)?.[1];
      if (dimension === undefined || !isStorable(value)) throw badParameter(name.slice(0, 100));
      return [[dimension, value === '' ? null : value] as const];
    }),
  );
}

/** `where[register][dimension]=value`: conditions on the balances of one register among several. */
export function conditionsIn(query: RawQuery): ReadonlyMap<string, DimensionFilter> {
  const byRegister = new Map<string, Record<string, string | null>>();
  for (const [name, value] of Object.entries(query)) {
    if (!name.startsWith('where')) continue;
    const [, register, dimension] = WHERE.exec(name) ?? [];
    if (register === undefined || dimension === undefined || !isStorable(value))
      throw badParameter(name.slice(0, 100));
    const conditions = byRegister.get(register) ?? {};
    byRegister.set(register, { ...conditions, [dimension]: value === '' ? null : value });
  }
  return byRegister;
}

/** Number of a balance's key; 18 digits stay within PostgreSQL's bigint. */
export function keyIdParameter(query: RawQuery): string | undefined {
  const text = textParameter(query, 'keyId');
  if (text === undefined || /^\d{1,18}$/.test(text)) return text;
  throw badParameter('keyId');
}

export function keysIn(query: RawQuery): KeyQuery {
  return { filter: dimensionsIn(query), keyId: keyIdParameter(query) };
}

export function requiredDay(query: RawQuery, name: string): string {
  const day = dayParameter(query, name);
  if (day === undefined) throw badParameter(name);
  return day;
}

/** Two days, the first not after the last. */
export function requiredDays(query: RawQuery): { from: string; to: string } {
  const [from, to] = [requiredDay(query, 'from'), requiredDay(query, 'to')];
  if (from > to) throw badParameter('to');
  return { from, to };
}

/** Names separated by commas. */
export function namesParameter(query: RawQuery, name: string): readonly string[] | undefined {
  const names = textParameter(query, name)
    ?.split(',')
    .map((each) => each.trim());
  if (names !== undefined && names.length > NAMES_MAX) throw badParameter(name);
  return names;
}

/** Ascending numbers of days separated by commas. */
export function daysParameter(query: RawQuery, name: string, fallback: readonly number[]): readonly number[] {
  const text = textParameter(query, name);
  if (text === undefined) return fallback;
  const days = text.split(',').map((each) => (/^ *\d{1,5} *$/.test(each) ? Number.parseInt(each, 10) : -1));
  const fits = days.every((day, at) => day >= 0 && day <= DAYS_MAX && day > (days[at - 1] ?? -1));
  if (!fits || days.length > AGES_MAX) throw badParameter(name, ['30,60,90']);
  return days;
}

/** The refusal of a parameter whose value does not fit. */
export function badParameter(name: string, expected?: readonly string[]): Refusal {
  return badQuery('bad_parameter', [name], { name, ...(expected ? { expected } : {}) });
}
