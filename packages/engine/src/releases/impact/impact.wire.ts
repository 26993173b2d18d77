import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** What a publish of all drafts would mean, for OpenAPI. */

const Count = Type.Integer({ minimum: 0 });

const StoppedNode = Type.Object({
  id: Type.String(),
  title: LocalizedText,
  running: Type.Integer({ description: 'instances with open work there' }),
});

export const FlowImpactWire = Type.Object({
  key: Type.String(),
  title: LocalizedText,
  change: Type.Union([Type.Literal('changed'), Type.Literal('removed')]),
  running: Type.Integer({ description: 'instances that stay on the version they were started with' }),
  releases: Type.Array(Type.Object({ number: Type.Integer(), running: Type.Integer() })),
  migratable: Type.Integer({
    description: 'of them, those whose open work stands at nodes that the new version has too',
  }),
  nodesGone: Type.Array(StoppedNode, {
    description: 'nodes with open work that the new version lacks: a migration needs a mapping for them',
  }),
});
export type FlowImpactWire = Static<typeof FlowImpactWire>;

const FieldImpact = Type.Object({
  path: Type.String({ description: 'amount, lines.qty' }),
  title: LocalizedText,
  change: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('retyped')]),
  values: Type.Optional(Type.Integer({ description: 'rows that hold one; kept in their column' })),
  converts: Type.Optional(Type.Integer({ description: 'values that the new type can take' })),
  fails: Type.Optional(Type.Integer({ description: 'values that it cannot; a publish refuses them' })),
});

export const FormImpactWire = Type.Object({
  key: Type.String(),
  title: LocalizedText,
  change: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]),
  rows: Type.Integer({ description: 'records there are' }),
  estimated: Type.Boolean({ description: 'large tables are estimated' }),
  fields: Type.Array(FieldImpact),
});
export type FormImpactWire = Static<typeof FormImpactWire>;

export const RoleImpactWire = Type.Object({
  key: Type.String(),
  title: LocalizedText,
  change: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]),
  widened: Count,
  narrowed: Count,
  users: Type.Integer({ description: 'active people who hold it' }),
});
export type RoleImpactWire = Static<typeof RoleImpactWire>;

export const ApiImpactWire = Type.Object({
  key: Type.String({ description: 'name of the API key' }),
  user: Type.String(),
  lastUsedAt: Type.String({ format: 'date-time' }),
  forms: Type.Array(Type.String(), { description: 'forms that it may read and that lose or retype fields' }),
});
export type ApiImpactWire = Static<typeof ApiImpactWire>;

export const ReleaseImpactWire = Type.Object({
  revision: Type.Integer({ description: 'of the drafts that were looked at' }),
  flows: Type.Array(FlowImpactWire),
  forms: Type.Array(FormImpactWire),
  roles: Type.Array(RoleImpactWire),
  users: Type.Integer({ description: 'active people whose rights change' }),
  consumers: Type.Array(ApiImpactWire, {
    description: 'API keys used in the last 30 days whose forms lose or retype fields',
  }),
});
export type ReleaseImpactWire = Static<typeof ReleaseImpactWire>;
