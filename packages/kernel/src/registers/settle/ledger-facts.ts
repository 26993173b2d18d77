import type { EvaluationInput } from '../../expression/index.js';
import type { CompiledPosting } from '../posting/compile-posting.js';
import type { DimensionValues } from '../balance-key.js';
import type {
  Balance,
  BookedVariance,
  DimensionFilter,
  EntryTerms,
  LineOrigin,
  LinkQuery,
  MovementIntent,
  StoredLayer,
  Voucher,
} from '../movement.js';

/**
 * What the ledger is asked while postings are settled, and what it answers. First the earlier movements that documents refer
 * to; then the keys are locked; then, in one more trip, whatever must be read under lock. Everything is plain data.
 */

/** A posting that wants to be settled. */
export interface PostingOrder {
  readonly posting: CompiledPosting;
  readonly intents: readonly MovementIntent[];
  /** Of a reversal: what is undone. */
  readonly mirrors?: LinkQuery;
  /** The document as voucher formulas see it. */
  readonly input: EvaluationInput;
  readonly businessDate: string;
  /** What the document belongs to; none where its form is shared. */
  readonly organisation?: string;
  /** All organisations whose books it changes, that of the document first. */
  readonly organisations?: readonly string[];
  /** The last day that takes costs only in the books of these organisations. */
  readonly costOnlyThrough?: string | null;
  /** Of a posting that values a register anew: the postings that what it finds belongs to. */
  readonly otherPostings?: (key: string) => CompiledPosting | undefined;
}

/** A movement as the ledger tells it afterwards. Resources are signed from the balance's point of view. */
export interface EarlierMovement {
  readonly seq: string;
  readonly period: string;
  /** Key of its posting. */
  readonly posting: string;
  readonly ruleId: string;
  readonly register: string;
  readonly key: DimensionValues;
  readonly entry: string | null;
  readonly direction: 'in' | 'out';
  readonly resources: Readonly<Record<string, string>>;
  readonly line?: LineOrigin;
  readonly businessDate: string;
  readonly pieces: readonly StoredLayer[];
  readonly variances: readonly BookedVariance[];
  readonly credit?: string;
  readonly linkSeq?: string;
  /** Its place in its posting, and that of the first row of its entry where it is another one. */
  readonly ord?: number;
  readonly of?: number;
  readonly terms?: EntryTerms;
}

/** One posting that a query found; movements in their order within it, only those that the query asks for. */
export interface EarlierPosting {
  /** Id of the posting in the ledger. */
  readonly id: string;
  /** Key of the posting. */
  readonly posting: string;
  readonly movements: readonly EarlierMovement[];
  /** Read for reversals only; else empty. */
  readonly vouchers: readonly Voucher[];
  /** Whether it was undone already, as far as was known before the locks; needed where it moved nothing. */
  readonly reversed?: boolean;
}

/** `LinkQuery.id` -> the postings found, in the order in which they were posted. Reversals are never among them. */
export type Earlier = ReadonlyMap<string, readonly EarlierPosting[]>;

export interface KeyReference {
  readonly register: string;
  readonly key: DimensionValues;
}

/** Every balance of a register with these dimensions: a new standard changes them all. */
export interface GroupReference {
  readonly register: string;
  /** In the place of its dimensions, all others `null`. */
  readonly group: DimensionValues;
  readonly where: DimensionFilter;
}

/** The lowest balance that a key has from the end of a day on, by (business date, order of posting). */
export interface LowestNeed extends KeyReference {
  readonly id: string;
  /** The end of this business date is the first moment that counts. */
  readonly after: string;
  /** Resource whose balance is asked. */
  readonly resource: string;
}

/** What the balances of a register add up to. */
export interface SumNeed {
  readonly id: string;
  readonly register: string;
  readonly where: DimensionFilter;
  /** Resource that is summed. */
  readonly resource: string;
}

/** What the records of lots say, and since when lots lie where they are. */
export interface LotsNeed {
  readonly id: string;
  readonly register: string;
  /** The dimension that names the lots. */
  readonly dimension: string;
  /** Date fields of their records: the last good day, and when they came in. */
  readonly lastDay?: string;
  readonly received?: string;
  /** The balances that they lie in. */
  readonly keys: readonly DimensionValues[];
}

/** A lot as its record tells it. */
export interface LotFact {
  /** The balance that it lies in. */
  readonly key: DimensionValues;
  /** By which people know it. */
  readonly code?: string;
  readonly lastDay?: string;
  /** When it came in; the day of the first movement where the record does not tell; absent where nothing moved yet. */
  readonly received?: string;
}

/** What must be read once the locks are held. Every list may be empty. */
export interface LedgerNeeds {
  /** Pools whose open layers are read. */
  readonly layers: readonly KeyReference[];
  readonly standards: readonly { readonly register: string; readonly group: DimensionValues }[];
  /** Seqs of originals: how much came back, and whether they were reversed. */
  readonly returned: readonly string[];
  readonly lowest: readonly LowestNeed[];
  readonly sums: readonly SumNeed[];
  readonly lots: readonly LotsNeed[];
  /** Registers all of whose movements are read, in the order of posting. */
  readonly histories: readonly string[];
  /** How many numbers of movements to draw: none, or where layers come in one for each movement of all orders. */
  readonly newSeqs: number;
}

/** What a unit costs, as quantity and amount at the register's scales, so that nothing is rounded. */
export interface StoredCost {
  readonly quantity: string;
  readonly amount: string;
}

/**
 * What came back of an earlier movement. `quantity` sums, without sign, the later movements with its seq as `linkSeq` and the
 * entry `return_in` or `return_out` that were not reversed themselves; `reversed` says that one with the entry `mirror` exists.
 */
export interface ReturnedFact {
  readonly quantity: string;
  readonly reversed: boolean;
}

/** Everything that settling needs to know. */
export interface LedgerFacts {
  /** By `balanceKey`, as they stand under lock; what is missing is zero. */
  readonly balances: ReadonlyMap<string, Balance>;
  readonly earlier: Earlier;
  /** By `balanceKey`: open layers in any order. */
  readonly layers: ReadonlyMap<string, readonly StoredLayer[]>;
  /** By `balanceKey(register, group)`. */
  readonly standards: ReadonlyMap<string, StoredCost>;
  /** By seq. */
  readonly returned: ReadonlyMap<string, ReturnedFact>;
  /** By id of the need. */
  readonly lowest: ReadonlyMap<string, string>;
  /** By id of the need. */
  readonly sums: ReadonlyMap<string, string>;
  /** By id of the need. */
  readonly lots: ReadonlyMap<string, readonly LotFact[]>;
  /** By key of a register: all its movements in the order of posting, those of one posting in theirs. */
  readonly histories: ReadonlyMap<string, readonly EarlierMovement[]>;
  /** Numbers drawn, rising. */
  readonly seqs: readonly string[];
}

/** Facts of a ledger that knows nothing but balances. */
export function factsOf(
  balances: ReadonlyMap<string, Balance>,
  more: Partial<LedgerFacts> = {},
): LedgerFacts {
  const empty = new Map<string, never>();
  return {
    balances,
    earlier: empty,
    layers: empty,
    standards: empty,
    returned: empty,
    lowest: empty,
    sums: empty,
    lots: empty,
    histories: empty,
    seqs: [],
    ...more,
  };
}
