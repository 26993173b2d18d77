import type { Decimal } from '../foundation/index.js';

/** What moved: a line of a document. Quantity and amount are signed, what comes in is above zero. */
export interface Entry {
  readonly document: string;
  readonly line: number;
  readonly type: string;
  readonly date: string;
  readonly item: string;
  readonly place?: string;
  readonly quantity: Decimal;
  readonly amount: Decimal;
}

/** What is there, under one key. */
export interface Holding {
  readonly key: string;
  readonly item: string;
  readonly quantity: Decimal;
  readonly amount: Decimal;
}

/** Each difference has exactly one of these, the first that fits. */
export type Category = 'business_type' | 'timing_lag' | 'quantity' | 'amount';
export type Level = 'red' | 'yellow' | 'green';
export type Side = 'operation' | 'books';

/** One thing that is not the same on both sides; figures are the operation's less the books'. */
export interface Difference {
  /** The document and line, or the key of a holding: the same in every run, so that it keeps its owner and its age. */
  readonly about: { readonly document: string; readonly line: number } | { readonly key: string };
  readonly category: Category;
  readonly quantity: Decimal;
  readonly amount: Decimal;
  /** The money that is in question, never below zero. */
  readonly atStake: Decimal;
  /** Of the book figure, at four places; none where the books have nothing. */
  readonly share: Decimal | null;
  readonly alert: boolean;
  readonly level: Level;
  readonly due: string;
  readonly missingIn?: Side;
  readonly duplicateIn?: Side;
  readonly lagDays?: number;
  readonly types?: { readonly operation: string; readonly books: string };
  /** What valuing at standard explained beforehand. */
  readonly compensated?: Decimal;
}

export interface Reconciliation {
  readonly differences: readonly Difference[];
  /** Pairs and holdings without any difference. */
  readonly matched: number;
}
