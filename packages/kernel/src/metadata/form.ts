import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { FieldDefinition } from './form-fields.js';
import {
  Condition,
  definitionHead,
  ElementId,
  FieldPath,
  Formula,
  Key,
  LocalizedText,
} from './vocabulary.js';

export * from './form-fields.js';

const closed = { additionalProperties: false };

/**
 * A form: a JSON Schema 2020-12 document in a restricted dialect plus how it is shown and how its records live.
 * Plain ajv and rjsf read `schema`; what they do not know stands in `x-` keywords.
 */

const FormSchema = Type.Object(
  {
    type: Type.Literal('object'),
    properties: Type.Record(Key, FieldDefinition),
    required: Type.Optional(Type.Array(Key)),
    additionalProperties: Type.Optional(Type.Literal(false)),
  },
  closed,
);

const LineColumn = Type.Object(
  {
    id: Key,
    width: Type.Optional(Type.Integer({ minimum: 32, maximum: 600 })),
    frozen: Type.Optional(Type.Boolean()),
    /** Columns of one group stand between two double rules. */
    group: Type.Optional(Type.String()),
    sum: Type.Optional(Type.Boolean()),
    hidden: Type.Optional(Type.Boolean()),
  },
  closed,
);

const FormUi = Type.Object(
  {
    order: Type.Array(Key),
    sections: Type.Optional(
      Type.Array(Type.Object({ id: ElementId, title: LocalizedText, fields: Type.Array(Key) }, closed)),
    ),
    hidden: Type.Optional(Type.Array(Key)),
    /** The field that names a record to people, and the one that holds its code. */
    titleField: Type.Optional(Key),
    codeField: Type.Optional(Key),
    /** The fields that decide, shown large in inbox and document head. */
    facts: Type.Optional(Type.Array(Key)),
    lines: Type.Optional(Type.Array(Type.Object({ field: Key, columns: Type.Array(LineColumn) }, closed))),
  },
  closed,
);

const ListView = Type.Object(
  {
    id: ElementId,
    title: LocalizedText,
    columns: Type.Array(FieldPath, { minItems: 1 }),
    /** `-field` sorts downwards; every sort offered has an index. */
    sort: Type.Optional(Type.Array(Type.String({ pattern: '^-?[a-z][a-z0-9_]*$' }), { maxItems: 3 })),
    filters: Type.Optional(Type.Array(Key)),
    where: Type.Optional(Condition),
  },
  closed,
);

export const STATE_TONES = ['draft', 'waiting', 'progress', 'done', 'refused', 'warning'] as const;

const State = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    tone: Type.Union(STATE_TONES.map((tone) => Type.Literal(tone))),
    /** Whether a record in this state may be changed outside a task. */
    editable: Type.Optional(Type.Boolean()),
  },
  closed,
);

const LifecycleAction = Type.Object(
  {
    id: Key,
    title: LocalizedText,
    from: Type.Array(Key, { minItems: 1 }),
    /** The state it leads to; an action that starts a flow takes the state from the flow. */
    to: Type.Optional(Key),
    /** What must be filled before this action; `lines.field` means: in every line. */
    required: Type.Optional(Type.Array(FieldPath)),
  },
  closed,
);

const Lifecycle = Type.Object(
  {
    initial: Key,
    states: Type.Array(State, { minItems: 1 }),
    actions: Type.Optional(Type.Array(LifecycleAction)),
  },
  closed,
);

const KeyList = Type.Array(Key, { minItems: 1, maxItems: 5, uniqueItems: true });

/** Header fields whose values together occur once; a record with a blank among them is free. */
const UniqueKey = Type.Object(
  {
    id: Key,
    fields: KeyList,
    /** Only records that meet it are held against each other; it reads fields of the header and `status`. */
    where: Type.Optional(Condition),
    /** What is said to whoever meets it, in place of the general sentence. */
    message: Type.Optional(LocalizedText),
  },
  closed,
);

/** An index over several header fields, in this order. */
const DeclaredIndex = Type.Object({ id: Key, fields: KeyList }, closed);

/**
 * Lines that a new record takes from register balances, once, as a snapshot. The fields filled are the server's.
 * Formulas see each balance row as `row.<dimension>` and `row.<resource>`, a joined one as `<as>.<resource>`.
 */
const Fill = Type.Object(
  {
    id: ElementId,
    into: Key,
    /** The fill happens when the record is created with these fields set. */
    needs: Type.Array(Key, { minItems: 1 }),
    register: Key,
    /** Dimension -> field of the header that it must equal. */
    where: Type.Record(Key, FieldPath),
    join: Type.Optional(
      Type.Array(Type.Object({ register: Key, as: Key, on: Type.Record(Key, Key) }, closed), { maxItems: 3 }),
    ),
    /** Line field -> formula. */
    values: Type.Record(Key, Formula),
    /** Line fields that order the lines. */
    sort: Type.Optional(Type.Array(Key)),
    /** Header field that takes the instant of the snapshot. */
    stamp: Type.Optional(Key),
  },
  closed,
);

/**
 * Which documents this one takes back, returns or corrects, and how that is called: `{ "form": "order", "kind": "return" }`. A form
 * whose own action does so names itself and the action.
 */
const Reverses = Type.Object({ form: Key, kind: Key, action: Type.Optional(Key) }, closed);

/**
 * What people without an account may see of a record over a link that somebody has given them: its state and step, what is said of
 * the state, and the fields named here, nothing else.
 */
const Progress = Type.Object(
  {
    fields: Type.Array(Key, { maxItems: 20, uniqueItems: true }),
    /** What is said of a state beside its title. */
    states: Type.Optional(
      Type.Array(Type.Object({ state: Key, text: LocalizedText }, closed), { minItems: 1, maxItems: 50 }),
    ),
    /** How long a link is good; 90 days when left out. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
  },
  closed,
);

export const FormDefinition = Type.Object(
  {
    ...definitionHead('form'),
    usage: Type.Union([Type.Literal('master'), Type.Literal('document'), Type.Literal('log')]),
    /** What arithmetic makes of a blank operand; `propagate` leaves the result blank. */
    blank: Type.Optional(Type.Union([Type.Literal('propagate'), Type.Literal('zero')])),
    schema: FormSchema,
    ui: FormUi,
    lists: Type.Optional(Type.Array(ListView)),
    lifecycle: Type.Optional(Lifecycle),
    fills: Type.Optional(Type.Array(Fill)),
    unique: Type.Optional(Type.Array(UniqueKey, { maxItems: 10 })),
    indexes: Type.Optional(Type.Array(DeclaredIndex, { maxItems: 10 })),
    /** Records may be followed over links; without it none can be. */
    progress: Type.Optional(Progress),
    reverses: Type.Optional(Type.Array(Reverses, { minItems: 1, maxItems: 50 })),
  },
  { $id: 'form', additionalProperties: false },
);

export type FormDefinition = Static<typeof FormDefinition>;
export type UniqueKey = Static<typeof UniqueKey>;
export type DeclaredIndex = Static<typeof DeclaredIndex>;
export type FormProgress = Static<typeof Progress>;
export type FormFill = Static<typeof Fill>;
export type FormListView = Static<typeof ListView>;
export type LifecycleState = Static<typeof State>;
export type LifecycleAction = Static<typeof LifecycleAction>;
export type LineColumn = Static<typeof LineColumn>;
