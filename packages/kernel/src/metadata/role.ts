import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Condition, definitionHead, Key } from './vocabulary.js';

/** A role: what its holders may do, to which records, and which fields they see. Grants of several roles add up. */

const closed = { additionalProperties: false };

/** A field of the header, a table of lines, or a column of one: `cost`, `lines`, `lines.cost`. */
const GrantPath = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}(\\.[a-z][a-z0-9_]{0,39})?$' });

/** A text of which only its ends are shown, at most four characters of each: `138••••5678`. */
const FieldMask = Type.Object(
  {
    field: GrantPath,
    first: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
    last: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
  },
  closed,
);

/**
 * Which records a grant reaches: all, those the user made, those he has or had a task on, those made in his department,
 * in it or below it, those of the organisation that he works in, or of it and the organisations below it. A record belongs to the
 * organisation that a field of it names, or else to that of whoever made it.
 */
export const GRANT_ROWS = [
  'all',
  'own',
  'assigned',
  'department',
  'departments_below',
  'organisation',
  'organisations_below',
] as const;

const FormGrant = Type.Object(
  {
    /** A form's key, or `*` for every form. */
    form: Type.Union([Key, Type.Literal('*')]),
    /** `read create update delete import export`, actions of the lifecycle, or `*`. */
    actions: Type.Array(Type.Union([Key, Type.Literal('*')]), { minItems: 1 }),
    rows: Type.Union(GRANT_ROWS.map((rows) => Type.Literal(rows))),
    /** Of these only the records in one of these states. */
    states: Type.Optional(Type.Array(Key, { minItems: 1 })),
    /** Of these only the records that meet a condition on fields of their header. */
    where: Type.Optional(Condition),
    /** Fields that do not exist for the holders. */
    hidden: Type.Optional(Type.Array(GrantPath)),
    /** Texts of which the holders see the ends. */
    masked: Type.Optional(Type.Array(FieldMask)),
    /** Fields that the holders see and cannot write. */
    readOnly: Type.Optional(Type.Array(GrantPath)),
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
export type FieldMask = Static<typeof FieldMask>;
export type SystemRight = (typeof SYSTEM_RIGHTS)[number];
