import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';

/** Reconciliations as they travel. Decimals are texts, days `YYYY-MM-DD`. */

const closed = { additionalProperties: false };

const ROWS_MAX = 5000;
const TEXT_MAX = 200;
const NOTE_MAX = 2000;

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Instant = Type.String({ description: 'RFC 3339, in UTC' });
const Id = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const Text = Type.String({ maxLength: TEXT_MAX });
const DecimalText = Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' });
const Side = Type.Union([Type.Literal('operation'), Type.Literal('books')]);
const Words = Type.Record(Type.String(), Type.Unknown());
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const RunBody = Type.Object(
  {
    cutoff: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        description: 'the last day that is compared; by its cycle when left out',
      }),
    ),
    sets: Type.Optional(Type.Object({ operation: Type.Optional(Id), books: Type.Optional(Id) }, closed)),
  },
  closed,
);

const Fingerprint = Type.Object({ rows: Type.Integer(), hash: Type.String(), latest: orNull(Day) });

export const RunWire = Type.Object({
  id: Type.String(),
  definition: Type.String(),
  release: Type.Integer(),
  period: Day,
  cutoff: Day,
  runDate: Day,
  state: Type.Union(['waiting', 'running', 'done', 'failed'].map((state) => Type.Literal(state))),
  phase: orNull(Type.String()),
  requestedAt: Instant,
  requestedBy: Id,
  startedAt: orNull(Instant),
  endedAt: orNull(Instant),
  sets: Type.Object({ operation: Type.Optional(Id), books: Type.Optional(Id) }),
  inputs: orNull(Type.Object({ operation: Fingerprint, books: Fingerprint })),
  summary: orNull(Words),
  resultHash: orNull(Type.String()),
  failure: orNull(Type.String()),
});

const PushedRow = Type.Object(
  {
    document: Type.Optional(Text),
    line: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    type: Type.Optional(Text),
    date: Type.Optional(Day),
    item: Type.String({ minLength: 1, maxLength: TEXT_MAX }),
    place: Type.Optional(Text),
    lot: Type.Optional(Text),
    unit: Type.Optional(Text),
    quantity: Type.Optional(DecimalText),
    amount: Type.Optional(DecimalText),
  },
  closed,
);

export const PushBody = Type.Object(
  {
    side: Side,
    set: Type.Optional(Id),
    rows: Type.Array(PushedRow, { minItems: 1, maxItems: ROWS_MAX }),
  },
  closed,
);
export type PushBody = Static<typeof PushBody>;

export const DataSetWire = Type.Object({ id: Id, side: Side, rows: Type.Integer() });
export type DataSetView = Static<typeof DataSetWire>;

export const ActBody = Type.Object(
  {
    version: Type.Optional(Type.Integer({ description: 'the version seen; a newer one refuses the act' })),
    assignee: Type.Optional(Id),
    reason: Type.Optional(Text),
    note: Type.Optional(Type.String({ maxLength: NOTE_MAX })),
    remedy: Type.Optional(
      Type.String({ maxLength: TEXT_MAX, description: 'a remedy of the definition: its record is made' }),
    ),
    form: Type.Optional(Text),
    record: Type.Optional(Id),
  },
  closed,
);
export type ActBody = Static<typeof ActBody>;

const DIFFERENCE = {
  id: Id,
  definition: Type.String(),
  period: Day,
  category: Type.String(),
  cause: orNull(Type.String()),
  document: orNull(Type.String()),
  line: orNull(Type.Integer()),
  key: orNull(Type.String()),
  item: Type.String(),
  place: orNull(Type.String()),
  lot: orNull(Type.String()),
  type: orNull(Type.String()),
  quantity: Type.String(),
  amount: Type.String(),
  atStake: Type.String(),
  share: orNull(Type.String()),
  alert: Type.Boolean(),
  level: Type.String(),
  due: Day,
  missingIn: orNull(Side),
  lagDays: orNull(Type.Integer()),
  operationType: orNull(Type.String()),
  booksType: orNull(Type.String()),
  compensated: orNull(Type.String()),
  firstSeen: Day,
  lastSeen: Day,
  firstRun: Type.String(),
  lastRun: Type.String(),
  role: Type.String(),
  assignee: orNull(Id),
  state: Type.String(),
  reason: orNull(Type.String()),
  note: orNull(Type.String()),
  remedy: orNull(Type.String()),
  remedyForm: orNull(Type.String()),
  remedyRecord: orNull(Id),
  openedAt: Instant,
  closedAt: orNull(Instant),
  escalatedAt: orNull(Instant),
  version: Type.Integer(),
};

export const DifferenceWire = Type.Object(DIFFERENCE);

export const DifferenceDetailsWire = Type.Object({
  ...DIFFERENCE,
  operationRow: orNull(Words),
  booksRow: orNull(Words),
  history: Type.Array(
    Type.Object({
      at: Instant,
      run: orNull(Type.String()),
      actor: orNull(Id),
      act: Type.String(),
      from: orNull(Type.String()),
      to: Type.String(),
      details: orNull(Words),
    }),
  ),
  users: Type.Record(Type.String(), Words),
});

/** What is told of a definition: by which fields its sides are read, and how fresh they are. */
export const ReconciliationWire = Type.Object({
  key: Type.String(),
  title: LocalizedText,
  compare: Type.String(),
  cycle: Type.String(),
  schedule: orNull(Type.String()),
  operation: Words,
  books: Words,
  reasons: Type.Array(Type.Object({ id: Type.String(), title: LocalizedText })),
  remedies: Type.Array(
    Type.Object({ id: Type.String(), title: LocalizedText, kind: Type.String(), form: Type.String() }),
  ),
  lastRun: orNull(RunWire),
});

export const ReportWire = Type.Object({
  frozenAt: orNull(Instant),
  hash: orNull(Type.String()),
  content: Words,
});

/** A page of one of them. */
export function pageWire(row: TSchema, others: Readonly<Record<string, TSchema>> = {}) {
  return Type.Object({ data: Type.Array(row), nextCursor: Type.Optional(Type.String()), ...others });
}

/** Names of people by their ids. */
export const UsersWire = Type.Record(Type.String(), Words);
