import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { CalendarDay, RULE_EVENTS, RuleTrigger } from './rule-trigger.js';
import { Condition, definitionHead, ElementId, FieldPath, Key } from './vocabulary.js';

/** An IF-THEN rule: when something happens to a record and a condition holds, ordered actions follow. */

const closed = { additionalProperties: false };

/**
 * When a rule is asked during a save, in this order. Computed fields are worked out between `default` and `derive` and
 * after each value that `derive` writes; they are formulas of the form and no phase of rules.
 * - `default`: fills blank fields of a new record
 * - `derive`: sets fields until no value changes; what a form shows, asks for and locks
 * - `validate`: objects or warns, once, on the final values
 * - `afterSave`: acts on other records, tasks, flows and ledgers, in the same transaction
 * - `afterCommit`: decided in the transaction, carried out by the outbox after the commit
 */
export const RULE_PHASES = ['default', 'derive', 'validate', 'afterSave', 'afterCommit'] as const;

/** One action: `type` names the part, the other properties are the part's configuration. */
export const RuleAction = Type.Object(
  {
    id: ElementId,
    type: ElementId,
    /** What becomes of the command when the action cannot be carried out; `refuse` unless said otherwise. */
    onError: Type.Optional(Type.Union([Type.Literal('refuse'), Type.Literal('skip'), Type.Literal('warn')])),
  },
  { additionalProperties: true },
);

/** What happens in a test; its action and state are the first that the trigger names unless said otherwise. */
const RuleTestEvent = Type.Object(
  {
    type: Type.Union(RULE_EVENTS.map((event) => Type.Literal(event))),
    action: Type.Optional(Key),
    state: Type.Optional(Key),
    changed: Type.Optional(Type.Array(FieldPath)),
  },
  closed,
);

const RuleTest = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    record: Type.Record(Type.String(), Type.Unknown()),
    /** The record as it was; what differs has changed. */
    before: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** What happens; unless said otherwise the first event that the rule waits for, with everything changed. */
    event: Type.Optional(RuleTestEvent),
    /** The business day of the test. */
    today: Type.Optional(CalendarDay),
    /** What a webhook brings. */
    payload: Type.Optional(Type.Record(Key, Type.Unknown())),
    /** Its trigger waits for the event and its condition holds, for a line at least. */
    fires: Type.Boolean(),
    /** The actions that run: its own, those of its `else`, or none. */
    branch: Type.Optional(Type.Union([Type.Literal('then'), Type.Literal('else'), Type.Literal('none')])),
    /** Of a rule over lines: the lines for which it fires, counted from 1. */
    lines: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { uniqueItems: true })),
    /** Fields afterwards, whichever branch ran; of a table its lines with the columns in question. */
    sets: Type.Optional(Type.Record(Key, Type.Unknown())),
    /** The messages in order, in either language. */
    messages: Type.Optional(Type.Array(Type.String())),
    /** The effects in order that set no field; what is named here must be so, the rest is free. */
    effects: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
  },
  closed,
);

const Effective = Type.Object(
  {
    from: Type.Optional(Type.Union([CalendarDay, Type.Null()])),
    to: Type.Optional(Type.Union([CalendarDay, Type.Null()])),
  },
  closed,
);

export const RuleDefinition = Type.Object(
  {
    ...definitionHead('rule'),
    form: Key,
    enabled: Type.Boolean(),
    trigger: RuleTrigger,
    phase: Type.Union(RULE_PHASES.map((phase) => Type.Literal(phase))),
    /** Higher goes first; equal ones go by key. */
    priority: Type.Integer({ minimum: 0, maximum: 1000 }),
    /** Rules of one form and phase that belong together. */
    group: Type.Optional(Key),
    /** `first`: of the group only the first rule whose condition holds fires, for each record or line. */
    groupMode: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('first')])),
    /** First and last business day on which it is in force. */
    effective: Type.Optional(Effective),
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
export type RuleTest = Static<typeof RuleTest>;
export type RulePhase = (typeof RULE_PHASES)[number];
export type OnError = NonNullable<RuleAction['onError']>;
