import type { Value } from '../../../expression/index.js';

/** One end of an interval; an open end does not belong to it. */
export interface Bound {
  readonly value: Value;
  readonly open: boolean;
}

/** What a cell may say about a value. */
export type Term =
  | { readonly kind: 'blank' }
  /** A single value has one and the same bound on both sides. */
  | { readonly kind: 'interval'; readonly from?: Bound; readonly to?: Bound }
  /** Every filled-in value that none of the terms fits: a blank never fits it. */
  | { readonly kind: 'not'; readonly terms: readonly Term[] };

/** A condition cell: any value at all, or one that fits at least one of the terms. */
export type Cell = 'any' | readonly Term[];

/** The term for one value. */
export function exactly(value: Value): Term {
  const bound = { value, open: false };
  return { kind: 'interval', from: bound, to: bound };
}
