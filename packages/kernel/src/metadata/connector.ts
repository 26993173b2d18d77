import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { PAYLOAD_TYPES } from './rule-trigger.js';
import { Condition, definitionHead, ElementId, Formula, Key, LocalizedText } from './vocabulary.js';

/**
 * An outside system and what goes to and fro: which of its addresses are called, how its answers are read, and how records and
 * vouchers are written for it. Its address and its credentials belong to the installation, never to a definition.
 */

const closed = { additionalProperties: false };

/** An address below that of the system; it names no other host. */
const Path = Type.String({ pattern: '^/[A-Za-z0-9_.~/-]{0,299}$' });
/** A place in a JSON text, as RFC 6901 writes it; the empty text is the whole. */
const Place = Type.String({ pattern: '^(/[A-Za-z0-9_.@-]{1,60}){0,6}$' });
const INSIDE = '^(/[A-Za-z0-9_.@-]{1,60}){1,6}$';
const Name = Type.String({ pattern: '^[A-Za-z0-9_.$-]{1,60}$' });
const Cron = Type.String({ minLength: 9, maxLength: 100 });
const Scalar = Type.String({ maxLength: 300 });

const PAGE_ROWS_MAX = 1000;

const Auth = Type.Object(
  {
    /** By a secret in a header, by login and password, or by a token that client id and secret are exchanged for. */
    kind: Type.Union(['none', 'header', 'basic', 'oauth2'].map((kind) => Type.Literal(kind as AuthKind))),
    header: Type.Optional(Name),
    tokenPath: Type.Optional(Path),
    scope: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  },
  closed,
);
type AuthKind = 'none' | 'header' | 'basic' | 'oauth2';

const Paging = Type.Object(
  {
    /** Pages are counted, or each tells how to ask for the next. */
    by: Type.Union([Type.Literal('page'), Type.Literal('cursor')]),
    parameter: Name,
    /** Number of the first page; 1 when left out. */
    first: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
    /** Where an answer tells the cursor of the next page. */
    next: Type.Optional(Place),
    sizeParameter: Type.Optional(Name),
    size: Type.Integer({ minimum: 1, maximum: PAGE_ROWS_MAX }),
  },
  closed,
);

const Read = Type.Object(
  { at: Place, type: Type.Union(PAYLOAD_TYPES.map((type) => Type.Literal(type))) },
  closed,
);

const Lines = Type.Object(
  {
    /** The lines field that takes the rows. */
    table: Key,
    /** Where each record has the list of its rows. */
    at: Type.String({ pattern: INSIDE }),
    /** What formulas of the rows may read as `line.<name>`, beside `payload.<name>` of the record. */
    reads: Type.Record(Key, Read),
    /** Column -> formula. */
    values: Type.Record(Key, Formula),
    /** Reference column -> the field of the form referred to that holds what the formula gives. */
    references: Type.Optional(Type.Record(Key, Key)),
  },
  closed,
);

const Import = Type.Object(
  {
    id: ElementId,
    title: LocalizedText,
    path: Path,
    query: Type.Optional(Type.Record(Name, Scalar)),
    /** Where the list of records stands in an answer. */
    records: Place,
    paging: Type.Optional(Paging),
    /** What formulas may read as `payload.<name>`. */
    reads: Type.Record(Key, Read),
    /** The name among those read that tells records of the other side apart, for ever. */
    externalKey: Key,
    /** Only what is newer than what was seen is asked for. */
    watermark: Type.Optional(Type.Object({ read: Key, parameter: Name }, closed)),
    form: Key,
    /** The field that holds the key of the other side: a record that has it already is taken over, not made again. */
    match: Type.Optional(Key),
    /** Field of the record -> formula over `payload`. */
    values: Type.Record(Key, Formula),
    /** Reference field -> the field of the form referred to that holds what the formula gives. */
    references: Type.Optional(Type.Record(Key, Key)),
    /** The rows of each record: they take the places of ours in their order, and those that are gone there go here. */
    lines: Type.Optional(Lines),
    /** What becomes of a record that was changed here as well: theirs is taken, ours stays, or somebody decides. */
    conflict: Type.Union([Type.Literal('theirs'), Type.Literal('ours'), Type.Literal('ask')]),
    schedule: Type.Optional(Cron),
  },
  closed,
);

/** Place in the body -> formula. */
const Body = Type.Record(Type.String({ pattern: INSIDE }), Formula);

const Comparison = Type.Object(
  {
    path: Path,
    /** The parameter that takes the calendar day that is compared. */
    day: Name,
    records: Place,
    /** Where a record of theirs names the document of ours that it came from. */
    key: Place,
    /** Where it tells its total, and the formula that gives ours. */
    total: Type.Optional(Type.Object({ at: Place, formula: Formula }, closed)),
    /** When the day before is compared. */
    schedule: Type.Optional(Cron),
  },
  closed,
);

const Export = Type.Object(
  {
    id: ElementId,
    title: LocalizedText,
    /** What goes out: vouchers, or the records of a form. */
    from: Type.Union([Type.Literal('vouchers'), Type.Literal('form')]),
    form: Type.Optional(Key),
    states: Type.Optional(Type.Array(Key, { minItems: 1, maxItems: 50 })),
    condition: Type.Optional(Condition),
    method: Type.Union([Type.Literal('POST'), Type.Literal('PUT')]),
    path: Path,
    /** The header that carries the key of the sending, so that the other side knows a repeat. */
    keyHeader: Type.Optional(Name),
    body: Body,
    /** The rows of a table, as a list in the body. */
    lines: Type.Optional(
      Type.Object({ table: Key, at: Type.String({ pattern: INSIDE }), body: Body }, closed),
    ),
    /** Where the answer tells what the other side calls it. */
    answerKey: Type.Optional(Place),
    schedule: Type.Optional(Cron),
    comparison: Type.Optional(Comparison),
  },
  closed,
);

export const ConnectorDefinition = Type.Object(
  {
    ...definitionHead('connector'),
    auth: Auth,
    /** What is called to see whether the other side is there and lets us in. */
    probe: Type.Object({ path: Path }, closed),
    /** The zone of its schedules, `Asia/Shanghai`; the business's when left out. */
    timeZone: Type.Optional(Type.String({ pattern: '^[A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}$', maxLength: 60 })),
    /** The role that is told of a failure; administrators when left out. */
    alert: Type.Optional(Key),
    imports: Type.Optional(Type.Array(Import, { maxItems: 30 })),
    exports: Type.Optional(Type.Array(Export, { maxItems: 30 })),
  },
  { $id: 'connector', additionalProperties: false },
);

export type ConnectorDefinition = Static<typeof ConnectorDefinition>;
export type ConnectorImport = Static<typeof Import>;
export type ConnectorImportLines = Static<typeof Lines>;
export type ConnectorExport = Static<typeof Export>;
export type ConnectorAuth = Static<typeof Auth>;
export type ConnectorPaging = Static<typeof Paging>;
export type ConnectorComparison = Static<typeof Comparison>;
