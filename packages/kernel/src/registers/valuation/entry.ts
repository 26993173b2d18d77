import type { Cost, Layer } from './pool.js';

/** What can happen to pools. Quantities and amounts are in units and not negative unless said so. */
export type ValuationEntry =
  Receive | Issue | Move | ReturnIn | ReturnOut | Found | Lost | Replace | Mirror | Capitalise | Revalue;

interface Entry {
  /** Names it for whatever refers to it later. */
  readonly id: string;
  /** The business date, and the place among what was posted. */
  readonly date: string;
  readonly order: number;
}

/** Something comes in at a price of its own. */
export interface Receive extends Entry {
  readonly type: 'receive';
  readonly pool: string;
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** Something goes out at the pool's cost. */
export interface Issue extends Entry {
  readonly type: 'issue';
  readonly pool: string;
  readonly quantity: bigint;
}

/** Something changes its pool and keeps its cost; inside of one pool nothing changes. */
export interface Move extends Entry {
  readonly type: 'move';
  readonly from: string;
  readonly to: string;
  readonly quantity: bigint;
}

/** What had gone out comes back at what it cost then. */
export interface ReturnIn extends Entry {
  readonly type: 'return_in';
  readonly of: string;
  readonly pool: string;
  readonly quantity: bigint;
}

/** What had come in goes back: at what it cost then, or at what the pool's units cost now. */
export interface ReturnOut extends Entry {
  readonly type: 'return_out';
  readonly of: string;
  /** Where it goes out; the pool that it had come into when left out. */
  readonly pool?: string;
  readonly quantity: bigint;
  readonly at: 'original' | 'current';
}

/** More is there than was thought. */
export interface Found extends Entry {
  readonly type: 'found';
  readonly pool: string;
  readonly quantity: bigint;
  /** Instead of the pool's own. */
  readonly cost?: Cost;
}

/** Less is there than was thought. */
export interface Lost extends Entry {
  readonly type: 'lost';
  readonly pool: string;
  readonly quantity: bigint;
}

/** All that a pool held goes out, and what was counted comes in at a new price. */
export interface Replace extends Entry {
  readonly type: 'replace';
  readonly pool: string;
  readonly held: bigint;
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** An entry undone, at what was booked. */
export interface Mirror extends Entry {
  readonly type: 'mirror';
  readonly of: string;
}

/** A cost that comes later, spread over what had come in. */
export interface Capitalise extends Entry {
  readonly type: 'capitalise';
  readonly of: readonly string[];
  readonly amount: bigint;
  /** Or the weight of each of those that it is spread over. */
  readonly basis: 'quantity' | 'amount' | 'equal' | readonly bigint[];
}

/** A new standard for every pool of a group. */
export interface Revalue extends Entry {
  readonly type: 'revalue';
  readonly group: string;
  readonly cost: Cost;
}

/** One pool that an entry changed. Signed from the pool's point of view. */
export interface BookedRow {
  readonly pool: string;
  readonly quantity: bigint;
  readonly amount: bigint;
  /** The layers that it took, or brought. */
  readonly pieces: readonly Layer[];
}

export type VarianceKind =
  | 'price'
  | 'shortage'
  | 'return_price'
  | 'return_residual'
  | 'reversal_residual'
  | 'gain'
  | 'loss'
  | 'revaluation'
  | 'standard_revaluation'
  | 'late_cost';

/** Money that no pool holds: above zero it is lost, below it gained. */
export interface Variance {
  readonly kind: VarianceKind;
  readonly amount: bigint;
  /** Place of the row among those of the entry that it came with. */
  readonly row: number;
}

/** What became of an entry. */
export interface Booking {
  readonly entry: ValuationEntry;
  readonly rows: readonly BookedRow[];
  readonly variances: readonly Variance[];
  /** Of a `return_out`: what the other side gives back for it. */
  readonly credit?: bigint;
  /** Of a `capitalise`: what fell to each of those that it was spread over. */
  readonly allocated?: readonly bigint[];
}
