import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';

/** The audit as callers see it, for OpenAPI. */

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const TextOrNull = orNull(Type.String());

const ChangeWire = Type.Object({
  path: Type.String({ description: '`/total`, `/lines/<line id>/qty`; stable' }),
  label: Type.String({ description: 'of the field, in the language of the caller' }),
  op: Type.Optional(Type.String({ description: 'of a change of definitions: set, add, remove or move' })),
  old: TextOrNull,
  new: TextOrNull,
  masked: Type.Optional(
    Type.Literal(true, { description: 'the values are kept, but the caller may not see them' }),
  ),
});

export const AuditEntryWire = Type.Object({
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  actor: orNull(Type.String({ format: 'uuid' })),
  onBehalfOf: orNull(Type.String({ format: 'uuid', description: 'for whom the actor stood in' })),
  action: Type.String(),
  title: Type.String({ description: 'the action in words' }),
  outcome: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  target: orNull(Type.Object({ form: TextOrNull, title: TextOrNull, id: TextOrNull, code: TextOrNull })),
  channel: Type.String({ description: 'ui, api, assistant, import, rule, flow, worker or cli' }),
  ip: TextOrNull,
  agent: orNull(Type.String({ description: 'the device, as it named itself' })),
  requestId: TextOrNull,
  cause: orNull(Type.String({ description: 'the rules that took part' })),
  changes: Type.Array(ChangeWire),
  code: orNull(Type.String({ description: 'why it was refused' })),
  reason: orNull(Type.String({ description: 'the same in words' })),
  release: orNull(Type.Integer()),
});
export type AuditEntryView = Static<typeof AuditEntryWire>;

export const AuditPageWire = Type.Object({
  data: Type.Array(AuditEntryWire),
  users: Type.Record(Type.String(), Type.String()),
  nextCursor: Type.Optional(Type.String()),
});
export type AuditPage = Static<typeof AuditPageWire>;
