import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Instant = Type.String();
const State = Type.Union([Type.Literal('waiting'), Type.Literal('delivered'), Type.Literal('failed')]);

export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;

/** A message that went outside, or is about to. */
export const DeliveryView = Type.Object({
  id: Type.String(),
  topic: Type.Union([Type.Literal('delivery'), Type.Literal('webhook')]),
  /** Key of the channel or of the endpoint; its id where it has no key. */
  place: Type.String(),
  key: Type.String({ description: 'What receivers know a repetition by' }),
  /** What it says: its title, or the type of the event. */
  about: Type.Union([LocalizedText, Type.String(), Type.Null()]),
  user: orNull(Type.String()),
  state: State,
  attempts: Type.Integer(),
  nextAt: orNull(Instant),
  createdAt: Instant,
  deliveredAt: orNull(Instant),
  lastError: orNull(Type.String()),
});
export type DeliveryView = Static<typeof DeliveryView>;

export const AttemptView = Type.Object({
  attempt: Type.Integer(),
  at: Instant,
  outcome: Type.String(),
  reason: orNull(Type.String()),
  status: orNull(Type.Integer()),
  answer: orNull(Type.String()),
  tookMs: Type.Integer(),
});
export type AttemptView = Static<typeof AttemptView>;

/** Which messages go out again: those named, or those of a place and a stretch of time. */
export const Resend = Type.Object(
  {
    ids: Type.Optional(
      Type.Array(Type.String({ pattern: '^[0-9a-fA-F-]{36}$' }), { minItems: 1, maxItems: 500 }),
    ),
    place: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}' })),
    to: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}' })),
    state: Type.Optional(State),
  },
  { additionalProperties: false },
);
export type Resend = Static<typeof Resend>;
