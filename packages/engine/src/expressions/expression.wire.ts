import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Requests and answers of the routes about formulas and conditions, as OpenAPI publishes them. */

const closed = { additionalProperties: false };

const KEY_LENGTH_MAX = 100;

const Kind = Type.Union([Type.Literal('formula'), Type.Literal('condition')]);

const Id = Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' });

const expression = {
  kind: Kind,
  source: Type.Unknown({
    description: 'a formula as text, as it is stored or as people type it; a condition as JsonLogic',
  }),
  form: Type.String({
    minLength: 1,
    maxLength: KEY_LENGTH_MAX,
    description: 'the form whose fields it reads',
  }),
  line: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: KEY_LENGTH_MAX,
      description: 'a table of lines: columns of it mean those of the current line',
    }),
  ),
};

export const CheckExpression = Type.Object(expression, closed);
export type CheckExpression = Static<typeof CheckExpression>;

export const EvaluateExpression = Type.Object(
  {
    ...expression,
    recordId: Type.Optional(Id),
    record: Type.Optional(
      Type.Unknown({
        description: 'instead of recordId: values as they travel; computed fields are worked out anew',
      }),
    ),
    lineId: Type.Optional(Id),
    row: Type.Optional(
      Type.Integer({ minimum: 0, description: 'instead of lineId: the position of the line, from 0' }),
    ),
  },
  closed,
);
export type EvaluateExpression = Static<typeof EvaluateExpression>;

const Span = Type.Object({ start: Type.Integer(), end: Type.Integer() });

export const FindingWire = Type.Object({
  code: Type.String(),
  pointer: Type.String({ description: 'where in the request: #/source/and/0' }),
  span: Type.Optional(Span),
  detail: Type.String({ description: 'a sentence in the language of the request' }),
  params: Type.Record(Type.String(), Type.Unknown()),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('info')]),
});
export type FindingWire = Static<typeof FindingWire>;

const ValueTypeWire = Type.Object({
  kind: Type.String({ description: 'number text boolean date datetime reference table list record any' }),
  scale: Type.Optional(Type.Integer()),
  integer: Type.Optional(Type.Boolean()),
  form: Type.Optional(Type.String()),
  of: Type.Optional(Type.Unknown()),
});

export const ExpressionCheckWire = Type.Object({
  valid: Type.Boolean(),
  type: Type.Optional(ValueTypeWire),
  dependencies: Type.Array(Type.String(), { description: 'paths that it reads' }),
  normalized: Type.Optional(Type.Unknown({ description: 'as it is stored' })),
  sentence: Type.Optional(Type.String({ description: 'a condition in words' })),
  findings: Type.Array(FindingWire),
  release: Type.Integer(),
});

export const ExpressionErrorWire = Type.Object({
  kind: Type.String({ description: 'DIV_ZERO TYPE DOMAIN OVERFLOW LIMIT ...' }),
  code: Type.String(),
  span: Type.Optional(Span),
  detail: Type.String(),
  params: Type.Record(Type.String(), Type.Unknown()),
});
export type ExpressionErrorWire = Static<typeof ExpressionErrorWire>;

/** Values travel as they do in records: decimals as text. */
export const ValueWire = Type.Unknown({
  description: 'decimals as text, dates as YYYY-MM-DD, lists as arrays',
});

export const ExpressionResultWire = Type.Object({
  value: Type.Optional(ValueWire),
  type: Type.Optional(ValueTypeWire),
  holds: Type.Optional(Type.Boolean({ description: 'of a condition' })),
  error: Type.Optional(ExpressionErrorWire),
  sentence: Type.Optional(Type.String({ description: 'a condition in words' })),
  explain: Type.Optional(Type.Unknown({ description: 'the tree of operands with their values as text' })),
  findings: Type.Array(FindingWire, { description: 'computed fields that failed on the way' }),
  release: Type.Integer(),
});
