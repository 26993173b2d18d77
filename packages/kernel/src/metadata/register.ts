import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, Key, LocalizedText } from './vocabulary.js';

/** A register: what is kept by which dimensions. Movements come from postings only; balances are their sums. */

const closed = { additionalProperties: false };

const Dimension = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    /** `organisation`: what the document belongs to; no posting gives it. */
    type: Type.Union([Type.Literal('text'), Type.Literal('reference'), Type.Literal('organisation')]),
    /** The form whose records a reference dimension names. */
    form: Type.Optional(Key),
    required: Type.Boolean(),
  },
  closed,
);

const Resource = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    scale: Type.Integer({ minimum: 0, maximum: 10 }),
    /** A valued register has one quantity and one amount. */
    role: Type.Union([Type.Literal('quantity'), Type.Literal('amount')]),
  },
  closed,
);

const NegativePolicy = Type.Union([Type.Literal('refuse'), Type.Literal('warn'), Type.Literal('allow')]);

const NegativeException = Type.Object(
  { dimension: Key, value: Type.String({ minLength: 1, maxLength: 200 }), policy: NegativePolicy },
  closed,
);

export const RegisterDefinition = Type.Object(
  {
    ...definitionHead('register'),
    type: Type.Union([Type.Literal('balance'), Type.Literal('turnover')]),
    dimensions: Type.Array(Dimension, { minItems: 1, maxItems: 12 }),
    resources: Type.Array(Resource, { minItems: 1, maxItems: 4 }),
    /** What happens when a movement would leave a balance below zero. */
    negative: NegativePolicy,
    /** Other policies of single values of a dimension; the first that fits counts. */
    negativeFor: Type.Optional(Type.Array(NegativeException, { minItems: 1, maxItems: 50 })),
    /**
     * How what moves is valued. `batch_actual` is the average with the lot among the dimensions; `period_average` is the average
     * as a provisional cost, until a recost of the period.
     */
    valuation: Type.Union([
      Type.Literal('none'),
      Type.Literal('moving_average'),
      Type.Literal('fifo'),
      Type.Literal('standard'),
      Type.Literal('batch_actual'),
      Type.Literal('period_average'),
    ]),
    /** The dimensions that share one standard cost; the first one when left out. */
    standardBy: Type.Optional(Type.Array(Key, { minItems: 1, maxItems: 12, uniqueItems: true })),
    /** Whether documents of an earlier day may move it; those of open periods when left out. */
    backdate: Type.Optional(Type.Union([Type.Literal('open_period'), Type.Literal('refuse')])),
    /**
     * How its balances are kept: one row under lock (`locked`, also when left out); the same, but documents that wait for it are
     * taken together (`queued`); in parts that are summed when read (`split`); folded later from the movements (`deferred`).
     */
    balance: Type.Optional(
      Type.Union([
        Type.Literal('locked'),
        Type.Literal('split'),
        Type.Literal('deferred'),
        Type.Literal('queued'),
      ]),
    ),
  },
  { $id: 'register', additionalProperties: false },
);

export type RegisterDefinition = Static<typeof RegisterDefinition>;
