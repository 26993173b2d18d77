import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Key, LocalizedText } from './vocabulary.js';

/**
 * Data that a template brings: people and records. Records go through the same commands as anybody's, in order.
 * A text value `@form/ref` names a record loaded earlier, `@user/login` a user.
 */

const closed = { additionalProperties: false };

const SeedUser = Type.Object(
  {
    login: Type.String({ pattern: '^[a-z][a-z0-9_.-]{1,39}$' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    post: Type.Optional(LocalizedText),
    roles: Type.Array(Key),
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
    users: Type.Optional(Type.Array(SeedUser)),
    records: Type.Optional(Type.Array(SeedRecord)),
  },
  { $id: 'seed', additionalProperties: false },
);

export type SeedFile = Static<typeof SeedFile>;
export type SeedUser = Static<typeof SeedUser>;
export type SeedRecord = Static<typeof SeedRecord>;
