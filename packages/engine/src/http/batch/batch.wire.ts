import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const closed = { additionalProperties: false };
export const BATCH_ITEMS_MAX = 1000;
const PATH_LENGTH_MAX = 2000;
const HEADER_LENGTH_MAX = 200;

const BatchItemBody = Type.Object(
  {
    method: Type.Union(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((method) => Type.Literal(method))),
    path: Type.String({
      pattern: '^/api/v1/',
      maxLength: PATH_LENGTH_MAX,
      description: 'an address of this API, with its query',
    }),
    body: Type.Optional(Type.Unknown()),
    ifMatch: Type.Optional(
      Type.String({ maxLength: HEADER_LENGTH_MAX, description: 'as the header If-Match' }),
    ),
  },
  closed,
);
export type BatchItemBody = Static<typeof BatchItemBody>;

export const BatchBody = Type.Object(
  {
    atomic: Type.Optional(
      Type.Boolean({
        description:
          'all or nothing, in one transaction; only for making and changing records and for actions of their lifecycle, each record once',
      }),
    ),
    items: Type.Array(BatchItemBody, { minItems: 1, maxItems: BATCH_ITEMS_MAX }),
  },
  closed,
);
export type BatchBody = Static<typeof BatchBody>;

export const BatchWire = Type.Object({
  data: Type.Array(
    Type.Object({
      status: Type.Integer({ description: 'what the request would have been answered with by itself' }),
      etag: Type.Optional(Type.String()),
      location: Type.Optional(Type.String()),
      body: Type.Unknown({ description: 'the answer; a problem where the status says so' }),
    }),
    { description: 'one for each item, in their order' },
  ),
});
export type BatchWire = Static<typeof BatchWire>;
