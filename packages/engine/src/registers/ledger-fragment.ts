import { balanceKey } from '@dougong/kernel/registers';
import type { DimensionValues } from '@dougong/kernel/registers';
import type { LockedLedger } from './ledger-store.js';

/** One CTE: `name AS (sql)`. */
export interface LedgerFragment {
  readonly name: string;
  readonly sql: string;
}

/** The CTE of the postings that are written: `n` of each in their order, `id`, `business_date`, `period`. */
export const POSTED = 'ledger_posted';

/** Rows that belong to postings, each with the `n` of its `posting`. */
export function rowsOfPostings<Posting, Row extends object>(
  postings: readonly Posting[],
  rowsOf: (posting: Posting) => readonly Row[],
): (Row & { readonly posting: number })[] {
  // The rows were made for this: to copy each of them would cost as much as to make it.
  return postings.flatMap((each, n) => rowsOf(each).map((row) => Object.assign(row, { posting: n })));
}

/** The number of a key that was locked before. */
export function keyIdOf(
  { register, key }: { readonly register: string; readonly key: DimensionValues },
  { keyIds }: LockedLedger,
): string {
  const text = balanceKey(register, key);
  const id = keyIds.get(text);
  if (id === undefined) throw new Error(`${text} was not locked before it was written`);
  return id;
}
