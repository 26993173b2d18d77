import { Type } from '@sinclair/typebox';

/** How a record moves through its flows, as OpenAPI describes it. */

const Title = Type.Record(Type.String(), Type.String(), { description: 'by language' });
const Instant = Type.String({ format: 'date-time' });

const Reason = Type.Object(
  {
    edge: Type.String({ description: 'the line to the node' }),
    condition: Type.Optional(
      Type.Object(
        {
          edge: Type.Union([Type.String(), Type.Null()], { description: 'the line that the branch takes' }),
          default: Type.Boolean({ description: 'no condition held' }),
          tried: Type.Array(Type.Unknown(), { description: 'each condition asked, with the values seen' }),
        },
        { description: 'left out where no branch decides, and for those from whom fields are hidden' },
      ),
    ),
  },
  { description: 'planned and skipped nodes: why the flow goes there, or passes it over' },
);

const Node = Type.Object({
  id: Type.String(),
  type: Type.String(),
  title: Title,
  state: Type.Union(['done', 'active', 'planned', 'skipped'].map((state) => Type.Literal(state))),
  people: Type.Array(Type.String(), { description: 'who answered, is asked or will be asked' }),
  visits: Type.Integer(),
  at: Type.Optional(Instant),
  due: Type.Optional(Instant),
  outcome: Type.Optional(Type.String()),
  stuck: Type.Optional(Type.String({ description: 'why the flow stands still here' })),
  why: Type.Optional(Reason),
});

const Event = Type.Object({
  seq: Type.Integer(),
  kind: Type.String(),
  nodeId: Type.Union([Type.String(), Type.Null()]),
  actor: Type.Union([Type.String(), Type.Null()]),
  at: Instant,
  payload: Type.Unknown(),
  words: Type.Object(
    { 'zh-CN': Type.String(), en: Type.String() },
    { description: 'what happened, as people read it' },
  ),
});

export const RecordFlowWire = Type.Object({
  instances: Type.Array(
    Type.Object({
      id: Type.String(),
      flow: Type.Object({ key: Type.String(), title: Title, release: Type.Integer() }),
      status: Type.String(),
      startedBy: Type.String(),
      startedAt: Instant,
      endedAt: Type.Union([Instant, Type.Null()]),
      reason: Type.Optional(Type.String({ description: 'why it was cancelled, or stands still' })),
      parent: Type.Optional(
        Type.Object(
          { instance: Type.String(), node: Type.String() },
          { description: 'the instance that started it beside itself' },
        ),
      ),
      nodes: Type.Array(Node),
      events: Type.Array(Event),
    }),
  ),
  users: Type.Record(Type.String(), Type.String(), { description: 'names by id' }),
});
