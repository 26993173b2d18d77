import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ExpressionErrorWire, ValueWire } from './expression.wire.js';

/** Requests and answers of the routes about functions and named formulas, as OpenAPI publishes them. */

const Localized = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });

export const EvaluateFormula = Type.Object(
  {
    arguments: Type.Record(Type.String(), Type.Unknown(), {
      description: 'by the ids of the parameters, decimals as text; what is left out is blank',
    }),
  },
  { additionalProperties: false },
);
export type EvaluateFormula = Static<typeof EvaluateFormula>;

export const FormulaResultWire = Type.Object({
  value: ValueWire,
  error: Type.Optional(ExpressionErrorWire),
  explain: Type.Optional(Type.Unknown({ description: 'the tree of operands with their values as text' })),
  version: Type.Integer({ description: 'the release whose formula gave the value' }),
});

const FormulaEntryWire = Type.Object({
  key: Type.String(),
  title: Localized,
  description: Type.Optional(Localized),
  parameters: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Localized,
      type: Type.String({ description: 'number numbers text boolean date datetime' }),
      scale: Type.Optional(Type.Integer()),
    }),
  ),
  result: Type.Object({ type: Type.String(), scale: Type.Optional(Type.Integer()) }),
});

export const FormulaListWire = Type.Object({ data: Type.Array(FormulaEntryWire), version: Type.Integer() });

export const FunctionListWire = Type.Object({
  data: Type.Array(
    Type.Object({
      code: Type.String(),
      title: Localized,
      description: Localized,
      aliases: Type.Array(Type.String()),
      minimum: Type.Integer(),
      maximum: Type.Union([Type.Integer(), Type.Null()], { description: 'null: the last may be repeated' }),
      parameters: Type.Array(Type.Object({ kind: Type.String(), name: Type.Optional(Type.String()) })),
      result: Type.Optional(Type.Unknown()),
      definition: Type.Optional(Type.Object({ kind: Type.String(), key: Type.String() })),
    }),
  ),
  version: Type.Integer(),
});
