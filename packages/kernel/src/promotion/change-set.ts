import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** How many definitions a change set may hold. */
export const CHANGED_DEFINITIONS_MAX = 10_000;

const closed = { additionalProperties: false };
const Json = Type.Record(Type.String(), Type.Unknown());
const Keys = Type.Array(Type.String({ maxLength: 200 }), { maxItems: CHANGED_DEFINITIONS_MAX });

/** One definition in a change set. */
export const ChangedDefinition = Type.Object(
  {
    kind: Type.String({ maxLength: 63 }),
    key: Type.String({ maxLength: 63 }),
    /** What it was at the base; null: it was not there. Left out in a set without a base. */
    before: Type.Optional(Type.Union([Json, Type.Null()])),
    /** What it is to be; null: it is to go. */
    after: Type.Union([Json, Type.Null()]),
  },
  closed,
);
export type ChangedDefinition = Static<typeof ChangedDefinition>;

/**
 * What one release has over another, or all of a release, on its way to another installation: definitions and the versions of templates.
 * Addresses, secrets, people and records are no part of it; what definitions refer to outside of themselves is named in `needs`.
 */
export const ChangeSet = Type.Object(
  {
    kind: Type.Literal('change-set'),
    format: Type.Literal(1),
    from: Type.Object(
      {
        release: Type.Integer({ minimum: 1 }),
        /** The release that the changes are over; null: the set is all of the release. */
        base: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
      },
      closed,
    ),
    templates: Type.Array(Type.Object({ key: Type.String(), version: Type.String() }, closed), {
      maxItems: 1000,
    }),
    definitions: Type.Array(ChangedDefinition, { maxItems: CHANGED_DEFINITIONS_MAX }),
    needs: Type.Object({ endpoints: Keys, hooks: Keys }, closed),
    /** SHA-256 of the canonical JSON of all else. */
    checksum: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  closed,
);
export type ChangeSet = Static<typeof ChangeSet>;

/** A change set before it has its checksum. */
export type ChangeSetContent = Omit<ChangeSet, 'checksum'>;
