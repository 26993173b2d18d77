import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Condition, definitionHead, ElementId, Formula, Key, LocalizedText } from './vocabulary.js';

/** A posting: which movements and vouchers a document makes. Rules and flow nodes ask for it by its key. */

const closed = { additionalProperties: false };

const MovementRule = Type.Object(
  {
    id: ElementId,
    register: Key,
    /** A lines field: one movement for each line. */
    foreach: Type.Optional(Key),
    when: Type.Optional(Condition),
    /** `in`, `out`, or a formula that gives one of these texts. */
    direction: Type.Union([
      Type.Literal('in'),
      Type.Literal('out'),
      Type.Object({ formula: Formula }, closed),
    ]),
    dimensions: Type.Record(Key, Formula),
    /** Resource -> formula; always positive, the direction gives the sign. */
    resources: Type.Record(Key, Formula),
    /** Where the amount of a valued movement comes from: the pool's own cost, or the formula given in `resources`. */
    cost: Type.Optional(Type.Union([Type.Literal('pool'), Type.Literal('given')])),
    /** Amount of a gain into an empty pool, which has no cost of its own. */
    costWhenEmpty: Type.Optional(Formula),
  },
  closed,
);

const VoucherLine = Type.Object(
  {
    id: ElementId,
    side: Type.Union([Type.Literal('debit'), Type.Literal('credit')]),
    /** Role of the account; `accounts` says which account plays it. */
    account: Key,
    /** A sum over movements of this posting, or a formula over the document. Zero lines are left out. */
    amount: Type.Union([
      Type.Object(
        {
          movement: ElementId,
          resource: Key,
          direction: Type.Optional(Type.Union([Type.Literal('in'), Type.Literal('out')])),
        },
        closed,
      ),
      Type.Object({ formula: Formula }, closed),
    ]),
  },
  closed,
);

const VoucherRule = Type.Object(
  { id: ElementId, summary: LocalizedText, lines: Type.Array(VoucherLine, { minItems: 2 }) },
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
    movements: Type.Array(MovementRule, { minItems: 1 }),
    vouchers: Type.Optional(Type.Array(VoucherRule)),
    accounts: Type.Optional(
      Type.Array(
        Type.Object(
          { role: Key, code: Type.String({ minLength: 1, maxLength: 20 }), title: LocalizedText },
          closed,
        ),
      ),
    ),
  },
  { $id: 'posting', additionalProperties: false },
);

export type PostingDefinition = Static<typeof PostingDefinition>;
export type MovementRule = Static<typeof MovementRule>;
export type VoucherRule = Static<typeof VoucherRule>;
