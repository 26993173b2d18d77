import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Condition, definitionHead, ElementId, Key } from './vocabulary.js';

/** An IF-THEN rule: when something happens to a record and a condition holds, ordered actions follow. */

const closed = { additionalProperties: false };

export const RULE_PHASES = ['derive', 'validate', 'afterSave'] as const;

const Trigger = Type.Object(
  {
    on: Type.Array(
      Type.Union([
        Type.Literal('create'),
        Type.Literal('update'),
        Type.Literal('action'),
        Type.Literal('state'),
      ]),
      { minItems: 1, uniqueItems: true },
    ),
    /** Actions of the lifecycle that fire it; needed with `action`. */
    actions: Type.Optional(Type.Array(Key, { minItems: 1 })),
    /** States entered that fire it; needed with `state`. */
    states: Type.Optional(Type.Array(Key, { minItems: 1 })),
    /** Only when one of these fields changed. */
    fields: Type.Optional(Type.Array(Key, { minItems: 1 })),
  },
  closed,
);

/** One action: `type` names the part, the other properties are the part's configuration. */
export const RuleAction = Type.Object({ id: ElementId, type: ElementId }, { additionalProperties: true });

const RuleTest = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    record: Type.Record(Type.String(), Type.Unknown()),
    fires: Type.Boolean(),
    sets: Type.Optional(Type.Record(Key, Type.Unknown())),
  },
  closed,
);

export const RuleDefinition = Type.Object(
  {
    ...definitionHead('rule'),
    form: Key,
    enabled: Type.Boolean(),
    trigger: Trigger,
    phase: Type.Union(RULE_PHASES.map((phase) => Type.Literal(phase))),
    /** Higher goes first; equal ones go by key. */
    priority: Type.Integer({ minimum: 0, maximum: 1000 }),
    /** A lines field: the rule is asked once for each line. */
    foreach: Type.Optional(Key),
    reentry: Type.Optional(Type.Union([Type.Literal('once'), Type.Literal('untilStable')])),
    condition: Condition,
    actions: Type.Array(RuleAction, { minItems: 1 }),
    else: Type.Optional(Type.Array(RuleAction)),
    tests: Type.Optional(Type.Array(RuleTest)),
  },
  { $id: 'rule', additionalProperties: false },
);

export type RuleDefinition = Static<typeof RuleDefinition>;
export type RuleAction = Static<typeof RuleAction>;
export type RulePhase = (typeof RULE_PHASES)[number];
