import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Condition, Formula, LocalizedText } from './vocabulary.js';

/** What a field of any kind may say. */

export const closed = { additionalProperties: false };

/**
 * Conditions under which a field is shown, asked for or locked; in lines they are asked row by row. Whatever is not
 * said is as the rest of the definition has it. A hidden field is not asked for and keeps its value.
 */
export const FieldConditions = Type.Object(
  {
    visible: Type.Optional(Condition),
    required: Type.Optional(Condition),
    readOnly: Type.Optional(Condition),
  },
  { ...closed, minProperties: 1 },
);

export const annotations = {
  'x-title': LocalizedText,
  'x-help': Type.Optional(LocalizedText),
  /** The server owns the value: fills, rules and flows write it, a caller who sends it is refused. */
  readOnly: Type.Optional(Type.Literal(true)),
  'x-index': Type.Optional(Type.Boolean()),
  'x-unique': Type.Optional(Type.Boolean()),
  'x-formula': Type.Optional(Formula),
  /** Value of a new record: a formula over the header (`actor`, `today`, `now` are at hand). */
  'x-default': Type.Optional(Formula),
  'x-when': Type.Optional(FieldConditions),
};

export type FieldConditions = Static<typeof FieldConditions>;
