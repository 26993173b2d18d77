import type { PolicyChange, SecurityPolicy } from './security-wire.js';

/** The numbers of a policy, each with what it may be. The engine has the last word; here it is said at the field at once. */
export const NUMBERS = {
  passwordLength: { least: 8, most: 64 },
  passwordHistory: { least: 0, most: 24 },
  passwordDays: { least: 1, most: 3650 },
  failedTries: { least: 3, most: 20 },
  idleMinutes: { least: 5, most: 43_200 },
  sessionHours: { least: 1, most: 720 },
} as const;
export type NumberName = keyof typeof NUMBERS;
export const NUMBER_NAMES = Object.keys(NUMBERS) as readonly NumberName[];

export const FACTOR_REACHES = ['nobody', 'roles', 'all'] as const;
export type FactorReach = (typeof FACTOR_REACHES)[number];

export interface GroupRow {
  readonly name: string;
  readonly roles: readonly string[];
}

/** A policy while it is being written: numbers as they are typed. */
export interface PolicyDraft extends Readonly<Record<NumberName, string>> {
  readonly doPasswordsEnd: boolean;
  readonly reach: FactorReach;
  readonly factorRoles: readonly string[];
  readonly groups: readonly GroupRow[];
}

const DAYS_SUGGESTED = '180';

export function draftOf(policy: SecurityPolicy): PolicyDraft {
  const { secondFactor, passwordDays, groupRoles } = policy;
  return {
    passwordLength: `${policy.passwordLength}`,
    passwordHistory: `${policy.passwordHistory}`,
    passwordDays: passwordDays === null ? DAYS_SUGGESTED : `${passwordDays}`,
    failedTries: `${policy.failedTries}`,
    idleMinutes: `${policy.idleMinutes}`,
    sessionHours: `${policy.sessionHours}`,
    doPasswordsEnd: passwordDays !== null,
    reach: secondFactor.all ? 'all' : secondFactor.roles.length > 0 ? 'roles' : 'nobody',
    factorRoles: secondFactor.roles,
    groups: Object.entries(groupRoles).map(([name, roles]) => ({ name, roles })),
  };
}

/** A whole number as people type it; nothing where it is none. */
function wholeOf(typed: string): number | undefined {
  return /^\d{1,9}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : undefined;
}

export interface PolicyFaults {
  readonly numbers: ReadonlySet<NumberName>;
  readonly areRolesMissing: boolean;
  /** Groups without a name, or called like one above. */
  readonly groups: ReadonlySet<number>;
}

/** What of a draft cannot be kept. */
export function faultsOf(draft: PolicyDraft): PolicyFaults {
  const asked = NUMBER_NAMES.filter((name) => name !== 'passwordDays' || draft.doPasswordsEnd);
  const wrong = asked.filter((name) => {
    const value = wholeOf(draft[name]);
    return value === undefined || value < NUMBERS[name].least || value > NUMBERS[name].most;
  });
  const names = draft.groups.map(({ name }) => name.trim());
  return {
    numbers: new Set(wrong),
    areRolesMissing: draft.reach === 'roles' && draft.factorRoles.length === 0,
    groups: new Set(names.flatMap((name, at) => (name === '' || names.indexOf(name) < at ? [at] : []))),
  };
}

export function isFaulty({ numbers, areRolesMissing, groups }: PolicyFaults): boolean {
  return numbers.size > 0 || areRolesMissing || groups.size > 0;
}

/** The policy that a draft without faults means. */
export function policyOf(draft: PolicyDraft): SecurityPolicy {
  const number = (name: NumberName) => wholeOf(draft[name]) ?? NUMBERS[name].least;
  return {
    passwordLength: number('passwordLength'),
    passwordHistory: number('passwordHistory'),
    passwordDays: draft.doPasswordsEnd ? number('passwordDays') : null,
    secondFactor: { all: draft.reach === 'all', roles: draft.reach === 'roles' ? draft.factorRoles : [] },
    failedTries: number('failedTries'),
    idleMinutes: number('idleMinutes'),
    sessionHours: number('sessionHours'),
    groupRoles: Object.fromEntries(draft.groups.map(({ name, roles }) => [name.trim(), roles])),
  };
}

/** What differs between the policy that was read and the one that is wanted. */
export function changeOf(before: SecurityPolicy, after: SecurityPolicy): PolicyChange {
  const names = Object.keys(after) as (keyof SecurityPolicy)[];
  return Object.fromEntries(
    names.filter((name) => !isSame(before[name], after[name])).map((name) => [name, after[name]]),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
