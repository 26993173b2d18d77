import type { Decimal } from '../../foundation/index.js';

/** What one lot of an item is made of. */
export interface BillOfMaterials {
  /** The quantity that the lines are for; above zero. */
  readonly lot: Decimal;
  readonly lines: readonly BillLine[];
  readonly operations?: readonly Operation[];
  /** What comes out beside the item and bears a part of the cost: by-products and co-products. */
  readonly byProducts?: readonly ByProduct[];
  /** Never kept: whoever needs it needs what it is made of. */
  readonly phantom?: boolean;
}

export interface BillLine {
  readonly item: string;
  readonly quantity: Decimal;
  /** The part of what is taken that is lost on the way, below one. */
  readonly scrap?: Decimal;
}

export interface Operation {
  readonly name: string;
  readonly hours: Decimal;
  readonly rate: Decimal;
}

export interface ByProduct {
  readonly item: string;
  readonly quantity: Decimal;
  /** Its part of the cost of the lot, between zero and one. */
  readonly share: Decimal;
}

export type Bills = ReadonlyMap<string, BillOfMaterials>;
