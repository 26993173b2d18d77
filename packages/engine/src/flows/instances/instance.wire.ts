import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Instances as administrators of flows see them, for OpenAPI. */

export const INSTANCE_STATUSES = [
  'running',
  'returned',
  'suspended',
  'approved',
  'rejected',
  'revoked',
  'cancelled',
] as const;

const Instant = Type.String({ format: 'date-time' });
const Title = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const Nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);

const Node = Type.Object({ id: Type.String({ description: 'path of the node' }), title: Title });

const OpenTaskWire = Type.Object({
  node: Type.String(),
  assignee: Type.String(),
  for: Type.Optional(Type.String({ description: 'for whom he stands in' })),
  helps: Type.Optional(Type.String({ description: 'whose to-do he helps with' })),
  openedAt: Instant,
  dueAt: Type.Optional(Instant),
  inactive: Type.Optional(Type.Literal(true, { description: 'this person is not there any more' })),
});

const Cause = Type.Object({
  code: Type.String(),
  detail: Type.String({ description: 'one sentence in the language of the caller' }),
  nodes: Type.Array(Node),
  trouble: Type.Optional(
    Type.String({ description: 'what the platform was told: codes, or the words of a receiver' }),
  ),
});

export const InstanceWire = Type.Object({
  id: Type.String(),
  flow: Type.Object({ key: Type.String(), title: Title, release: Type.Integer() }),
  form: Type.String(),
  record: Type.Object({ id: Type.String(), code: Nullable(Type.String()), title: Nullable(Type.String()) }),
  status: Type.Union(INSTANCE_STATUSES.map((status) => Type.Literal(status))),
  reason: Type.Optional(Type.String({ description: 'of a cancellation' })),
  stuck: Type.Optional(Cause),
  startedBy: Type.String(),
  startedAt: Instant,
  endedAt: Type.Union([Instant, Type.Null()]),
  parent: Type.Optional(Type.Object({ instance: Type.String(), node: Type.String() })),
  nodes: Type.Array(Node, { description: 'where it stands now' }),
  open: Type.Array(OpenTaskWire),
  timers: Type.Array(
    Type.Object({
      node: Type.String(),
      kind: Type.Union([Type.Literal('delay'), Type.Literal('timeout'), Type.Literal('escalation')]),
      dueAt: Instant,
    }),
  ),
});
export type InstanceWire = Static<typeof InstanceWire>;

export const InstancesWire = Type.Object({
  data: Type.Array(InstanceWire),
  users: Type.Record(Type.String(), Type.String(), { description: 'names by id' }),
  nextCursor: Type.Optional(Type.String()),
});
export type InstancesWire = Static<typeof InstancesWire>;

export const OneInstanceWire = Type.Object({
  instance: InstanceWire,
  users: Type.Record(Type.String(), Type.String(), { description: 'names by id' }),
});
export type OneInstanceWire = Static<typeof OneInstanceWire>;
