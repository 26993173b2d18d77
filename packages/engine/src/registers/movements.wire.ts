import { Type } from '@sinclair/typebox';

/** Movements of registers, as OpenAPI describes them. */

const ByName = Type.Record(Type.String(), Type.String());

const Named = Type.Object({
  key: Type.String(),
  title: Type.Record(Type.String(), Type.String(), { description: 'by language' }),
});

const Movement = Type.Object({
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  businessDate: Type.String({ format: 'date' }),
  register: Type.String(),
  keyId: Type.String(),
  key: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), { description: 'by dimension' }),
  direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  resources: Type.Record(Type.String(), Type.String(), { description: 'signed decimals' }),
  balanceAfter: Type.Optional(ByName),
  form: Type.String(),
  recordId: Type.String(),
  code: Type.Union([Type.String(), Type.Null()]),
  lineNo: Type.Union([Type.Integer(), Type.Null()]),
  posting: Type.String(),
  rule: Type.Union([Type.String(), Type.Null()], { description: 'a rule, or `flow/node`' }),
  flow: Type.Union([Type.String(), Type.Null()]),
  origin: Type.Object(
    { posting: Named, rule: Type.Union([Named, Type.Null()]), flow: Type.Union([Named, Type.Null()]) },
    { description: 'the same with the titles that they had in the release that posted' },
  ),
  instanceId: Type.Union([Type.String(), Type.Null()]),
  release: Type.Integer(),
  actor: Type.String(),
});

export const MovementPageWire = Type.Object({
  data: Type.Array(Movement),
  nextCursor: Type.Optional(Type.String()),
});
