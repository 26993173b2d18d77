import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Duration, ElementId, Key } from './vocabulary.js';

/** Steps of a trial of a flow, and the tests of flows that are made of them. */

const closed = { additionalProperties: false };
const TEXT_LENGTH_MAX = 2000;
const PATH_LENGTH_MAX = 500;
const PEOPLE_MAX = 100;
const STEPS_MAX = 200;
const TESTS_MAX = 50;
const LINES_MAX = 50;

const User = Type.String({ minLength: 1, maxLength: 100, description: 'id of a user' });
const Node = Type.String({ minLength: 1, maxLength: PATH_LENGTH_MAX, description: 'path of a node' });
const Text = Type.String({ maxLength: TEXT_LENGTH_MAX });
const Users = Type.Array(User, { minItems: 1, maxItems: PEOPLE_MAX });
const Values = Type.Record(Type.String(), Type.Unknown());
const Instant = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)$',
});

/** Everything that a trial can do, and what each of its kinds of step must say. */
export const TRIAL_STEP_NEEDS = {
  start: [],
  act: ['action'],
  approve: ['node'],
  reject: ['node'],
  submit: ['node'],
  transfer: ['node', 'to'],
  delegate: ['node', 'to'],
  add_sign: ['node', 'where', 'users'],
  remove_sign: ['node', 'user'],
  return: ['node', 'to'],
  resubmit: [],
  recall: [],
  revoke: [],
  take_back: ['node'],
  urge: [],
  comment: ['comment'],
  signal: ['event'],
  edit: [],
  wait: [],
  called: ['node', 'outcome'],
  cancel: ['reason'],
  retry: [],
  skip: [],
  jump: ['to'],
  reassign: ['node', 'from', 'to'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TrialDeed = keyof typeof TRIAL_STEP_NEEDS;

const literals = <W extends string>(words: readonly W[]) =>
  Type.Union(words.map((word) => Type.Literal(word)));

/** One thing that somebody does, or that happens, in a trial. */
export const TrialStep = Type.Object(
  {
    do: literals(Object.keys(TRIAL_STEP_NEEDS) as readonly TrialDeed[]),
    /** Left out: whoever holds the to-do, the starter or the administrator, as fits. */
    by: Type.Optional(User),
    node: Type.Optional(Node),
    comment: Type.Optional(Text),
    /** Changes of the record that go along, as for PATCH. */
    values: Type.Optional(Values),
    /** Node -> the people picked for it. */
    choices: Type.Optional(Type.Record(Type.String(), Users)),
    /** A node of a return or a jump; otherwise a user. */
    to: Type.Optional(Type.String({ minLength: 1, maxLength: PATH_LENGTH_MAX })),
    from: Type.Optional(User),
    user: Type.Optional(User),
    users: Type.Optional(Users),
    where: Type.Optional(literals(['before', 'after', 'with'])),
    after: Type.Optional(literals(['redo', 'back'])),
    event: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    mentions: Type.Optional(Users),
    reason: Type.Optional(Text),
    /** How long, or until when; neither: until the next thing falls due. */
    for: Type.Optional(Duration),
    until: Type.Optional(Instant),
    /** How an outside call ends. */
    outcome: Type.Optional(literals(['ok', 'fail'])),
    /** Header fields, and tables of lines as for PATCH. */
    set: Type.Optional(Values),
    lines: Type.Optional(Values),
    action: Type.Optional(Key),
  },
  closed,
);

export const TrialSteps = Type.Array(TrialStep, { maxItems: STEPS_MAX });
export const TrialInstant = Instant;

/** Somebody by himself, or whoever holds a role: a test outlives a change of people only by roles. */
const Somebody = { role: Type.Optional(Key), user: Type.Optional(User) };

export const FlowTest = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    starter: Type.Object(Somebody, closed),
    /** Where virtual time begins; the time of the run when left out. */
    at: Type.Optional(Instant),
    /** References may be written `{"match": {field: value}}`, so that the test travels with its template. */
    record: Type.Object({ values: Values }, closed),
    steps: TrialSteps,
    /** What is left out is not looked at. */
    expect: Type.Object(
      {
        /** Of the flow; `none` where it was not started. */
        status: Type.Optional(Type.String({ minLength: 1 })),
        /** Of the record. */
        state: Type.Optional(Key),
        /** The nodes of the flow in the order in which they were entered. */
        path: Type.Optional(Type.Array(ElementId, { maxItems: STEPS_MAX })),
        /** All open to-dos at the end. */
        open: Type.Optional(
          Type.Array(Type.Object({ node: Node, ...Somebody }, closed), { maxItems: LINES_MAX }),
        ),
        /** The step that is refused, counted from 1; without it none may be. */
        refused: Type.Optional(
          Type.Object({ step: Type.Integer({ minimum: 1 }), code: Type.String({ minLength: 1 }) }, closed),
        ),
        /** Who was told of something, among others. */
        notified: Type.Optional(Type.Array(Type.Object(Somebody, closed), { maxItems: LINES_MAX })),
      },
      closed,
    ),
  },
  closed,
);

export const FlowTests = Type.Array(FlowTest, { maxItems: TESTS_MAX });

export type TrialStep = Static<typeof TrialStep>;
export type FlowTest = Static<typeof FlowTest>;
export type TestedPerson = FlowTest['starter'];
