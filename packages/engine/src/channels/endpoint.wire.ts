import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** What an administrator says about an outside system that rules call. */
export const PutEndpoint = Type.Object(
  {
    url: Type.String({
      pattern: '^https?://[^\\s/?#@]+([/?#]\\S*)?$',
      maxLength: 2000,
      description: 'without a user or password: calls are signed, and the address is shown',
    }),
    /** Types of events that it wants as well; none unless said so. */
    events: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 })),
    active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PutEndpoint = Static<typeof PutEndpoint>;

export interface Endpoint {
  readonly key: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly active: boolean;
  readonly disabledReason: string | null;
  /** Told once, when the endpoint is new. */
  readonly secret?: string;
}
