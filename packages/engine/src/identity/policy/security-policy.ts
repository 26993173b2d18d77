import { KEY_PATTERN } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const closed = { additionalProperties: false };

const PASSWORD_LENGTH_LEAST = 8;
const PASSWORD_LENGTH_MOST = 64;
const HISTORY_MAX = 24;
export const DAYS_MAX = 3650;
const TRIES_LEAST = 3;
const TRIES_MAX = 20;
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
    failedTries: Type.Integer({
      minimum: TRIES_LEAST,
      maximum: TRIES_MAX,
      description: 'wrong tries of a login at one address until the next one has to wait',
    }),
    idleMinutes: Type.Integer({
      minimum: IDLE_MINUTES_LEAST,
      maximum: IDLE_MINUTES_MAX,
      description: 'minutes until a session that nobody uses is over',
    }),
    sessionHours: Type.Integer({
      minimum: 1,
      maximum: SESSION_HOURS_MAX,
      description: 'hours that a session lasts at most',
    }),
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
  failedTries: 5,
  idleMinutes: 480,
  sessionHours: 12,
  groupRoles: {},
};

/** What a policy would mean for those who are here. */
export const PolicyEffects = Type.Object({
  people: Type.Integer({ description: 'people with an account that is in use' }),
  withoutFactor: Type.Integer({
    description: 'those who have to set up a second factor at their next sign-in',
  }),
  passwordsOver: Type.Integer({
    description: 'those who have to change their password at their next sign-in',
  }),
  sessions: Type.Integer({ description: 'sessions that are open and keep the times they began with' }),
});
export type PolicyEffects = Static<typeof PolicyEffects>;

/** Whether somebody with these roles must show a second factor. */
export function needsSecondFactor({ secondFactor }: SecurityPolicy, roles: readonly string[]): boolean {
  return secondFactor.all || secondFactor.roles.some((role) => roles.includes(role));
}
