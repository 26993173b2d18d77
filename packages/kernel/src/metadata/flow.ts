import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Condition, definitionHead, Duration, ElementId, Key, LocalizedText } from './vocabulary.js';

/** A flow: nodes and sequence flows bound to a form; where things stand on the canvas is kept apart from meaning. */

const closed = { additionalProperties: false };

export const FlowNode = Type.Object(
  {
    id: ElementId,
    /** Names the node type part; `config` is checked against that part's schema. */
    type: Key,
    title: LocalizedText,
    config: Type.Record(Type.String(), Type.Unknown()),
    /** Who answers for this step, and how long it should take: the flow map's columns. */
    owner: Type.Optional(Key),
    standardTime: Type.Optional(Duration),
  },
  closed,
);

export const FlowEdge = Type.Object(
  {
    id: ElementId,
    from: ElementId,
    to: ElementId,
    title: Type.Optional(LocalizedText),
    /** Lines of a condition node are tried in the order of `edges`. */
    when: Type.Optional(Condition),
    default: Type.Optional(Type.Literal(true)),
    on: Type.Optional(Type.Union([Type.Literal('rejected'), Type.Literal('timeout')])),
  },
  closed,
);

export const FlowDefinition = Type.Object(
  {
    ...definitionHead('flow'),
    form: Key,
    /** The action of the form's lifecycle that starts it. */
    startAction: Key,
    /** States of the record while the flow runs and after it; a node may set others in between. */
    states: Type.Object(
      {
        running: Type.Optional(Key),
        approved: Type.Optional(Key),
        rejected: Type.Optional(Key),
      },
      closed,
    ),
    /** Role that gets what nobody else can do. */
    admin: Type.Optional(Key),
    nodes: Type.Array(FlowNode),
    edges: Type.Array(FlowEdge),
    layout: Type.Optional(
      Type.Record(ElementId, Type.Object({ x: Type.Integer(), y: Type.Integer() }, closed)),
    ),
  },
  { $id: 'flow', additionalProperties: false },
);

export type FlowDefinition = Static<typeof FlowDefinition>;
export type FlowNode = Static<typeof FlowNode>;
export type FlowEdge = Static<typeof FlowEdge>;
