import type { Decimal, Issue, Localized } from '../foundation/index.js';
import type { DimensionValues } from './balance-key.js';
import type { PickOrder } from './pick.js';
import type { ValuationEntry, VarianceKind } from './valuation/index.js';

export type Direction = 'in' | 'out';

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
  /** Blank dimensions of a movement with links are those of the first movement that it refers to. */
  readonly key: DimensionValues;
  /** Of a move: the key on the other side. */
  readonly to?: DimensionValues;
  /** None where the entry itself says what happens. */
  readonly direction?: Direction | 'move';
  /** In a register that is not valued only `return`, or absent. */
  readonly entry?: IntendedEntry;
  /** Resource -> value; never negative. */
  readonly resources: Readonly<Record<string, Decimal>>;
  /** Resource -> the rule that moved as much of it on the same line. */
  readonly copied?: Readonly<Record<string, string>>;
  /** Takes at most what is there. */
  readonly capped?: boolean;
  /** Of a unit. */
  readonly price?: Decimal;
  /** Amount of a gain into a pool that knows no price. */
  readonly costWhenEmpty?: Decimal;
  readonly at?: 'original' | 'current';
  readonly basis?: 'quantity' | 'amount' | 'equal' | 'weight';
  readonly links?: readonly IntendedLink[];
  readonly guard?: IntendedGuard;
  /** Splits it over lots; there where the document names none. */
  readonly pick?: IntendedPick;
  /** Splits it over the lots that another rule takes on the same line. */
  readonly picked?: PickedLots;
  /** Of a pool that is replaced: how much of it, below zero where that much is missing. */
  readonly held?: Decimal;
  readonly line?: LineOrigin;
  /** Pointer to the value in the document that a refusal is about. */
  readonly path: string;
}

/** What a movement does to a valued pool; counts and returns go by its direction. */
export type IntendedEntry =
  'receive' | 'issue' | 'move' | 'return' | 'count' | 'replace' | 'capitalise' | 'revalue';

/** Earlier movements that a movement refers to, and how much each of them counts when something is spread over them. */
export interface IntendedLink {
  readonly query: LinkQuery;
  readonly weight?: Decimal;
}

/** What a movement must pass beside the balance itself; what comes in must only be available elsewhere. */
export interface IntendedGuard {
  /** The last day on which it is good, unless that was waived. */
  readonly lastDay?: string;
  readonly available: readonly AvailableTerm[];
  readonly later: boolean;
}

/** How lots are picked. */
export interface IntendedPick {
  /** Place of the lot in the key. */
  readonly at: number;
  readonly order: PickOrder;
  /** Date fields of the record of the lot: its last good day, and when it came in. */
  readonly lastDay?: string;
  readonly received?: string;
  /** The day through which a lot must be good, the business date when left out, and so many days longer. */
  readonly goodThrough?: string;
  readonly minimumDays: number;
}

export interface PickedLots {
  /** The rule that takes them. */
  readonly movement: string;
  /** Place of the lot in the key, here and there. */
  readonly at: number;
  readonly sourceAt: number;
}

/** Balances that count for or against what is available. */
export interface AvailableTerm {
  readonly register: string;
  readonly where: DimensionFilter;
  readonly sign: 'plus' | 'minus';
}

/** Asks for what earlier postings of a document moved. */
export interface LinkQuery {
  /** Canonical text of the rest: equal questions have equal ids. */
  readonly id: string;
  /** Id of the record that was posted. */
  readonly document: string;
  /** Keys of the postings (purposes); any of them. */
  readonly postings: readonly string[];
  /** Id of the movement rule; absent = all rules, which is a reversal. */
  readonly movement?: string;
  /** Id of a line of that document, or its number from 1; absent = all lines in order. */
  readonly line?: string;
}

/** Values of some dimensions, `null` for blank; those left out may be anything. */
export type DimensionFilter = Readonly<Record<string, string | null>>;

/** A movement as it is booked. */
export interface Movement {
  readonly ruleId: string;
  readonly register: string;
  readonly key: DimensionValues;
  readonly direction: Direction;
  /** Resource -> wire decimal at the resource's scale, signed from the balance's point of view. */
  readonly resources: Readonly<Record<string, string>>;
  /** The balance after this movement; absent in a register that keeps none, or none in one place. */
  readonly balanceAfter?: Readonly<Record<string, string>>;
  readonly line?: LineOrigin;
  /** What happened to the pool; of an unvalued register only returns and `mirror`, or nothing. */
  readonly entry?: BookedEntry;
  /** The earlier movement that it refers to. */
  readonly linkSeq?: string;
  /** Its own number where layers name it; otherwise the ledger gives one. */
  readonly seq?: string;
  /** The layers that it took, or brought. */
  readonly pieces?: readonly StoredLayer[];
  /** Money that no pool holds: above zero lost, below it gained. */
  readonly variances?: readonly BookedVariance[];
  /** Of a return out: what the other side gives back for it. */
  readonly credit?: string;
  /** Of a late cost: what fell to the earlier movement that it was spread over, before some of it was expensed. */
  readonly allocated?: readonly { readonly seq: string; readonly amount: string }[];
  /** What its entry was given and its rows do not tell; of the first row of an entry. */
  readonly terms?: EntryTerms;
  /** Place in the posting of the first row of its entry; of every other row. */
  readonly of?: number;
}

/** What an entry was given and its rows do not tell, so that it can be played again. Figures at the register's scales. */
export interface EntryTerms {
  /** Of what came in at another amount than it was booked at, of a late cost, of a pool that was replaced. */
  readonly amount?: string;
  /** Of a find: the price that was given instead of the pool's own. Of a new standard: that standard. */
  readonly cost?: { readonly quantity: string; readonly amount: string };
  readonly at?: 'original' | 'current';
  readonly basis?: 'quantity' | 'amount' | 'equal';
  /** Instead of a basis: whole numbers, one for each of those that a cost was spread over. */
  readonly weights?: readonly string[];
  readonly held?: string;
  readonly quantity?: string;
  readonly group?: readonly (string | null)[];
}

/** The kinds of entries that valued movements are booked as. */
export type BookedEntry = ValuationEntry['type'] | 'recost';

export interface BookedVariance {
  readonly kind: VarianceKind;
  readonly amount: string;
}

/** A layer of a pool. Quantities and amounts are at the register's scales. */
export interface StoredLayer {
  /** Seq of the first movement of the entry that brought it here. */
  readonly source: string;
  /** The day on which it came into the house, and its place (a seq) among what came that day. */
  readonly acquired: string;
  readonly order: string;
  readonly received: string;
  readonly quantity: string;
  readonly amount: string;
}

/** What a register holds under one key. */
export interface Balance {
  readonly register: string;
  readonly key: DimensionValues;
  /** Resource -> wire decimal at the resource's scale. */
  readonly resources: Readonly<Record<string, string>>;
  /** What a unit of a valued pool cost when something last came or went. */
  readonly lastCost?: { readonly quantity: string; readonly amount: string };
  /** The latest business date of its movements. */
  readonly lastDay?: string;
}

/** The layers of a pool as they are afterwards; those that were used up are there at zero, to be closed. */
export interface SettledLayers {
  readonly register: string;
  readonly key: DimensionValues;
  readonly rows: readonly StoredLayer[];
}

/** A new standard cost of the pools of a group. */
export interface SettledStandard {
  readonly register: string;
  /** In the place of its dimensions, all others `null`. */
  readonly group: DimensionValues;
  readonly quantity: string;
  readonly amount: string;
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
  /** In whose books it stands; none where documents belong to no organisation. */
  readonly organisation?: string;
  readonly lines: readonly VoucherLine[];
  /** Sum of the debit side, which equals the credit side. */
  readonly total: string;
}

/** Everything that one posting writes. */
export interface Settlement {
  readonly movements: readonly Movement[];
  /** The balances that were touched, as they are afterwards. */
  readonly balances: readonly Balance[];
  /** The pools with layers that were touched. */
  readonly layers: readonly SettledLayers[];
  readonly standards: readonly SettledStandard[];
  /** Ids of the postings that it undoes. */
  readonly reverses: readonly string[];
  readonly vouchers: readonly Voucher[];
  readonly warnings: readonly Issue[];
}
