import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, Key, LocalizedText } from './vocabulary.js';

/** A register: what is kept by which dimensions. Movements come from postings only; balances are their sums. */

const closed = { additionalProperties: false };

const Dimension = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    type: Type.Union([Type.Literal('text'), Type.Literal('reference')]),
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

export const RegisterDefinition = Type.Object(
  {
    ...definitionHead('register'),
    type: Type.Union([Type.Literal('balance'), Type.Literal('turnover')]),
    dimensions: Type.Array(Dimension, { minItems: 1, maxItems: 12 }),
    resources: Type.Array(Resource, { minItems: 1, maxItems: 4 }),
    /** What happens when a movement would leave a balance below zero. */
    negative: Type.Union([Type.Literal('refuse'), Type.Literal('warn'), Type.Literal('allow')]),
    valuation: Type.Union([Type.Literal('none'), Type.Literal('moving_average')]),
  },
  { $id: 'register', additionalProperties: false },
);

export type RegisterDefinition = Static<typeof RegisterDefinition>;
