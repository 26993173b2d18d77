import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { NodeMapWire } from '../flow-bodies.wire.js';
import { Comment } from '../../tasks/task-bodies.wire.js';

/** Moving many running instances to another version of their flow, for OpenAPI. */

export const INSTANCES_MAX = 1000;

const Id = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const Instant = Type.String({ format: 'date-time' });

export const MigrationBody = Type.Object(
  {
    to: Type.Optional(Type.Integer({ minimum: 1, description: 'release; the one in force when left out' })),
    from: Type.Optional(Type.Integer({ minimum: 1, description: 'only instances that follow this release' })),
    instances: Type.Optional(
      Type.Array(Id, { minItems: 1, maxItems: INSTANCES_MAX, uniqueItems: true, description: 'only these' }),
    ),
    map: Type.Optional(NodeMapWire),
    comment: Type.Optional(Comment),
    dryRun: Type.Optional(
      Type.Boolean({ description: 'only tells what would become of each; writes nothing' }),
    ),
  },
  { additionalProperties: false },
);
export type MigrationBody = Static<typeof MigrationBody>;

const Refused = Type.Object({
  instance: Type.String(),
  code: Type.String(),
  detail: Type.String({ description: 'one sentence in the language of the caller' }),
  issues: Type.Array(
    Type.Object({ code: Type.String(), params: Type.Record(Type.String(), Type.Unknown()) }),
  ),
});
export type RefusedWire = Static<typeof Refused>;

export const MigrationWire = Type.Object({
  id: Type.Union([Type.String(), Type.Null()], { description: 'null for a dry run' }),
  flow: Type.String(),
  to: Type.Integer(),
  total: Type.Integer(),
  moved: Type.Integer(),
  refused: Type.Integer(),
  ended: Type.Integer({ description: 'instances that came to their end before their turn' }),
  waiting: Type.Integer(),
  left: Type.Integer({
    description: `running instances beyond the first ${INSTANCES_MAX}: call again for them`,
  }),
  startedAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
  refusals: Type.Array(Refused, {
    description: 'instances that stay with their version, and why; at most 100',
  }),
});
export type MigrationWire = Static<typeof MigrationWire>;

export const MigrationsWire = Type.Object({ data: Type.Array(MigrationWire) });
export type MigrationsWire = Static<typeof MigrationsWire>;
