import { KEY_PATTERN } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const closed = { additionalProperties: false };

const PASSWORD_LENGTH_LEAST = 8;
const PASSWORD_LENGTH_MOST = 64;
const HISTORY_MAX = 24;
const DAYS_MAX = 3650;
const IDLE_MINUTES_LEAST = 5;
const IDLE_MINUTES_MAX = 43_200;
const SESSION_HOURS_MAX = 720;
const ROLES_MAX = 100;
const GROUPS_MAX = 500;
const GROUP_NAME_MAX = 200;

const Roles = Type.Array(Type.String({ pattern: KEY_PATTERN }), { maxItems: ROLES_MAX, uniqueItems: true });

/** What the installation asks of those who sign in. */
export const SecurityPolicy = Type.Object(
  {
    passwordLength: Type.Integer({
      minimum: PASSWORD_LENGTH_LEAST,
      maximum: PASSWORD_LENGTH_MOST,
      description: 'characters that a password has at least',
    }),
    passwordHistory: Type.Integer({
      minimum: 0,
      maximum: HISTORY_MAX,
      description: 'how many earlier passwords may not be used again',
    }),
    passwordDays: Type.Union([Type.Integer({ minimum: 1, maximum: DAYS_MAX }), Type.Null()], {
      description: 'days until a password must be changed; null: never',
    }),
    secondFactor: Type.Object({ all: Type.Boolean(), roles: Roles }, closed),
    idleMinutes: Type.Integer({ minimum: IDLE_MINUTES_LEAST, maximum: IDLE_MINUTES_MAX }),
    sessionHours: Type.Integer({ minimum: 1, maximum: SESSION_HOURS_MAX }),
    groupRoles: Type.Record(Type.String({ maxLength: GROUP_NAME_MAX }), Roles, {
      maxProperties: GROUPS_MAX,
      description: 'roles that members of a group of an outside directory hold, by the name of the group',
    }),
  },
  closed,
);
export type SecurityPolicy = Static<typeof SecurityPolicy>;

export const SecurityPolicyChange = Type.Partial(SecurityPolicy, closed);
export type SecurityPolicyChange = Static<typeof SecurityPolicyChange>;

/** What holds where nobody has said anything. */
export const DEFAULT_POLICY: SecurityPolicy = {
  passwordLength: 10,
  passwordHistory: 5,
  passwordDays: null,
  secondFactor: { all: false, roles: [] },
  idleMinutes: 480,
  sessionHours: 12,
  groupRoles: {},
};

/** Whether somebody with these roles must show a second factor. */
export function needsSecondFactor({ secondFactor }: SecurityPolicy, roles: readonly string[]): boolean {
  return secondFactor.all || secondFactor.roles.some((role) => roles.includes(role));
}
