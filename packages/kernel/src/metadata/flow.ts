import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { FlowTests } from './flow-test.js';
import { Condition, definitionHead, Duration, ElementId, Key, LocalizedText } from './vocabulary.js';

/** A flow: nodes and sequence flows bound to a form; where things stand on the canvas is kept apart from meaning. */

const closed = { additionalProperties: false };

const FieldPaths = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  maxItems: 100,
  uniqueItems: true,
});

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
    /** Fields that go into the step and that come out of it, columns as `lines.qty`: the flow map's other columns. */
    inputs: Type.Optional(FieldPaths),
    outputs: Type.Optional(FieldPaths),
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

/** Rules that hold for every node of a flow unless the node says otherwise. */
export const FlowSettings = Type.Object(
  {
    /** Whether an approval given before stands for the same person's next one: never, in the node right before, in any. */
    dedupe: Type.Optional(
      Type.Union([Type.Literal('none'), Type.Literal('consecutive'), Type.Literal('any')]),
    ),
    /** After a return everything runs again, or the flow goes straight back to whoever returned it. */
    afterReturn: Type.Optional(Type.Union([Type.Literal('redo'), Type.Literal('back')])),
    /** The starter may call it off until it ends; may have it back until somebody has decided. */
    allowRevoke: Type.Optional(Type.Boolean()),
    allowRecall: Type.Optional(Type.Boolean()),
    /** How long nobody can be urged again. */
    urgeGap: Type.Optional(Duration),
    /** How many nodes one step may pass without waiting. */
    autoStepsMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    /** Working calendar in which time limits are counted; elapsed time without one. */
    calendar: Type.Optional(Key),
    /** Whether owners, standard times and exits are asked for, and whether a publish needs them. */
    processMap: Type.Optional(
      Type.Union([Type.Literal('off'), Type.Literal('suggested'), Type.Literal('required')]),
    ),
    /** What becomes of a node for which nobody is found. */
    empty: Type.Optional(
      Type.Union([
        Type.Literal('to_admin'),
        Type.Literal('auto_pass'),
        Type.Literal('auto_reject'),
        Type.Literal('forbid_start'),
        Type.Object({ user: Type.String({ minLength: 1 }) }, closed),
      ]),
    ),
  },
  closed,
);

export const FlowDefinition = Type.Object(
  {
    ...definitionHead('flow'),
    form: Key,
    /** The action of the form's lifecycle that starts it; without one it runs only inside of other flows. */
    startAction: Type.Optional(Key),
    /**
     * States of the record while the flow runs and after it; a node may set others in between. Left out, a returned or
     * cancelled record has the state it had before the start, a revoked one that of a rejected.
     */
    states: Type.Object(
      {
        running: Type.Optional(Key),
        approved: Type.Optional(Key),
        rejected: Type.Optional(Key),
        returned: Type.Optional(Key),
        revoked: Type.Optional(Key),
        cancelled: Type.Optional(Key),
      },
      closed,
    ),
    /** Role that gets what nobody else can do. */
    admin: Type.Optional(Key),
    settings: Type.Optional(FlowSettings),
    nodes: Type.Array(FlowNode),
    edges: Type.Array(FlowEdge),
    layout: Type.Optional(
      Type.Record(ElementId, Type.Object({ x: Type.Integer(), y: Type.Integer() }, closed)),
    ),
    /** Trials that are played again before every publish. */
    tests: Type.Optional(FlowTests),
  },
  { $id: 'flow', additionalProperties: false },
);

export type FlowDefinition = Static<typeof FlowDefinition>;
export type FlowSettings = Static<typeof FlowSettings>;
export type FlowNode = Static<typeof FlowNode>;
export type FlowEdge = Static<typeof FlowEdge>;
