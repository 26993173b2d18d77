import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';

/** Operations on drafts, their history and their rebase, for OpenAPI. */

export const OPERATIONS_MAX = 500;

const closed = { additionalProperties: false };
const Path = Type.String({
  maxLength: 1000,
  pattern: '^(/.*)?$',
  description: 'JSON pointer in which elements of lists stand by their ids: /nodes/boss/title/en',
});
const Behind = Type.Union([Type.String({ maxLength: 200 }), Type.Null()], {
  description: 'id of the element that it stands behind; null: the first',
});

export const OperationWire = Type.Union([
  Type.Object({ op: Type.Literal('set'), path: Path, value: Type.Unknown(), was: Type.Unknown() }, closed),
  Type.Object(
    { op: Type.Literal('add'), path: Path, value: Type.Unknown(), after: Type.Optional(Behind) },
    closed,
  ),
  Type.Object(
    { op: Type.Literal('remove'), path: Path, was: Type.Unknown(), after: Type.Optional(Behind) },
    closed,
  ),
  Type.Object({ op: Type.Literal('move'), path: Path, after: Behind, was: Behind }, closed),
]);

export const OperationsBody = Type.Object(
  { operations: Type.Array(OperationWire, { minItems: 1, maxItems: OPERATIONS_MAX }) },
  closed,
);
export type OperationsBody = Static<typeof OperationsBody>;

const Instant = Type.String({ format: 'date-time' });
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const DraftBundleWire = Type.Object({
  revision: Type.Integer({ description: 'grows with every change of any draft; send it as If-Match' }),
  drafts: Type.Array(
    Type.Object({
      kind: Type.String(),
      key: Type.String(),
      definition: orNull(
        Type.Object({}, { additionalProperties: true, description: 'null: a publish removes it' }),
      ),
      baseRelease: orNull(Type.Integer({ description: 'in force when it was begun' })),
      updatedAt: Instant,
      updatedBy: orNull(Type.String({ format: 'uuid' })),
    }),
  ),
});

export const FindingsWire = Type.Object({
  findings: Type.Array(
    Type.Object({
      severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('info')]),
      code: Type.String(),
      kind: Type.String(),
      key: Type.String(),
      path: Type.String({ description: 'JSON pointer into the definition' }),
      params: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      nodes: Type.Optional(Type.Array(Type.String())),
      edges: Type.Optional(Type.Array(Type.String())),
    }),
  ),
});

export const DraftHistoryWire = Type.Object({
  data: Type.Array(
    Type.Object({
      id: Type.String(),
      revision: Type.Integer({ description: 'of the drafts after it' }),
      cause: Type.String({ description: 'put, operations, undo, discard, restore, rebase or publish' }),
      operations: Type.Array(OperationWire),
      undoes: Type.Union([Type.String(), Type.Null()], { description: 'the entry that it takes back' }),
      undone: Type.Boolean({ description: 'a later entry takes it back' }),
      at: Type.String({ format: 'date-time' }),
      by: orNull(Type.String()),
      channel: Type.String(),
    }),
  ),
  nextCursor: Type.Optional(Type.String()),
});
export type DraftHistoryWire = Static<typeof DraftHistoryWire>;

export const ConflictChoiceWire = Type.Union([
  Type.Literal('mine'),
  Type.Literal('theirs'),
  Type.Literal('merge'),
  Type.Object({ value: Type.Unknown() }, closed),
]);

export const RebaseBody = Type.Object(
  {
    choices: Type.Optional(
      Type.Record(Type.String({ maxLength: 1000 }), ConflictChoiceWire, {
        description: 'by the id of the conflict',
      }),
    ),
    dryRun: Type.Optional(Type.Boolean({ description: 'only tells; writes nothing' })),
  },
  closed,
);
export type RebaseBody = Static<typeof RebaseBody>;

export const RebaseWire = Type.Object({
  applied: Type.Boolean({ description: 'false where a conflict has no choice yet, and for a dry run' }),
  revision: Type.Integer(),
  release: Type.Integer({ description: 'in force, and the base of the drafts from now on' }),
  rebased: Type.Array(Type.Object({ kind: Type.String(), key: Type.String(), from: Type.Integer() })),
  conflicts: Type.Array(
    Type.Object({
      id: Type.String({ description: 'names it in `choices`' }),
      kind: Type.String(),
      key: Type.String(),
      path: Type.String(),
      mine: Type.Optional(Type.Unknown()),
      theirs: Type.Optional(Type.Unknown()),
      base: Type.Optional(Type.Unknown()),
      mergeable: Type.Boolean(),
      chosen: Type.Boolean(),
      sentence: Type.String({ description: 'in the language of the caller' }),
      place: orNull(Type.String()),
    }),
  ),
});
export type RebaseWire = Static<typeof RebaseWire>;
