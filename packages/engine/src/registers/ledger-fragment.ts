import { balanceKey } from '@dougong/kernel/registers';
import type { DimensionValues } from '@dougong/kernel/registers';
import type { LockedLedger } from './ledger-store.js';

/** One CTE: `name AS (sql)`. */
export interface LedgerFragment {
  readonly name: string;
  readonly sql: string;
}

/** Placeholders of the business date of a posting and of its month. */
export interface Dates {
  readonly business: string;
  readonly period: string;
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
