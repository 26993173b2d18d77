import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** A file that was taken, for OpenAPI. */
export const FileWire = Type.Object({
  id: Type.String({ format: 'uuid', description: 'what a record names in its field: `[{ "id": "…" }]`' }),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
});
export type FileWire = Static<typeof FileWire>;
