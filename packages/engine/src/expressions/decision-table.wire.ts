import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ExpressionErrorWire, FindingWire, ValueWire } from './expression.wire.js';

/** Requests and answers of the routes about decision tables, as OpenAPI publishes them. */

const closed = { additionalProperties: false };
const Ids = Type.Array(Type.String());

export const AskTable = Type.Object(
  {
    inputs: Type.Record(Type.String(), Type.Unknown(), {
      description: 'by the ids of the inputs, decimals as text; what is left out is blank',
    }),
  },
  closed,
);
export type AskTable = Static<typeof AskTable>;

export const TableAnswerWire = Type.Object({
  outputs: Type.Union([Type.Record(Type.String(), ValueWire), Type.Null()]),
  rows: Type.Array(Type.String(), {
    description: 'ids of the rows that decided; none where defaults answered',
  }),
  error: Type.Optional(Type.Omit(ExpressionErrorWire, ['kind', 'span'])),
  trace: Type.Array(
    Type.Object({
      input: Type.String(),
      title: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }),
      value: ValueWire,
      fitting: Type.Integer({ description: 'rows whose condition in this column fits' }),
      remaining: Type.Integer({ description: 'rows that fit in this column and in all before it' }),
      excluded: Type.Array(Type.String(), { description: 'rows that fitted until here, at most 200' }),
    }),
    { description: 'the input columns from left to right' },
  ),
  version: Type.Integer({ description: 'the release whose table answered' }),
});

export const CheckTable = Type.Object({ definition: Type.Unknown() }, closed);
export type CheckTable = Static<typeof CheckTable>;

const TableFindingWire = Type.Intersect([
  FindingWire,
  Type.Object({
    rows: Ids,
    witness: Type.Optional(Type.Record(Type.String(), ValueWire, { description: 'inputs that show it' })),
    proposal: Type.Optional(
      Type.Object(
        { when: Type.Record(Type.String(), Type.String()) },
        { description: 'a row that mends it' },
      ),
    ),
  }),
]);

export const TableCheckWire = Type.Object({
  valid: Type.Boolean(),
  findings: Type.Array(TableFindingWire),
  unique: Type.Optional(Type.Boolean({ description: 'no values fit two rows' })),
  complete: Type.Optional(Type.Boolean({ description: 'all values fit some row' })),
  fullyChecked: Type.Boolean(),
  release: Type.Integer(),
});
