import { KEY_PATTERN, SYSTEM_RIGHTS } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { KeyScope } from '../subject.js';

const closed = { additionalProperties: false };
const NAME_LENGTH_MAX = 100;
const LIST_MAX = 100;
const OVERLAP_HOURS_MAX = 720;

const Name = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
const Key = Type.String({ pattern: KEY_PATTERN });
const KeyOrAll = Type.Union([Key, Type.Literal('*')]);
const Instant = Type.String({ description: 'as 2026-11-20T08:00:00Z' });
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Login = Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9._@-]{1,99}$' });
const Roles = Type.Array(Key, { maxItems: LIST_MAX, uniqueItems: true });

const Scope = Type.Object(
  {
    readOnly: Type.Optional(Type.Boolean()),
    forms: Type.Optional(
      Type.Array(
        Type.Object(
          { form: KeyOrAll, actions: Type.Array(KeyOrAll, { minItems: 1, maxItems: LIST_MAX }) },
          closed,
        ),
        { maxItems: LIST_MAX },
      ),
    ),
    registers: Type.Optional(Type.Array(KeyOrAll, { maxItems: LIST_MAX })),
    rights: Type.Optional(Type.Array(Type.Union(SYSTEM_RIGHTS.map((right) => Type.Literal(right))))),
    scim: Type.Optional(Type.Boolean({ description: 'opens the directory of people to a provider outside' })),
  },
  closed,
);

export const NewServiceAccount = Type.Object({ login: Login, name: Name, roles: Roles }, closed);
export type NewServiceAccount = Static<typeof NewServiceAccount>;

export const ServiceAccountChange = Type.Object(
  { name: Type.Optional(Name), roles: Type.Optional(Roles), active: Type.Optional(Type.Boolean()) },
  closed,
);
export type ServiceAccountChange = Static<typeof ServiceAccountChange>;

export const NewKey = Type.Object(
  {
    name: Name,
    scope: Type.Optional(
      Type.Union([Scope, Type.Null()], {
        description: 'what it may do of what its account may; null: all of it',
      }),
    ),
    addresses: Type.Optional(
      Type.Array(Type.String({ maxLength: 50 }), {
        maxItems: LIST_MAX,
        description: 'addresses and networks that it may come from; none: anywhere',
      }),
    ),
    expiresAt: Type.Optional(Type.Union([Instant, Type.Null()])),
  },
  closed,
);
export type NewKey = Static<typeof NewKey>;

export const KeyRotation = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: OVERLAP_HOURS_MAX,
        description: 'how long the old key is good beside the new one; 24 when left out',
      }),
    ),
  },
  closed,
);
export type KeyRotation = Static<typeof KeyRotation>;

export interface KeyView {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly account: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly kind: string;
  };
  readonly scope: KeyScope | null;
  readonly addresses: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly replacedBy: string | null;
}

export const KeyWire = Type.Object({
  id: Type.String(),
  prefix: Type.String({ description: 'its first characters, to tell keys apart' }),
  name: Type.String(),
  account: Type.Object({ id: Type.String(), login: Type.String(), name: Type.String(), kind: Type.String() }),
  scope: Type.Union([Scope, Type.Null()]),
  addresses: Type.Array(Type.String()),
  createdAt: Type.String(),
  createdBy: TextOrNull,
  expiresAt: TextOrNull,
  lastUsedAt: TextOrNull,
  revokedAt: TextOrNull,
  replacedBy: TextOrNull,
});

export const FreshKeyWire = Type.Object({
  key: Type.String({ description: 'shown here once and never again' }),
  view: KeyWire,
});

export interface FreshKey {
  readonly key: string;
  readonly view: KeyView;
}

export interface ServiceAccountView {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly active: boolean;
  readonly roles: readonly string[];
  /** Keys that are good now. */
  readonly keys: number;
}

export const ServiceAccountWire = Type.Object({
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  active: Type.Boolean(),
  roles: Type.Array(Type.String()),
  keys: Type.Integer({ description: 'keys that are good now' }),
});
