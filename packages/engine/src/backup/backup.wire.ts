import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const Instant = Type.String({ description: 'RFC 3339, in UTC' });
const InstantOrNull = Type.Union([Instant, Type.Null()]);
const IntegerOrNull = Type.Union([Type.Integer(), Type.Null()]);

export const BackupWire = Type.Object({
  id: Type.String(),
  state: Type.Union(['waiting', 'running', 'done', 'failed'].map((state) => Type.Literal(state))),
  file: Type.String(),
  encrypted: Type.Boolean(),
  askedBy: Type.Union([Type.String(), Type.Null()], {
    description: 'nobody: by the schedule, or at a terminal',
  }),
  askedAt: Instant,
  finishedAt: InstantOrNull,
  bytes: IntegerOrNull,
  rows: IntegerOrNull,
  release: IntegerOrNull,
  failure: Type.Union([Type.String(), Type.Null()]),
  removedAt: InstantOrNull,
  progress: Type.Union([Type.Object({ done: Type.Integer(), total: Type.Integer() }), Type.Null()], {
    description: 'tables that are written, while it is made',
  }),
});
export type BackupView = Static<typeof BackupWire>;

export const DrillWish = Type.Object(
  {
    backup: Type.Optional(
      Type.String({
        pattern: '^(last|fresh|[0-9a-fA-F-]{36})$',
        description:
          '`last`, unless told: the last good one, or where there is none a fresh one; `fresh`: one that is made for it; or the id of one',
      }),
    ),
  },
  { additionalProperties: false },
);
export type DrillWish = Static<typeof DrillWish>;

export const BackupsWire = Type.Object({
  data: Type.Array(BackupWire, { description: 'the newest first' }),
  lastGood: Type.Union(
    [Type.Object({ at: Instant, ageSeconds: Type.Integer(), file: Type.String() }), Type.Null()],
    { description: 'the last that was made and is still there' },
  ),
  lastDrill: Type.Union(
    [
      Type.Object({
        at: Instant,
        ageSeconds: Type.Integer(),
        file: Type.Union([Type.String(), Type.Null()], { description: 'null: a backup made for the drill' }),
        backupAt: Instant,
        rows: Type.Integer(),
        seconds: Type.Integer(),
      }),
      Type.Null(),
    ],
    { description: 'the last drill that restored, verified and read a backup' },
  ),
  schedule: Type.Object({
    folder: Type.Union([Type.String(), Type.Null()]),
    everySeconds: IntegerOrNull,
    keep: Type.Integer(),
    encrypted: Type.Boolean(),
  }),
});
export type BackupsView = Static<typeof BackupsWire>;
