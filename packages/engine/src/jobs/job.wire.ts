import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Long work as callers see it, for OpenAPI. */

const Instant = Type.String({ format: 'date-time' });
const Nullable = <S extends ReturnType<typeof Type.String>>(schema: S) => Type.Union([schema, Type.Null()]);

const JobIssue = Type.Object({
  pointer: Type.String(),
  code: Type.String(),
  detail: Type.String({ description: 'one sentence in the language of the caller' }),
  params: Type.Record(Type.String(), Type.Unknown()),
});

export const JobWire = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.String({ examples: ['import', 'import_undo', 'export'] }),
  title: Type.Record(Type.String(), Type.String()),
  form: Nullable(Type.String()),
  about: Type.Record(Type.String(), Type.Unknown(), {
    description:
      'what it is about: `file`, `mode` and `dryRun` of an import, `import` of an undo, `format` of an export',
  }),
  state: Type.Union(['queued', 'running', 'done', 'failed', 'cancelled'].map((state) => Type.Literal(state))),
  progress: Type.Object({
    done: Type.Integer(),
    total: Type.Union([Type.Integer(), Type.Null()], { description: 'null while it is not known' }),
  }),
  cancelAsked: Type.Boolean(),
  result: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  problem: Type.Union(
    [Type.Object({ code: Type.String(), detail: Type.String(), errors: Type.Array(JobIssue) }), Type.Null()],
    { description: 'why it failed' },
  ),
  files: Type.Object(
    { result: Type.Optional(Type.String()), errors: Type.Optional(Type.String()) },
    { description: 'addresses to download from' },
  ),
  createdBy: Type.String(),
  createdAt: Instant,
  startedAt: Nullable(Instant),
  finishedAt: Nullable(Instant),
});
export type JobWire = Static<typeof JobWire>;

export const JobsWire = Type.Object({
  data: Type.Array(JobWire),
  users: Type.Record(Type.String(), Type.String()),
  nextCursor: Type.Optional(Type.String()),
});
export type JobsWire = Static<typeof JobsWire>;
