import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Figures of a flow, for OpenAPI. Times are seconds that have passed, nights and holidays included. */

const Count = (description: string) => Type.Integer({ description });
const Title = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });

const Times = Type.Object({
  count: Type.Integer({ description: 'how many the times are of' }),
  average: Type.Union([Type.Integer(), Type.Null()], { description: 'seconds; null where there were none' }),
  p50: Type.Union([Type.Integer(), Type.Null()]),
  p90: Type.Union([Type.Integer(), Type.Null()]),
});
export type Times = Static<typeof Times>;

const NodeFigures = Type.Object({
  id: Type.String({ description: 'path of the node' }),
  title: Title,
  backlog: Count('to-dos that wait now'),
  overdue: Count('of these, past their time'),
  handling: Times,
});

export const FiguresWire = Type.Object({
  flow: Type.Object({ key: Type.String(), title: Title }),
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  instances: Type.Object({
    started: Count('in the span'),
    ended: Count('in the span'),
    approved: Type.Integer(),
    rejected: Type.Integer(),
    revoked: Type.Integer(),
    cancelled: Type.Integer(),
    backlog: Count('under way now'),
    stuck: Count('of these, waiting for an administrator'),
    overdue: Count('of these, with a to-do past its time'),
    duration: Times,
  }),
  exceptions: Type.Object({
    instances: Count('with something that was not planned in the span'),
    of: Count('with anything in the span'),
    rate: Type.Union([Type.Number(), Type.Null()], { description: '0 to 1; null where there were none' }),
    kinds: Type.Record(Type.String(), Type.Integer(), { description: 'kind of event -> instances' }),
  }),
  nodes: Type.Array(NodeFigures),
});
export type FiguresWire = Static<typeof FiguresWire>;
