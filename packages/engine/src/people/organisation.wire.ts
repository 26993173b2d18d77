import { KEY_PATTERN, LocalizedText } from '@dougong/kernel/metadata';
import type { Localized } from '@dougong/kernel/foundation';
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';

/** The organisation as it travels. Departments and posts go by their keys, people by their ids. */

const closed = { additionalProperties: false };

const POSTS_MAX = 20;
const REASON_LENGTH_MAX = 500;
const ROLES_MAX = 100;
const ORGANISATIONS_MAX = 100;
const NAME_LENGTH_MAX = 100;
const EMAIL_LENGTH_MAX = 200;

const Key = Type.String({ pattern: KEY_PATTERN });
const UserId = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?(Z|[+-]\\d{2}:\\d{2})$',
});

const nullable = <S extends ReturnType<typeof Type.String>>(schema: S) => Type.Union([schema, Type.Null()]);

/** What kind of organisation a department is, with books of its own. */
const OrganisationKind = Type.Union([Type.Literal('company'), Type.Literal('branch'), Type.Literal('store')]);
export type OrganisationKind = Static<typeof OrganisationKind>;
const KindOrNone = Type.Union([OrganisationKind, Type.Null()], {
  description: 'the books of which kind of organisation it has; null: those of the organisation above',
});

export const NewDepartment = Type.Object(
  {
    key: Key,
    title: LocalizedText,
    parent: Type.Optional(nullable(Key)),
    leader: Type.Optional(nullable(UserId)),
    organisation: Type.Optional(KindOrNone),
  },
  closed,
);
export type NewDepartment = Static<typeof NewDepartment>;

export const DepartmentChange = Type.Object(
  {
    title: Type.Optional(LocalizedText),
    parent: Type.Optional(nullable(Key)),
    leader: Type.Optional(nullable(UserId)),
    organisation: Type.Optional(KindOrNone),
    active: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type DepartmentChange = Static<typeof DepartmentChange>;

export interface DepartmentView {
  readonly key: string;
  readonly title: Localized;
  readonly parent: string | null;
  readonly leader: string | null;
  readonly organisation: OrganisationKind | null;
  readonly active: boolean;
  /** Active people in it, not counting departments below. */
  readonly members: number;
}

export const NewPost = Type.Object({ key: Key, title: LocalizedText }, closed);
export type NewPost = Static<typeof NewPost>;

export const PostChange = Type.Object({ title: LocalizedText }, closed);
export type PostChange = Static<typeof PostChange>;

export interface PostView {
  readonly key: string;
  readonly title: Localized;
  /** Active people who hold it. */
  readonly holders: readonly string[];
}

export interface RoleView {
  readonly key: string;
  readonly title: Localized;
  /** Active people who hold it. */
  readonly holders: readonly string[];
}

export const NewDeputy = Type.Object(
  {
    /** For whom; yourself when left out. Only administrators say it for others. */
    user: Type.Optional(UserId),
    deputy: UserId,
    from: Instant,
    /** The first moment after it; until it is ended when left out. */
    to: Type.Optional(nullable(Instant)),
    /** A flow's key; every flow without a rule of its own when left out. */
    flow: Type.Optional(nullable(Key)),
    reason: Type.Optional(nullable(Type.String({ maxLength: REASON_LENGTH_MAX }))),
  },
  closed,
);
export type NewDeputy = Static<typeof NewDeputy>;

export const DeputyChange = Type.Partial(Type.Omit(NewDeputy, ['user']), closed);
export type DeputyChange = Static<typeof DeputyChange>;

export interface DeputyView {
  readonly id: string;
  readonly user: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string | null;
  readonly flow: string | null;
  readonly reason: string | null;
}

const Roles = Type.Array(Key, { maxItems: ROLES_MAX, uniqueItems: true });
const PersonName = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX, pattern: '\\S' });
const Email = Type.String({ maxLength: EMAIL_LENGTH_MAX, pattern: '^[^@\\s]+@[^@\\s]+$' });

/** What a login may be: no colon, which logins of the platform itself have. */
export const LOGIN_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$';

export const NewUser = Type.Object(
  {
    login: Type.String({ pattern: LOGIN_PATTERN }),
    name: PersonName,
    email: Type.Optional(nullable(Email)),
    department: Type.Optional(nullable(Key)),
    posts: Type.Optional(Type.Array(Key, { maxItems: POSTS_MAX, uniqueItems: true })),
    roles: Type.Optional(Roles),
  },
  closed,
);
export type NewUser = Static<typeof NewUser>;

export const UserChange = Type.Object(
  {
    department: Type.Optional(nullable(Key)),
    /** Keys of the posts held, the main one first. */
    posts: Type.Optional(Type.Array(Key, { maxItems: POSTS_MAX, uniqueItems: true })),
    /** Keys of the roles given by hand; those that come from a group outside stay. */
    roles: Type.Optional(Roles),
    /** Departments whose organisations the person works in besides his own. */
    organisations: Type.Optional(Type.Array(Key, { maxItems: ORGANISATIONS_MAX, uniqueItems: true })),
    name: Type.Optional(PersonName),
    email: Type.Optional(nullable(Email)),
    active: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type UserChange = Static<typeof UserChange>;

export interface UserView {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
  readonly department: string | null;
  readonly posts: readonly string[];
  /** Keys of the roles held. */
  readonly roles: readonly string[];
  /** Departments whose organisations the person works in besides his own. */
  readonly organisations: readonly string[];
  readonly email: string | null;
  readonly active: boolean;
}

const Text = Type.Union([Type.String(), Type.Null()]);
const Names = Type.Record(Type.String(), Type.String(), { description: 'names of users by id' });

/** A list as it travels. */
export const listOf = <S extends TSchema>(schema: S) => Type.Object({ data: Type.Array(schema) });

export const DepartmentWire = Type.Object({
  key: Key,
  title: LocalizedText,
  parent: Text,
  leader: Text,
  organisation: KindOrNone,
  active: Type.Boolean(),
  members: Type.Integer({ description: 'active people in it, not counting departments below' }),
});

/** A post, or a role. */
export const HeldWire = Type.Object({
  key: Key,
  title: LocalizedText,
  holders: Type.Array(UserId, { description: 'active people who hold it' }),
});

export const DeputyWire = Type.Object({
  id: Type.String(),
  user: UserId,
  deputy: UserId,
  from: Type.String(),
  to: Text,
  flow: Text,
  reason: Text,
});

export const DeputiesWire = Type.Object({ data: Type.Array(DeputyWire), users: Names });

export const UserWire = Type.Object({
  id: UserId,
  login: Type.String(),
  name: Type.String(),
  post: Type.Union([LocalizedText, Type.Null()]),
  department: Text,
  posts: Type.Array(Key),
  roles: Type.Optional(Type.Array(Key, { description: 'keys of the roles held; for administrators' })),
  organisations: Type.Optional(
    Type.Array(Key, { description: 'keys of the organisations that he works in besides his own' }),
  ),
  email: Type.Optional(Text),
  active: Type.Boolean(),
});
