import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Requests and answers about webhook addresses, as OpenAPI publishes them. */

/** 24 to 64 bytes, as Standard Webhooks asks. */
const SECRET = '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$';

export const NewHookSecret = Type.Object(
  {
    secret: Type.Optional(
      Type.String({
        pattern: SECRET,
        description: 'the one that the sender has made; without it a new one is made',
      }),
    ),
  },
  { additionalProperties: false },
);
export type NewHookSecret = Static<typeof NewHookSecret>;

const Secret = {
  id: Type.String(),
  createdAt: Type.String(),
  createdBy: Type.Union([Type.String(), Type.Null()]),
};

export const HookSecretWire = Type.Object({
  ...Secret,
  secret: Type.String({ description: 'told once and never again' }),
});
export type HookSecretWire = Static<typeof HookSecretWire>;

export const HooksWire = Type.Object({
  data: Type.Array(
    Type.Object({
      key: Type.String(),
      rules: Type.Array(
        Type.Object({ key: Type.String(), title: Type.Record(Type.String(), Type.String()) }),
        { description: 'none where the last release has no rule for it any more' },
      ),
      hasToken: Type.Boolean(),
      secrets: Type.Array(Type.Object(Secret), { description: 'with one of them, calls must be signed' }),
    }),
  ),
});
export type HooksWire = Static<typeof HooksWire>;

export const HookAnswerWire = Type.Object({
  accepted: Type.Integer({ description: 'how many rules are called' }),
});
export type HookAnswerWire = Static<typeof HookAnswerWire>;
