import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { FindingWire } from '../../expressions/expression.wire.js';

/** Answers about occasions, as OpenAPI publishes them. */

export const OCCASION_STATES = ['failed', 'waiting', 'skipped'] as const;
export type OccasionState = (typeof OCCASION_STATES)[number];

const Instant = Type.String({ format: 'date-time' });
const State = Type.Union(
  OCCASION_STATES.map((state) => Type.Literal(state)),
  { description: 'failed: tried in vain and not tried again by itself' },
);

const OccasionWire = Type.Object({
  id: Type.String(),
  state: State,
  on: Type.String({ description: 'what called the rule: schedule, threshold, webhook' }),
  rule: Type.Object({
    key: Type.String(),
    title: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()], {
      description: 'null where the last release has no such rule',
    }),
  }),
  form: Type.String(),
  record: Type.Union(
    [
      Type.Object({
        id: Type.String(),
        code: Type.Optional(Type.String()),
        title: Type.Optional(Type.String()),
      }),
      Type.Null(),
    ],
    { description: 'null where the rule is about no record' },
  ),
  at: Instant,
  attempts: Type.Integer(),
  failedAt: Type.Optional(Instant),
  nextAttempt: Type.Optional(Instant),
  cause: Type.Optional(Type.String({ description: 'one sentence in the language of the caller' })),
  issues: Type.Array(FindingWire),
});
export type OccasionWire = Static<typeof OccasionWire>;

export const OccasionsWire = Type.Object({
  data: Type.Array(OccasionWire),
  nextCursor: Type.Optional(Type.String()),
});
export type OccasionsWire = Static<typeof OccasionsWire>;

export const OccasionStateWire = Type.Object({ id: Type.String(), state: State });
export type OccasionStateWire = Static<typeof OccasionStateWire>;
