import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { WORK_STEPS } from './long-work.js';

/** Long work as callers see it, for OpenAPI. */

const Instant = Type.String({ format: 'date-time' });
const Nullable = <S extends ReturnType<typeof Type.String>>(schema: S) => Type.Union([schema, Type.Null()]);

const JobIssue = Type.Object({
  pointer: Type.String(),
  code: Type.String(),
  detail: Type.String({ description: 'one sentence in the language of the caller' }),
  params: Type.Record(Type.String(), Type.Unknown()),
});

const JobProblem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  instance: Type.String(),
  code: Type.String(),
  requestId: Type.String(),
  params: Type.Record(Type.String(), Type.Unknown()),
  errors: Type.Array(JobIssue),
});

export const JobWire = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.String({ examples: ['import', 'import_undo', 'export', 'publish', 'template'] }),
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
  step: Type.Union(
    [
      Type.Object({
        code: Type.Union(WORK_STEPS.map((code) => Type.Literal(code))),
        sentence: Type.String({ description: 'in the language of the caller' }),
        at: Type.Integer({ description: 'place among the steps, from 0' }),
        of: Type.Integer(),
      }),
      Type.Null(),
    ],
    { description: 'what is being done; progress is that of the step. null: the kind of job tells none' },
  ),
  cancelAsked: Type.Boolean(),
  retryable: Type.Boolean({ description: 'it failed, and can go on after what was kept' }),
  cancellable: Type.Boolean({ description: 'false when it is over, or what cannot be taken back is done' }),
  result: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  problem: Type.Union([JobProblem, Type.Null()], {
    description: 'why it failed: what a request without a job would have been answered',
  }),
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
