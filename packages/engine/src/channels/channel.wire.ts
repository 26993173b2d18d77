import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { LocalizedText } from '@dougong/kernel/metadata';

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Instant = Type.String();

/** What an administrator says about a channel. A secret that is left out stays as it is. */
export const PutChannel = Type.Object(
  {
    kind: Type.String({ maxLength: 40 }),
    title: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    values: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 2000 }), {
      maxProperties: 20,
    }),
    active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PutChannel = Static<typeof PutChannel>;

/** A channel and how it is doing. */
export const ChannelView = Type.Object({
  key: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  values: Type.Record(Type.String(), Type.String()),
  secrets: Type.Array(Type.String(), { description: 'Which secrets are there; they are never shown' }),
  active: Type.Boolean(),
  failures: Type.Integer({ description: 'Failures in a row' }),
  pausedUntil: orNull(Instant),
  lastError: orNull(Type.String()),
  failedAt: orNull(Instant),
  deliveredAt: orNull(Instant),
  waiting: Type.Integer({ description: 'Messages that wait, those for a digest included' }),
  failed: Type.Integer({ description: 'Messages that were given up' }),
});
export type ChannelView = Static<typeof ChannelView>;

export const ChannelKindView = Type.Object({
  kind: Type.String(),
  title: LocalizedText,
  reach: Type.Union([Type.Literal('person'), Type.Literal('group')]),
  bytesMax: Type.Integer(),
  perMinute: orNull(Type.Integer()),
  fields: Type.Array(
    Type.Object({
      key: Type.String(),
      title: LocalizedText,
      secret: Type.Optional(Type.Boolean()),
      optional: Type.Optional(Type.Boolean()),
      pattern: Type.Optional(Type.String()),
      example: Type.Optional(Type.String()),
      choices: Type.Optional(Type.Array(Type.Object({ value: Type.String(), title: LocalizedText }))),
      otherwise: Type.Optional(Type.String()),
    }),
  ),
});

/** How a test went. */
export const TestResult = Type.Object({
  outcome: Type.Union([Type.Literal('delivered'), Type.Literal('again'), Type.Literal('failed')]),
  reason: orNull(Type.String()),
  status: orNull(Type.Integer()),
  answer: orNull(Type.String()),
});
export type TestResult = Static<typeof TestResult>;
