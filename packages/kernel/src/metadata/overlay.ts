import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ElementId, Key } from './vocabulary.js';

/** What an extension template changes in a definition of a template that it stands on: `overlays/<kind>.<key>.overlay.json`. */

const closed = { additionalProperties: false };

const path = Type.String({ pattern: '^(/[^/]*)*$', maxLength: 1000 });
const place = Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]);

const Operation = Type.Union([
  Type.Object({ op: Type.Literal('set'), path, value: Type.Unknown(), was: Type.Unknown() }, closed),
  Type.Object({ op: Type.Literal('add'), path, value: Type.Unknown(), after: Type.Optional(place) }, closed),
  Type.Object({ op: Type.Literal('remove'), path, was: Type.Unknown(), after: Type.Optional(place) }, closed),
  Type.Object({ op: Type.Literal('move'), path, after: place, was: place }, closed),
]);

export const OverlayFile = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    kind: Type.Literal('overlay'),
    format: Type.Literal(1),
    /** The definition that it changes. */
    target: Type.Object({ kind: ElementId, key: Key }, closed),
    operations: Type.Array(Operation, { minItems: 1, maxItems: 2000 }),
  },
  { $id: 'overlay', additionalProperties: false },
);

export type OverlayFile = Static<typeof OverlayFile>;
