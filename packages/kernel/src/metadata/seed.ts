import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Key, LocalizedText } from './vocabulary.js';

/**
 * Data that a template brings: people with their organisation, and records. Records go through the same commands as anybody's, in order.
 * A text value `@form/ref` names a record loaded earlier, `@user/login` a user.
 */

const closed = { additionalProperties: false };

export const Login = Type.String({ pattern: '^[a-z][a-z0-9_.-]{1,39}$' });

const SeedUser = Type.Object(
  {
    login: Login,
    name: Type.String({ minLength: 1, maxLength: 60 }),
    /** What stands beside the name; the title of the first post when left out. */
    post: Type.Optional(LocalizedText),
    /** Keys of the posts held, the main one first. */
    posts: Type.Optional(Type.Array(Key, { uniqueItems: true })),
    department: Type.Optional(Key),
    roles: Type.Array(Key),
  },
  closed,
);

const SeedDepartment = Type.Object(
  {
    key: Key,
    title: LocalizedText,
    parent: Type.Optional(Key),
    leader: Type.Optional(Login),
    /** With books of its own; without it those of the organisation above. */
    organisation: Type.Optional(
      Type.Union([Type.Literal('company'), Type.Literal('branch'), Type.Literal('store')]),
    ),
  },
  closed,
);

const SeedPost = Type.Object({ key: Key, title: LocalizedText }, closed);

/** An RFC 3339 instant. */
export const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?(Z|[+-]\\d{2}:\\d{2})$',
});

const SeedDeputy = Type.Object(
  {
    user: Login,
    deputy: Login,
    from: Instant,
    /** The first moment after it; without one until somebody ends it. */
    to: Type.Optional(Instant),
    /** A flow's key; every flow when left out. */
    flow: Type.Optional(Key),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  },
  closed,
);

const SeedRecord = Type.Object(
  {
    form: Key,
    /** Name of this record among the seeds; loading a seed twice changes nothing. */
    ref: Type.String({ minLength: 1, maxLength: 60 }),
    /** Login of the user in whose name it is made; the administrator when left out. */
    by: Type.Optional(Type.String()),
    values: Type.Record(Key, Type.Unknown()),
    /** Lifecycle actions taken after it is made. */
    actions: Type.Optional(Type.Array(Key)),
  },
  closed,
);

export const SeedFile = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    kind: Type.Literal('seed'),
    format: Type.Literal(1),
    departments: Type.Optional(Type.Array(SeedDepartment)),
    posts: Type.Optional(Type.Array(SeedPost)),
    users: Type.Optional(Type.Array(SeedUser)),
    deputies: Type.Optional(Type.Array(SeedDeputy)),
    records: Type.Optional(Type.Array(SeedRecord)),
  },
  { $id: 'seed', additionalProperties: false },
);

export type SeedFile = Static<typeof SeedFile>;
export type SeedUser = Static<typeof SeedUser>;
export type SeedDepartment = Static<typeof SeedDepartment>;
export type SeedPost = Static<typeof SeedPost>;
export type SeedDeputy = Static<typeof SeedDeputy>;
export type SeedRecord = Static<typeof SeedRecord>;
