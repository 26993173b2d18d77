import { TrialInstant, TrialSteps } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Trials of flows, as OpenAPI describes them. */

const closed = { additionalProperties: false };
const Id = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const Sentence = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const Instant = Type.String({ format: 'date-time' });
const Key = Type.String();
const Nullable = <T extends typeof Key>(schema: T) => Type.Union([schema, Type.Null()]);
const Drawing = Type.Object(
  {},
  {
    additionalProperties: true,
    description: 'the flow as it stands in the designer; the kept draft, or the published one, when left out',
  },
);

export const TrialBody = Type.Object(
  {
    definition: Type.Optional(Drawing),
    drafts: Type.Optional(
      Type.Boolean({
        description:
          'take the other drafts along that change no table: rules, tables, formulas, postings, calendars',
        default: true,
      }),
    ),
    starter: Id,
    at: Type.Optional(TrialInstant),
    record: Type.Union([
      Type.Object(
        { values: Type.Record(Type.String(), Type.Unknown()) },
        {
          ...closed,
          description:
            'a record is made of them as the starter; references also as `{"match": {field: value}}`',
        },
      ),
      Type.Object({ id: Id }, { ...closed, description: 'a real record, played on as it stands' }),
    ]),
    steps: TrialSteps,
  },
  closed,
);
export type TrialBody = Static<typeof TrialBody>;

export const TrialCheckBody = Type.Object({ definition: Type.Optional(Drawing) }, closed);
export type TrialCheckBody = Static<typeof TrialCheckBody>;

const Step = Type.Object({
  index: Type.Integer({
    description: '0 is the making of the sample; step n of the request is n, counted from 1',
  }),
  do: Key,
  by: Nullable(Key),
  at: Instant,
  words: Sentence,
  refused: Type.Optional(
    Type.Unknown({ description: 'problem details; a refused step ends the trial, what went before stands' }),
  ),
  events: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      kind: Key,
      nodeId: Nullable(Key),
      actor: Nullable(Key),
      words: Sentence,
    }),
  ),
  changed: Type.Array(Type.Object({ path: Key, title: Sentence, old: Type.Unknown(), new: Type.Unknown() })),
  state: Type.String({ description: 'of the record after it' }),
  notifications: Type.Array(
    Type.Object({
      to: Type.Array(Key),
      title: Sentence,
      reason: Type.String({
        description: 'task, cc, remind, urge, comment, returned, approved, rejected, suspended, or rule',
      }),
    }),
  ),
  movements: Type.Array(
    Type.Object({
      register: Key,
      title: Sentence,
      direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
      dimensions: Type.Array(
        Type.Object({ title: Sentence, value: Nullable(Key), label: Type.Optional(Key) }),
      ),
      resources: Type.Record(Type.String(), Type.String()),
    }),
  ),
  vouchers: Type.Array(
    Type.Object({
      posting: Key,
      lines: Type.Array(
        Type.Object({
          account: Type.Object({ code: Key, title: Sentence }),
          direction: Type.Union([Type.Literal('debit'), Type.Literal('credit')]),
          amount: Key,
        }),
      ),
    }),
  ),
  withheld: Type.Integer({ description: 'movements and vouchers that the person trying may not read' }),
  records: Type.Array(
    Type.Object({
      form: Key,
      title: Sentence,
      id: Key,
      how: Type.String({ description: 'created, changed, deleted' }),
    }),
    { description: 'other records' },
  ),
  calls: Type.Array(Type.Object({ node: Nullable(Key), endpoint: Key }), {
    description: 'calls that would be made; no node where a rule asks for it',
  }),
  rules: Type.Array(Type.Object({ key: Key, title: Sentence }), { description: 'that fired' }),
});

const Node = Type.Object({
  id: Key,
  state: Type.String({ description: 'done, active, planned, skipped' }),
  visits: Type.Integer(),
  people: Type.Array(Key),
  due: Type.Optional(Instant),
  outcome: Type.Optional(Key),
  stuck: Type.Optional(Key),
});

export const TrialWire = Type.Object({
  complete: Type.Boolean({ description: 'every step was played' }),
  steps: Type.Array(Step),
  record: Type.Record(Type.String(), Type.Unknown()),
  flow: Type.Object({
    status: Type.String({ description: 'none where it was not started' }),
    reason: Type.Optional(Key),
    nodes: Type.Array(Node),
    path: Type.Array(Key, {
      description: 'nodes in the order in which they were entered since the trial began',
    }),
    taken: Type.Array(Key, { description: 'ids of lines' }),
  }),
  tasks: Type.Array(
    Type.Object({
      node: Key,
      assignee: Key,
      kind: Key,
      openedAt: Instant,
      dueAt: Type.Optional(Instant),
      actions: Type.Array(Key, { description: 'steps that the holder may take now' }),
      editable: Type.Array(Key),
      required: Type.Array(Key),
    }),
  ),
  next: Type.Optional(Type.Object({ at: Instant, words: Sentence }, { description: 'what falls due next' })),
  users: Type.Record(Type.String(), Type.String(), { description: 'names by id' }),
  left: Type.Array(Type.Object({ kind: Key, key: Key }), {
    description: 'drafts that change tables or rights: they stay as they are published',
  }),
});

export const TestOutcomesWire = Type.Array(
  Type.Object({
    test: Type.String({ description: 'name of the test' }),
    passed: Type.Boolean(),
    missing: Type.Optional(
      Type.Literal(true, { description: 'people or records of it are missing today, so it was not played' }),
    ),
    differences: Type.Array(
      Type.Object({ where: Key, expected: Type.Unknown(), found: Type.Unknown(), sentence: Sentence }),
    ),
  }),
);
