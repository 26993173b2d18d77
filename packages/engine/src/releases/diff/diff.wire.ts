import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** What differs between two sets of definitions, for OpenAPI. */

const Count = Type.Integer({ minimum: 0 });

const Weight = Type.Union(
  [Type.Literal('breaking'), Type.Literal('careful'), Type.Literal('plain'), Type.Literal('layout')],
  {
    description:
      'breaking: takes away or retypes what calls, data or books rely on; careful: alters who may do what, what is booked or what must be filled in; layout: only looks',
  },
);

export const ChangeWire = Type.Object({
  what: Type.String({ description: 'for programs: field_added, node_removed, permission_widened' }),
  kind: Type.Union([
    Type.Literal('added'),
    Type.Literal('removed'),
    Type.Literal('changed'),
    Type.Literal('moved'),
  ]),
  weight: Weight,
  path: Type.String({ description: 'JSON pointer with ids instead of positions' }),
  element: Type.Optional(Type.String({ description: 'field, node, state, ...' })),
  id: Type.Optional(Type.String()),
  property: Type.Optional(Type.String()),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
  sentence: Type.String({ description: 'in the language of the caller' }),
  lead: Type.Optional(Type.String({ description: 'place and property, where it is about one' })),
  beforeText: Type.Optional(Type.String()),
  afterText: Type.Optional(Type.String()),
});
export type ChangeWire = Static<typeof ChangeWire>;

export const DefinitionDiffWire = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  title: LocalizedText,
  change: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]),
  weight: Weight,
  changes: Type.Array(ChangeWire),
});
export type DefinitionDiffWire = Static<typeof DefinitionDiffWire>;

const Side = Type.Object({
  name: Type.Union([Type.Integer(), Type.Literal('current'), Type.Literal('drafts')]),
  release: Type.Integer({ description: 'the release that it is, or that the drafts are over' }),
});

export const DiffWire = Type.Object({
  from: Side,
  to: Side,
  counts: Type.Object({
    definitions: Count,
    changes: Count,
    added: Count,
    changed: Count,
    removed: Count,
    moved: Count,
  }),
  definitions: Type.Array(DefinitionDiffWire),
});
export type DiffWire = Static<typeof DiffWire>;
