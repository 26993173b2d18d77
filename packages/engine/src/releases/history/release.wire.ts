import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Releases as history shows them, for OpenAPI. */

export const RELEASE_NAME_LENGTH_MAX = 80;

const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

const Changed = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  change: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]),
});

export const ReleaseWire = Type.Object({
  number: Type.Integer(),
  name: orNull(Type.String()),
  at: Type.String({ format: 'date-time' }),
  by: orNull(Type.String({ description: 'name of who published it; null for an installation' })),
  comment: orNull(Type.String()),
  templates: Type.Array(Type.Object({ key: Type.String(), version: Type.String() })),
  changeCount: Type.Integer({ description: 'definitions that it changed' }),
  changes: Type.Array(Changed, { description: 'the first of them' }),
  inForce: Type.Boolean(),
  scenarios: orNull(
    Type.Union([Type.Literal('passed'), Type.Literal('skipped')], {
      description:
        'passed: they were played before; skipped: somebody left them out; null: there were none, or nobody asked for them',
    }),
  ),
});
export type ReleaseWire = Static<typeof ReleaseWire>;

export const ReleasesWire = Type.Object({
  data: Type.Array(ReleaseWire),
  nextCursor: Type.Optional(Type.String()),
});
export type ReleasesWire = Static<typeof ReleasesWire>;

export const ReleaseDetailWire = Type.Intersect([
  ReleaseWire,
  Type.Object({
    running: Type.Integer({ description: 'instances under way that follow this release' }),
    definitionCounts: Type.Record(Type.String(), Type.Integer(), { description: 'by kind' }),
  }),
]);
export type ReleaseDetailWire = Static<typeof ReleaseDetailWire>;

export const ReleaseDefinitionsWire = Type.Object({
  data: Type.Array(Type.Object({ kind: Type.String(), key: Type.String(), title: LocalizedText })),
});
export type ReleaseDefinitionsWire = Static<typeof ReleaseDefinitionsWire>;

export const PublishedWire = Type.Object({ release: Type.Object({ number: Type.Integer() }) });

export const ReleaseNameBody = Type.Object(
  { name: orNull(Type.String({ minLength: 1, maxLength: RELEASE_NAME_LENGTH_MAX })) },
  { additionalProperties: false },
);
export type ReleaseNameBody = Static<typeof ReleaseNameBody>;

export const RestoreBody = Type.Object(
  {
    replace: Type.Optional(
      Type.Boolean({ description: 'also where drafts would be thrown away by it; their history stays' }),
    ),
  },
  { additionalProperties: false },
);
export type RestoreBody = Static<typeof RestoreBody>;
