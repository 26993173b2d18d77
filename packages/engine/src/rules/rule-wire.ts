import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { RULE_EVENTS } from '@dougong/kernel/metadata';
import { FindingWire } from '../expressions/expression.wire.js';

/** Requests and answers of the routes about rules, as OpenAPI publishes them. */

const closed = { additionalProperties: false };
const KEY_LENGTH_MAX = 100;
const CHANGED_MAX = 500;
const DRAFTS_MAX = 50;
const RECORDS_MAX = 1000;
const RECORDS_DEFAULT = 200;
const MILLISECONDS_MAX = 30_000;

const Key = Type.String({ minLength: 1, maxLength: KEY_LENGTH_MAX });
const Id = Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' });
const Sentence = Type.Record(Type.String(), Type.String(), { description: 'by language' });
const Words = <W extends string>(words: readonly W[], description: string) =>
  Type.Union(
    words.map((word) => Type.Literal(word)),
    { description },
  );

const EventType = Words(RULE_EVENTS, 'what happens');

export const EventWire = Type.Object(
  {
    type: EventType,
    action: Type.Optional(Key),
    state: Type.Optional(Key),
    changed: Type.Optional(
      Type.Array(Key, {
        maxItems: CHANGED_MAX,
        description: 'paths of fields; worked out from `before` when left out',
      }),
    ),
  },
  closed,
);

export const DryRun = Type.Object(
  {
    rule: Type.Union([Key, Type.Object({}, { additionalProperties: true })], {
      description: 'the key of a published rule, or a definition (right `design`)',
    }),
    form: Type.Optional(Key),
    recordId: Type.Optional(Id),
    record: Type.Optional(Type.Unknown({ description: 'instead of recordId: values as they travel' })),
    before: Type.Optional(
      Type.Unknown({ description: 'the record as it stood; the stored one when recordId is given' }),
    ),
    event: Type.Optional(EventWire),
  },
  closed,
);
export type DryRun = Static<typeof DryRun>;

const Outcome = Words(
  ['fired', 'not_met', 'blank', 'not_triggered', 'group', 'not_effective', 'disabled', 'not_reached'],
  'what became of the rule',
);

const Trace = Type.Object({
  rule: Type.String(),
  title: Sentence,
  release: Type.Integer(),
  line: Type.Optional(Type.String({ description: 'id of the line that was asked' })),
  outcome: Outcome,
  branch: Type.Optional(Type.String({ description: 'actions or else' })),
  winner: Type.Optional(Type.String({ description: 'the rule of its group that came first' })),
  condition: Type.Optional(
    Type.Unknown({ description: '{holds, root, deciding}: every operand with its value as text' }),
  ),
  writes: Type.Array(Type.Unknown({ description: '{field, line?, before, after, keptBy?, overwrittenBy?}' })),
  issues: Type.Array(FindingWire),
  milliseconds: Type.Optional(Type.Number()),
  sentence: Sentence,
});

export const DryRunWire = Type.Object({
  rule: Type.String(),
  event: EventWire,
  fired: Type.Boolean(),
  record: Type.Unknown({ description: 'after rules and formulas' }),
  effects: Type.Array(Type.Unknown({ description: '{type, rule:{key}, action, line?, sentence, ...}' })),
  messages: Type.Array(FindingWire),
  refused: Type.Boolean({ description: 'a save would be refused' }),
  linkage: Type.Record(Type.String(), Type.Unknown(), { description: 'how rules want fields shown' }),
  trace: Type.Array(Trace, { description: 'the rule asked about' }),
  others: Type.Array(Trace, { description: 'the other rules of the form that were asked' }),
  withheld: Type.Integer({ description: 'rules that read hidden fields; they were not asked' }),
  release: Type.Integer(),
});

export const RecordRulesWire = Type.Object({
  data: Type.Array(
    Type.Object({
      rule: Type.Object({
        key: Type.String(),
        title: Sentence,
        phase: Type.String(),
        enabled: Type.Boolean(),
      }),
      event: EventWire,
      outcome: Type.Union([Outcome, Type.Literal('no_lines')]),
      sentence: Sentence,
      trace: Type.Array(Trace, { description: 'one for each line of a rule over lines' }),
    }),
  ),
  withheld: Type.Integer({ description: 'rules that read hidden fields; they were not asked' }),
  release: Type.Integer(),
});

export const FormRulesWire = Type.Object({
  form: Type.String(),
  release: Type.Integer(),
  rules: Type.Array(Type.Unknown({ description: 'definitions without their tests, in firing order' })),
  forms: Type.Array(Type.String(), { description: 'other forms that the rules read through references' }),
});

export const Replay = Type.Object(
  {
    definitions: Type.Optional(
      Type.Array(Type.Unknown({ description: 'a definition of a rule, form, formula or decision table' }), {
        minItems: 1,
        maxItems: DRAFTS_MAX,
        description: 'the current drafts when left out',
      }),
    ),
    form: Type.Optional(Key),
    last: Type.Optional(Type.Integer({ minimum: 1, maximum: RECORDS_MAX, default: RECORDS_DEFAULT })),
    event: Type.Optional(EventWire),
    milliseconds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MILLISECONDS_MAX, description: 'time that it may take' }),
    ),
  },
  closed,
);
export type Replay = Static<typeof Replay>;
export const REPLAY_RECORDS_DEFAULT = RECORDS_DEFAULT;

const Shift = (of: ReturnType<typeof Type.Unknown> | typeof FindingWire) =>
  Type.Object({ appeared: Type.Array(of), gone: Type.Array(of) });

const RecordName = Type.Object({
  id: Type.String(),
  code: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
});

export const ReplayWire = Type.Object({
  form: Type.String(),
  release: Type.Integer({ description: 'the published rules are of this release' }),
  rules: Type.Array(
    Type.Object({
      key: Type.String(),
      title: Sentence,
      change: Words(['added', 'changed', 'removed', 'same'], 'against the published rule'),
      fired: Type.Integer({ description: 'records on which it fires now and did not' }),
      unfired: Type.Integer(),
    }),
  ),
  definitions: Type.Array(
    Type.Object({
      kind: Type.String(),
      key: Type.String(),
      title: Sentence,
      change: Words(['added', 'changed', 'removed', 'same'], 'against the published definition'),
    }),
    { description: 'forms, formulas and decision tables that took part' },
  ),
  events: Type.Array(EventWire, { description: 'what was replayed on each record' }),
  asked: Type.Integer(),
  replayed: Type.Integer({ description: 'records done' }),
  complete: Type.Boolean(),
  stopped: Type.Optional(Words(['time', 'cancelled'], 'why not all records were done')),
  sentence: Sentence,
  counts: Type.Object({
    different: Type.Integer(),
    fired: Type.Integer(),
    unfired: Type.Integer(),
    changed: Type.Integer(),
    messages: Type.Integer(),
    effects: Type.Integer(),
  }),
  differences: Type.Array(
    Type.Object({
      record: RecordName,
      event: EventWire,
      fired: Type.Array(Type.String()),
      unfired: Type.Array(Type.String()),
      changed: Type.Array(Type.Unknown({ description: '{path, title, old, new}' })),
      messages: Shift(FindingWire),
      effects: Shift(Type.Unknown()),
    }),
  ),
  withheld: Type.Integer({ description: 'published rules that read hidden fields; they were not asked' }),
});

export const RuleTracesWire = Type.Object({
  rule: Type.Object({ key: Type.String(), title: Sentence }),
  data: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Type.String({ format: 'date-time' }),
      outcome: Words(['fired', 'refused', 'failed'], 'refused: the save that it objected to'),
      release: Type.Integer(),
      actor: Type.Union([Type.String(), Type.Null()]),
      form: Type.String(),
      record: Type.Optional(RecordName),
      branch: Type.Optional(Type.Literal('else', { description: 'the condition did not hold' })),
      condition: Type.Optional(Type.Unknown()),
      sentence: Type.Optional(Sentence),
      issues: Type.Array(FindingWire),
    }),
  ),
  users: Type.Record(Type.String(), Type.String(), { description: 'names by id' }),
  kept: Type.Integer({ description: 'firings kept for each rule' }),
  nextCursor: Type.Optional(Type.String()),
});
