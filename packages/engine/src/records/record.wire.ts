import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';

/** Records as they travel, as OpenAPI describes them. Which fields a record has, its form says. */

const Id = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Text = Type.Union([Type.String(), Type.Null()]);

const Record = Type.Object(
  { id: Id, version: Type.Integer() },
  {
    additionalProperties: true,
    description: 'fields by name; decimals as text, references as ids; without what the caller may not see',
  },
);

const Labels = Type.Record(
  Type.String(),
  Type.Record(
    Type.String(),
    Type.Object({ code: Type.Optional(Type.String()), title: Type.Optional(Type.String()) }),
  ),
  { description: 'form -> id -> what the record is called' },
);

const Names = Type.Record(Type.String(), Type.String(), { description: 'names of users by id' });

const Note = Type.Object({
  pointer: Type.String(),
  code: Type.String(),
  detail: Type.String(),
  params: Type.Record(Type.String(), Type.Unknown()),
});

/** What a new record holds. */
export const NewRecordWire = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'fields by name; decimals as text, references as ids, lines as a list. The description of the application names the fields of each form',
});

/** What of a record changes (RFC 7396). */
export const RecordPatchWire = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'fields by name, null blanks; of a lines field `{"upsert": [], "delete": []}`: what has an `id` is changed, what has none is new',
});

export const RecordAnswerWire = Type.Object({
  record: Type.Union([Record, Type.Null()], {
    description: 'the record afterwards; `null` where the answer is about none, or it is gone',
  }),
  notes: Type.Optional(
    Type.Array(Note, { description: 'what rules have to say although they refused nothing' }),
  ),
});

export const RecordPageWire = Type.Object({
  data: Type.Array(Record),
  refs: Labels,
  users: Names,
  nextCursor: Type.Optional(Type.String({ description: 'left out on the last page' })),
  total: Type.Optional(Type.Integer({ description: 'with count=exact or estimate' })),
  totalIsCapped: Type.Optional(Type.Boolean({ description: 'there are more; counting stopped' })),
  totalIsEstimated: Type.Optional(
    Type.Boolean({ description: 'not counted, but taken from the statistics of the database' }),
  ),
});

const Action = Type.Object(
  {
    id: Type.String(),
    title: LocalizedText,
    kind: Type.Union(
      (['lifecycle', 'task', 'step', 'flow', 'delete'] as const).map((kind) => Type.Literal(kind)),
    ),
    taskId: Type.Optional(Id),
    allowed: Type.Boolean(),
    reason: Type.Optional(Type.String({ description: 'code of why it is not allowed' })),
    reasonParams: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    missing: Type.Optional(Type.Array(Type.String(), { description: 'blank fields that it asks for' })),
    instance: Type.Optional(Id),
    nodeTitle: Type.Optional(LocalizedText),
    helps: Type.Optional(Type.String({ description: 'answers: whose task the caller helps with' })),
    forUser: Type.Optional(Type.String({ description: 'answers: for whom the caller stands in' })),
    nodes: Type.Optional(
      Type.Array(Type.Object({ id: Type.String(), title: LocalizedText }), {
        description: 'where a return can go; whose answer can be taken back',
      }),
    ),
    people: Type.Optional(Type.Array(Id, { description: 'signers who can be taken out again' })),
    after: Type.Optional(
      Type.Union([Type.Literal('redo'), Type.Literal('back')], {
        description: 'return: how the flow goes on unless told otherwise',
      }),
    ),
    choices: Type.Optional(
      Type.Array(Type.Object({ node: Type.String(), title: LocalizedText }), {
        description: 'nodes whose people must be picked along with it, in `chosen`',
      }),
    ),
  },
  { additionalProperties: true },
);

const ViewParts = {
  record: Record,
  refs: Labels,
  users: Names,
  actions: Type.Array(Action),
  editable: Type.Object({
    header: Type.Array(Type.String()),
    lines: Type.Record(Type.String(), Type.Array(Type.String())),
  }),
  flow: Type.Optional(Type.Object({ instanceId: Id, key: Type.String(), status: Type.String() })),
};

export const HistoryWire = Type.Object({
  data: Type.Array(
    Type.Object({
      at: Instant,
      actor: Text,
      action: Type.String(),
      title: Type.Optional(LocalizedText),
      channel: Type.String(),
      changes: Type.Array(
        Type.Object(
          { path: Type.String(), old: Type.Unknown(), new: Type.Unknown() },
          { additionalProperties: true },
        ),
      ),
    }),
  ),
  users: Names,
  refs: Labels,
});

export const RelatedWire = Type.Object({
  data: Type.Array(
    Type.Object({
      form: Type.String(),
      id: Id,
      code: Text,
      title: Text,
      status: Type.String(),
      relation: Type.Union([Type.Literal('refers_to'), Type.Literal('referred_by')]),
      holders: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
        description: 'those who have an open to-do on it',
      }),
      fieldTitle: LocalizedText,
      formTitle: LocalizedText,
    }),
  ),
});

export const FormulaUsesWire = Type.Object({
  data: Type.Array(
    Type.Object(
      {
        field: Type.String(),
        line: Type.Optional(Id),
        release: Type.Integer(),
        version: Type.Integer({ description: 'of the record from which on the number stands' }),
        at: Instant,
      },
      { additionalProperties: true, description: 'with the formula, its arguments and its result' },
    ),
  ),
});

export const RecordViewWire = Type.Object({
  ...ViewParts,
  included: Type.Optional(
    Type.Object(
      { history: Type.Optional(HistoryWire), related: Type.Optional(RelatedWire) },
      { description: 'what `include` asked for' },
    ),
  ),
});
