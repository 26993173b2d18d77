import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, Key } from './vocabulary.js';

/** A role: what its holders may do, to which records, and which fields they see. Grants of several roles add up. */

const closed = { additionalProperties: false };

const FormGrant = Type.Object(
  {
    /** A form's key, or `*` for every form. */
    form: Type.Union([Key, Type.Literal('*')]),
    /** `read create update delete`, actions of the lifecycle, or `*`. */
    actions: Type.Array(Type.Union([Key, Type.Literal('*')]), { minItems: 1 }),
    /** `all` records, those the user made (`own`), or those he has or had a task on (`assigned`). */
    rows: Type.Union([Type.Literal('all'), Type.Literal('own'), Type.Literal('assigned')]),
    hidden: Type.Optional(Type.Array(Key)),
  },
  closed,
);

/** What a role may do beyond forms and registers. The last three are about the books of a month that is over. */
export const SYSTEM_RIGHTS = [
  'design',
  'administer',
  'audit',
  'vouchers',
  'costing',
  'reconcile',
  'close_periods',
  'reopen_periods',
  'post_in_soft_closed',
] as const;

export const RoleDefinition = Type.Object(
  {
    ...definitionHead('role'),
    forms: Type.Array(FormGrant),
    /** Registers whose balances and movements the role reads; `*` for all. */
    registers: Type.Optional(Type.Array(Type.Union([Key, Type.Literal('*')]))),
    system: Type.Optional(Type.Array(Type.Union(SYSTEM_RIGHTS.map((right) => Type.Literal(right))))),
  },
  { $id: 'role', additionalProperties: false },
);

export type RoleDefinition = Static<typeof RoleDefinition>;
export type FormGrant = Static<typeof FormGrant>;
export type SystemRight = (typeof SYSTEM_RIGHTS)[number];
