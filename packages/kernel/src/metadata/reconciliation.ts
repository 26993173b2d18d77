import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, ElementId, FieldPath, Formula, Key, LocalizedText } from './vocabulary.js';

/** A reconciliation: two sides that should say the same, by which rules they are compared, and who looks after what differs. */

const closed = { additionalProperties: false };

const LAG_DAYS_MAX = 31;
const DAYS_MAX = 366;
const NAMES_MAX = 5000;

const PositiveDecimal = Type.String({ pattern: '^(?!0+(\\.0+)?$)\\d{1,18}(\\.\\d{1,10})?$' });
const NotNegative = Type.String({ pattern: '^\\d{1,18}(\\.\\d{1,10})?$' });
const Days = Type.Integer({ minimum: 0, maximum: DAYS_MAX });
const Dictionary = Type.Record(
  Type.String({ minLength: 1, maxLength: 100 }),
  Type.String({ maxLength: 100 }),
);

/** What both sides are read as. */
export const RECONCILED_FIELDS = [
  'document',
  'line',
  'type',
  'date',
  'item',
  'place',
  'lot',
  'unit',
  'quantity',
  'amount',
] as const;
export const RECONCILED_CODES = ['item', 'place', 'lot', 'type'] as const;
export const DIFFERENCE_CATEGORIES = ['business_type', 'timing_lag', 'quantity', 'amount'] as const;

const Source = Type.Object(
  {
    /** A register of ours, records of a form, or what others push. */
    from: Type.Union([Type.Literal('register'), Type.Literal('form'), Type.Literal('pushed')]),
    register: Type.Optional(Key),
    form: Type.Optional(Key),
    /** The table of the form whose rows are compared; its columns are named `lines.qty`. */
    lines: Type.Optional(Key),
    /** Only records in these states. */
    states: Type.Optional(Type.Array(Key, { minItems: 1, maxItems: 50 })),
    /**
     * Where each value stands. Of a register: dimensions and resources; documents, lines, days and types are those of its
     * movements. Of a form: its fields. One point leads through a reference: `item.code`.
     */
    fields: Type.Optional(
      Type.Partial(
        Type.Object(Object.fromEntries(RECONCILED_FIELDS.map((name) => [name, FieldPath])), closed),
      ),
    ),
    /** `reversed` where what goes out is written above zero. */
    sign: Type.Optional(Type.Union([Type.Literal('same'), Type.Literal('reversed')])),
    /** What its codes are called in the words of both. */
    codes: Type.Optional(
      Type.Partial(
        Type.Object(Object.fromEntries(RECONCILED_CODES.map((name) => [name, Dictionary])), closed),
      ),
    ),
    /** How many units of both one of its units is: all of them, or by the value of `unit`. */
    factor: Type.Optional(PositiveDecimal),
    units: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 40 }), PositiveDecimal)),
  },
  closed,
);

const Owner = Type.Object(
  {
    category: Type.Optional(Type.Union(DIFFERENCE_CATEGORIES.map((category) => Type.Literal(category)))),
    place: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    role: Key,
  },
  closed,
);

const Remedy = Type.Object(
  {
    id: ElementId,
    title: LocalizedText,
    kind: Type.Union([
      Type.Literal('supplement'),
      Type.Literal('reversal'),
      Type.Literal('correction'),
      Type.Literal('freeze'),
    ]),
    /** The form whose record it makes. */
    form: Key,
    /** Field -> formula over the difference: `document`, `quantity`, `missing_in` ... */
    fields: Type.Record(Key, Formula),
    /** One row of a table of that form. */
    lines: Type.Optional(Type.Object({ into: Key, fields: Type.Record(Key, Formula) }, closed)),
  },
  closed,
);

export const ReconciliationDefinition = Type.Object(
  {
    ...definitionHead('reconciliation'),
    /** Line by line, or what each side holds at the end of the last day. */
    compare: Type.Union([Type.Literal('entries'), Type.Literal('balances')]),
    operation: Source,
    books: Source,
    /** Through which day a run compares: yesterday, the last Sunday, the end of the last month. */
    cycle: Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month')]),
    /** When it runs by itself, five fields of cron in the business's time. */
    schedule: Type.Optional(Type.String({ minLength: 9, maxLength: 100 })),
    /** Only these, as they are called on both sides. */
    scope: Type.Optional(
      Type.Partial(
        Type.Object(
          Object.fromEntries(
            RECONCILED_CODES.map((name) => [
              name,
              Type.Array(Type.String(), { minItems: 1, maxItems: NAMES_MAX }),
            ]),
          ),
          closed,
        ),
      ),
    ),
    /** Entries without a counterpart of their number are paired by item, place, type and quantity within so many days. */
    keyLagDays: Type.Optional(Type.Integer({ minimum: 0, maximum: LAG_DAYS_MAX })),
    /** For so many days before the month, entries are read as counterparts of those inside; 7 when left out. */
    lookBackDays: Type.Optional(Type.Integer({ minimum: 0, maximum: LAG_DAYS_MAX })),
    tolerance: Type.Optional(
      Type.Object({ quantity: Type.Optional(NotNegative), amount: Type.Optional(NotNegative) }, closed),
    ),
    levels: Type.Optional(
      Type.Object(
        {
          alertShare: Type.Optional(NotNegative),
          redAmount: Type.Optional(NotNegative),
          graceDays: Type.Optional(Days),
          yellowDays: Type.Optional(Days),
          greenDays: Type.Optional(Days),
        },
        closed,
      ),
    ),
    /** Kind of business of the operation -> what the books call it. */
    businessTypes: Type.Optional(Dictionary),
    /** Where the operation values at standard: the form that tells the cost of a unit of an item. */
    standard: Type.Optional(Type.Object({ form: Key, item: FieldPath, cost: Key }, closed)),
    /** Who looks after a difference: the first that fits. The last fits all. */
    owners: Type.Array(Owner, { minItems: 1, maxItems: 200 }),
    /** Who approves what was explained or mended. */
    approver: Key,
    reasons: Type.Array(Type.Object({ id: Key, title: LocalizedText }, closed), {
      minItems: 1,
      maxItems: 100,
    }),
    remedies: Type.Optional(Type.Array(Remedy, { maxItems: 40 })),
  },
  { $id: 'reconciliation', additionalProperties: false },
);

export type ReconciliationDefinition = Static<typeof ReconciliationDefinition>;
export type ReconciliationRemedy = Static<typeof Remedy>;
export type ReconciledField = (typeof RECONCILED_FIELDS)[number];
export type ReconciledCode = (typeof RECONCILED_CODES)[number];

/** One of the two sides, with its optional parts by name. */
export interface ReconciliationSource extends Omit<Static<typeof Source>, 'fields' | 'codes'> {
  readonly fields?: { readonly [K in ReconciledField]?: string };
  readonly codes?: { readonly [K in ReconciledCode]?: Readonly<Record<string, string>> };
}
