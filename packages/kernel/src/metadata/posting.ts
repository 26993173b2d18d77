import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Condition, definitionHead, ElementId, Formula, Key, LocalizedText } from './vocabulary.js';

/** A posting: which movements and vouchers a document makes. Rules and flow nodes ask for it by its key. */

const closed = { additionalProperties: false };

/** Kinds of money that no pool holds; `any` stands for all of them. */
const VARIANCES = [
  'price',
  'shortage',
  'return_price',
  'return_residual',
  'reversal_residual',
  'gain',
  'loss',
  'revaluation',
  'standard_revaluation',
  'late_cost',
  'any',
] as const;

/** The earlier movements that a movement refers to. */
const MovementLink = Type.Object(
  {
    /** Postings of the earlier document; any of them. */
    postings: Type.Array(Key, { minItems: 1, maxItems: 20, uniqueItems: true }),
    /** The movement rule in those postings. */
    movement: ElementId,
    /** Gives the id of the record. */
    document: Formula,
    /** Gives the number from 1 or the id of one of its lines; all lines in order when left out. */
    line: Type.Optional(Formula),
  },
  closed,
);

const AvailableTerm = Type.Object(
  {
    register: Key,
    /** Dimensions left out are summed over. */
    dimensions: Type.Record(Key, Formula),
    sign: Type.Union([Type.Literal('plus'), Type.Literal('minus')]),
  },
  closed,
);

/** What an outgoing movement must pass, in this order: its last day, the balance, what is available, later days. */
const MovementGuard = Type.Object(
  {
    /** The last day on which it is good. */
    lastDay: Type.Optional(Formula),
    /** Whether the last day does not count. */
    lastDayWaived: Type.Optional(Formula),
    /** Balances whose sum, before this movement, must be enough. */
    available: Type.Optional(Type.Array(AvailableTerm, { minItems: 1, maxItems: 10 })),
    /** Whether the balances of later days must be enough as well. */
    later: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Which lots go first where a line names none: what leaves is split over them, one movement for each. */
const LotPick = Type.Object(
  {
    /** The dimension that names the lot. */
    dimension: Key,
    order: Type.Union([Type.Literal('first_expired'), Type.Literal('first_in')]),
    /** Date field of the record that the dimension names: the last day on which it is good. */
    lastDay: Type.Optional(Key),
    /** Date field of that record: when it came in. The day of its first movement where it is left out or blank. */
    received: Type.Optional(Key),
    /** The day through which a lot must be good; the business date when left out. */
    goodThrough: Type.Optional(Formula),
    /** So many days longer. */
    minimumDays: Type.Optional(Formula),
  },
  closed,
);

/** A formula, or the lots that another rule took on the same line: one movement for each of them, of the same quantity. */
const DimensionSource = Type.Union([Formula, Type.Object({ picked: ElementId }, closed)]);

const MovementRule = Type.Object(
  {
    id: ElementId,
    register: Key,
    /** A lines field: one movement for each line. */
    foreach: Type.Optional(Key),
    when: Type.Optional(Condition),
    /** `in`, `out`, `move`, or a formula that gives `in` or `out`. None with the entries replace, capitalise and revalue. */
    direction: Type.Optional(
      Type.Union([
        Type.Literal('in'),
        Type.Literal('out'),
        Type.Literal('move'),
        Type.Object({ formula: Formula }, closed),
      ]),
    ),
    dimensions: Type.Record(Key, DimensionSource),
    /** Of a move: the dimensions that differ on the other side. */
    to: Type.Optional(Type.Record(Key, Formula)),
    /**
     * What happens to a valued pool. When left out: what comes in with an amount is received, what goes out is issued, what moves
     * is moved.
     */
    entry: Type.Optional(
      Type.Union([
        Type.Literal('receive'),
        Type.Literal('issue'),
        Type.Literal('return'),
        Type.Literal('count'),
        Type.Literal('replace'),
        Type.Literal('capitalise'),
        Type.Literal('revalue'),
      ]),
    ),
    /** Resource -> formula; always positive, the direction gives the sign. Or what another rule moved on the same line. */
    resources: Type.Record(Key, Type.Union([Formula, Type.Object({ movement: ElementId }, closed)])),
    /** Takes at most what the balance holds; nothing there makes no movement. */
    capped: Type.Optional(Type.Boolean()),
    /** Of a gain: what a unit is worth instead of the pool's own. Of a revaluation: the new standard. */
    price: Type.Optional(Formula),
    /** Amount of a gain into a pool that knows no price at all. */
    costWhenEmpty: Type.Optional(Formula),
    /** At what a return goes out: what it cost then (also when left out), or what the pool's units cost now. */
    at: Type.Optional(Type.Union([Type.Literal('original'), Type.Literal('current')])),
    /** What a late cost is spread by: `quantity` (also when left out), `amount`, `equal`, or a formula for the weight of a line. */
    basis: Type.Optional(Formula),
    link: Type.Optional(MovementLink),
    guard: Type.Optional(MovementGuard),
    pick: Type.Optional(LotPick),
    /** Of a pool that is replaced: how much of it; all of it when left out. */
    held: Type.Optional(Formula),
  },
  closed,
);

/** Sums of movements of this posting, or a formula over the document. */
const VoucherAmount = Type.Union([
  Type.Object(
    {
      movement: ElementId,
      resource: Key,
      direction: Type.Optional(Type.Union([Type.Literal('in'), Type.Literal('out')])),
    },
    closed,
  ),
  Type.Object({ formula: Formula }, closed),
  /** Money that no pool holds: above zero on the line's side, below on the other. Without `movement`, of all of them. */
  Type.Object(
    { movement: Type.Optional(ElementId), variance: Type.Union(VARIANCES.map((kind) => Type.Literal(kind))) },
    closed,
  ),
  /** What the other side gives back for what was returned. */
  Type.Object({ movement: ElementId, credit: Type.Literal(true) }, closed),
]);

const VoucherLine = Type.Object(
  {
    id: ElementId,
    side: Type.Union([Type.Literal('debit'), Type.Literal('credit')]),
    /** Role of the account; `accounts` says which account plays it. */
    account: Key,
    /** Zero lines are left out. */
    amount: VoucherAmount,
  },
  closed,
);

const VoucherRule = Type.Object(
  {
    id: ElementId,
    summary: LocalizedText,
    /** `red`: every amount is negative on its own side. */
    style: Type.Optional(Type.Union([Type.Literal('plain'), Type.Literal('red')])),
    /** Gives the organisation in whose books it stands; that of the document when left out. */
    organisation: Type.Optional(Formula),
    lines: Type.Array(VoucherLine, { minItems: 2 }),
  },
  closed,
);

const Account = Type.Object(
  {
    role: Key,
    /** The account, or a formula over the document that gives it. */
    code: Type.Union([
      Type.String({ minLength: 1, maxLength: 20 }),
      Type.Object({ formula: Formula }, closed),
    ]),
    title: LocalizedText,
  },
  closed,
);

/** Undoes exactly what postings of a document booked, vouchers too. */
const Reversal = Type.Object(
  {
    postings: Type.Array(Key, { minItems: 1, maxItems: 20, uniqueItems: true }),
    /** Gives the id of the record; the document itself when left out. */
    document: Type.Optional(Formula),
    /** Vouchers in red on the same sides (also when left out), or with the sides swapped. */
    style: Type.Optional(Type.Union([Type.Literal('red'), Type.Literal('swap')])),
  },
  closed,
);

export const PostingDefinition = Type.Object(
  {
    ...definitionHead('posting'),
    form: Key,
    /** The document's date of the movements, a date field; the day of posting when left out. */
    businessDate: Type.Optional(Key),
    /** Refused unless it happens inside a running instance of this flow. */
    requiresFlow: Type.Optional(Key),
    /** May be empty beside `vouchers`, `reverses` or `recosts`. */
    movements: Type.Array(MovementRule),
    reverses: Type.Optional(Reversal),
    /** Values a register anew in the order of business dates and books the differences. */
    recosts: Type.Optional(
      Type.Object(
        {
          register: Key,
          /** Role of the account that takes what vouchers of other postings leave over. */
          difference: Type.Optional(Key),
        },
        closed,
      ),
    ),
    vouchers: Type.Optional(Type.Array(VoucherRule)),
    accounts: Type.Optional(Type.Array(Account)),
  },
  { $id: 'posting', additionalProperties: false },
);

export type PostingDefinition = Static<typeof PostingDefinition>;
export type MovementRule = Static<typeof MovementRule>;
export type VoucherRule = Static<typeof VoucherRule>;
