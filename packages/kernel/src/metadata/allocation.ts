import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Condition, definitionHead, ElementId, Formula, Key, LocalizedText } from './vocabulary.js';

/** An allocation: what a cost run of a period collects, how it hands it out, and which document settles it. */

const closed = { additionalProperties: false };

const SCALE_MAX = 6;
const POOLS_MAX = 200;
const SOURCES_MAX = 50;

/** What is taken of a register's keys: movements of the period summed, what it held before or after, or each movement. */
export const TAKES = ['in', 'out', 'net', 'opening', 'closing', 'each'] as const;

/**
 * Rows that a run reads: the turnovers of a register, its movements of one posting (`each`), or the records of a form.
 * A form with a `date` field gives those of the period, with `lines` one row for each line.
 */
const Source = Type.Object(
  {
    id: Key,
    register: Type.Optional(Key),
    take: Type.Optional(Type.Union(TAKES.map((take) => Type.Literal(take)))),
    posting: Type.Optional(Key),
    movement: Type.Optional(ElementId),
    form: Type.Optional(Key),
    lines: Type.Optional(Key),
    date: Type.Optional(Key),
    states: Type.Optional(Type.Array(Key, { minItems: 1 })),
  },
  closed,
);

/** What every reading of a source says: which one, and which of its rows. */
const reading = { source: Key, where: Type.Optional(Condition) };

const Direct = Type.Object({ id: Key, element: Key, ...reading, receiver: Formula, amount: Formula }, closed);

/** A charge by use: cumulative, never beyond the life. `formula` replaces the usual one; in it `used` is all use so far. */
const UseCharge = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    element: Key,
    ...reading,
    asset: Formula,
    receiver: Formula,
    /** The resource of the register that counts the use. */
    used: Key,
    cost: Formula,
    residual: Type.Optional(Formula),
    life: Formula,
    formula: Type.Optional(Formula),
    /** What was charged and used when the present life was estimated; `life` is what remained then. */
    chargedEarlier: Type.Optional(Formula),
    usedEarlier: Type.Optional(Formula),
  },
  closed,
);

/** Costs of no receiver by themselves. With `group` there is one pool for each value, called `pool/value`. */
const Pool = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    element: Key,
    ...reading,
    group: Type.Optional(Formula),
    amount: Formula,
    /** What it is handed out by; a service has none. */
    driver: Type.Optional(Key),
  },
  closed,
);

const Driver = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    ...reading,
    /** For pools in groups: what counts for which of them. */
    group: Type.Optional(Formula),
    receiver: Formula,
    quantity: Formula,
  },
  closed,
);

export const SERVICE_METHODS = ['direct', 'step_down', 'reciprocal', 'interchange'] as const;

const Services = Type.Object(
  {
    method: Type.Union(SERVICE_METHODS.map((method) => Type.Literal(method))),
    /** The pools that serve others; `step_down` closes them in this order. */
    pools: Type.Array(Key, { minItems: 1, uniqueItems: true }),
    /** What a service did for which pool: `from` and `to` are names of pools. */
    usage: Type.Array(
      Type.Object({ id: Key, ...reading, from: Formula, to: Formula, quantity: Formula }, closed),
      { minItems: 1 },
    ),
    /** Of `interchange`: places of its rates, and the pool that takes what their rounding leaves. */
    rateScale: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
    tail: Type.Optional(Type.String({ minLength: 1 })),
  },
  closed,
);

const Count = Type.Object({ ...reading, receiver: Formula, quantity: Formula }, closed);

const InProcess = Type.Object(
  {
    ...reading,
    receiver: Formula,
    quantity: Formula,
    /** How far the units are, for each group of elements; an element of none is all there. */
    degrees: Type.Array(Type.Object({ elements: Type.Array(Key, { minItems: 1 }), degree: Formula }, closed)),
  },
  closed,
);

/** Exactly one of `share` (of the cost), `price` and `netRealisable` (both of a unit) values it. */
const ByProduct = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    ...reading,
    receiver: Formula,
    item: Formula,
    quantity: Formula,
    share: Type.Optional(Formula),
    price: Type.Optional(Formula),
    netRealisable: Type.Optional(Formula),
  },
  closed,
);

/** A form that holds bills of materials, one a record. Formulas of lines stand in the scope of their table. */
const Bills = Type.Object(
  {
    form: Key,
    states: Type.Optional(Type.Array(Key, { minItems: 1 })),
    /** A date field: of several bills of an item the latest that is valid by then counts. */
    validFrom: Type.Optional(Key),
    item: Formula,
    lot: Formula,
    phantom: Type.Optional(Formula),
    lines: Type.Object(
      { field: Key, item: Formula, quantity: Formula, scrap: Type.Optional(Formula) },
      closed,
    ),
    operations: Type.Optional(
      Type.Object({ field: Key, name: Formula, hours: Formula, rate: Formula }, closed),
    ),
    byProducts: Type.Optional(
      Type.Object({ field: Key, item: Formula, quantity: Formula, share: Formula }, closed),
    ),
  },
  closed,
);

const Standard = Type.Object(
  {
    bills: Bills,
    prices: Type.Object({ ...reading, item: Formula, price: Formula }, closed),
    /** What was really taken, for the price and usage of materials. */
    materials: Type.Optional(
      Type.Object(
        { ...reading, receiver: Formula, item: Formula, quantity: Formula, amount: Formula },
        closed,
      ),
    ),
    /** The hours that were really worked, for rates and efficiency. */
    work: Type.Optional(
      Type.Object({ ...reading, receiver: Formula, hours: Formula, amount: Formula }, closed),
    ),
  },
  closed,
);

/**
 * Provisional receipts that a run trues up by documents of a form, one for each receiver. Their formulas read
 * `receiver`, `product`, `amount` (the difference), `provisional`, `actual`, `quantity`, `version`, `period_from`,
 * `period_to`; those of lines also `receipts.document`, `receipts.line_no`, `receipts.quantity`, `receipts.amount`.
 */
const Settlement = Type.Object(
  {
    ...reading,
    receiver: Formula,
    quantity: Formula,
    amount: Formula,
    form: Key,
    values: Type.Record(Key, Formula),
    lines: Type.Optional(Type.Object({ field: Key, values: Type.Record(Key, Formula) }, closed)),
    /** An action of the form that follows, where making the document does not post it. */
    action: Type.Optional(Key),
  },
  closed,
);

export const AllocationDefinition = Type.Object(
  {
    ...definitionHead('allocation'),
    /** Places of amounts. */
    scale: Type.Integer({ minimum: 0, maximum: SCALE_MAX }),
    /** What costs end at; `product` is a field of its form by which unit costs are summed. */
    receiver: Type.Object(
      { title: LocalizedText, form: Type.Optional(Key), product: Type.Optional(Key) },
      closed,
    ),
    elements: Type.Array(Type.Object({ id: Key, title: LocalizedText }, closed), { minItems: 1 }),
    sources: Type.Array(Source, { minItems: 1, maxItems: SOURCES_MAX }),
    direct: Type.Optional(Type.Array(Direct)),
    charges: Type.Optional(Type.Array(UseCharge)),
    pools: Type.Optional(Type.Array(Pool, { maxItems: POOLS_MAX })),
    drivers: Type.Optional(Type.Array(Driver)),
    services: Type.Optional(Services),
    /** Units that were finished. */
    output: Type.Optional(Count),
    /** Units that were lost: the usual ones are borne by the others, the rest is a loss. */
    scrap: Type.Optional(Type.Object({ abnormal: Count, normal: Type.Optional(Count) }, closed)),
    inProcess: Type.Optional(InProcess),
    byProducts: Type.Optional(Type.Array(ByProduct)),
    standard: Type.Optional(Standard),
    settlement: Type.Optional(Settlement),
  },
  { $id: 'allocation', additionalProperties: false },
);

export type AllocationDefinition = Static<typeof AllocationDefinition>;
export type AllocationSource = Static<typeof Source>;
export type BillsDefinition = Static<typeof Bills>;
export type ServiceMethod = (typeof SERVICE_METHODS)[number];
