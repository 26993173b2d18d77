import type { Decimal, Issue, Localized } from '../foundation/index.js';
import type { DimensionValues } from './balance-key.js';
import type { Direction } from './costing/index.js';

/** Where in the document a movement comes from. */
export interface LineOrigin {
  readonly id: string;
  readonly no: number;
  readonly index: number;
}

/** A movement as the document wants it, before the balance it meets is known. */
export interface MovementIntent {
  /** Id of the movement rule in the posting. */
  readonly ruleId: string;
  readonly register: string;
  readonly key: DimensionValues;
  readonly direction: Direction;
  /** Resource -> value; never negative unless it mirrors a negative movement. */
  readonly resources: Readonly<Record<string, Decimal>>;
  /** Where the amount of a valued movement comes from: the pool's own cost, or `resources`. */
  readonly cost: 'pool' | 'given';
  /** Amount of a gain into a pool that has no cost of its own. */
  readonly costWhenEmpty?: Decimal;
  readonly line?: LineOrigin;
  /** Pointer to the value in the document that a refusal is about. */
  readonly path: string;
}

/** A movement as it is booked. */
export interface Movement {
  readonly ruleId: string;
  readonly register: string;
  readonly key: DimensionValues;
  readonly direction: Direction;
  /** Resource -> wire decimal at the resource's scale, signed from the balance's point of view. */
  readonly resources: Readonly<Record<string, string>>;
  /** The balance after this movement; absent in a register that keeps none. */
  readonly balanceAfter?: Readonly<Record<string, string>>;
  readonly line?: LineOrigin;
}

/** What a register holds under one key. */
export interface Balance {
  readonly register: string;
  readonly key: DimensionValues;
  /** Resource -> wire decimal at the resource's scale. */
  readonly resources: Readonly<Record<string, string>>;
}

/** A line of a voucher; a negative amount is a red entry on the same side. */
export interface VoucherLine {
  readonly id: string;
  readonly side: 'debit' | 'credit';
  readonly role: string;
  readonly account: string;
  readonly title: Localized;
  readonly amount: string;
}

export interface Voucher {
  /** Id of the voucher rule in the posting. */
  readonly ruleId: string;
  readonly summary: Localized;
  readonly lines: readonly VoucherLine[];
  /** Sum of the debit side, which equals the credit side. */
  readonly total: string;
}

/** Everything that one posting writes. */
export interface Settlement {
  readonly movements: readonly Movement[];
  /** The balances that changed, as they are afterwards. */
  readonly balances: readonly Balance[];
  readonly vouchers: readonly Voucher[];
  readonly warnings: readonly Issue[];
}
