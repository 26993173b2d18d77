import { businessDay } from '@dougong/kernel/foundation';
import { sumTexts } from '@dougong/ui/numbers';
import { firstDayOf, isDay, lastDayOf } from '../month-days.js';
import type { TrialRow } from './trial-wire.js';

/** Whose books, between which days; the whole without an organisation. */
export interface TrialQuestion {
  readonly from: string;
  readonly to: string;
  readonly organisation?: string;
}

/** The question that an address asks; the month of today when it names no days. */
export function trialQuestionOf(search: URLSearchParams, now: string): TrialQuestion {
  const today = businessDay(now);
  const [from, to] = [search.get('from'), search.get('to')];
  const days =
    isDay(from) && isDay(to) && from <= to ? { from, to } : { from: firstDayOf(today), to: lastDayOf(today) };
  const organisation = search.get('organisation') ?? '';
  return { ...days, ...(organisation === '' ? {} : { organisation }) };
}

/** A balance stands on one side: what is below nothing is a credit. */
export function sidesOf(balance: string): { readonly debit: string; readonly credit: string } {
  return balance.startsWith('-') ? { debit: '0', credit: balance.slice(1) } : { debit: balance, credit: '0' };
}

/** The columns of amounts, in the order in which accountants read them. */
export const AMOUNTS = [
  'openingDebit',
  'openingCredit',
  'debit',
  'credit',
  'closingDebit',
  'closingCredit',
] as const;
export type Amount = (typeof AMOUNTS)[number];

export type Amounts = Readonly<Record<Amount, string>>;

/** An account as six amounts. */
export function amountsOf({ opening, debit, credit, closing }: TrialRow): Amounts {
  const [before, after] = [sidesOf(opening), sidesOf(closing)];
  return {
    openingDebit: before.debit,
    openingCredit: before.credit,
    debit,
    credit,
    closingDebit: after.debit,
    closingCredit: after.credit,
  };
}

/** The sum of each column. */
export function totalsOf(rows: readonly TrialRow[]): Amounts {
  const amounts = rows.map(amountsOf);
  const sum = (name: Amount) => sumTexts(amounts.map((each) => each[name]));
  return Object.fromEntries(AMOUNTS.map((name) => [name, sum(name)])) as unknown as Amounts;
}
