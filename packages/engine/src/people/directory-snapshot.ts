import type { PeopleFacts } from '@dougong/kernel/flows';
import { deputiesOf } from './deputy-rules.js';
import type { DeputyRow } from './deputy-rules.js';

/** People as decisions ask for them, with the version they were read at. */
export interface DirectorySnapshot extends PeopleFacts {
  readonly version: string;
  /** Name of every user, also of those who have left. */
  nameOf(user: string): string | undefined;
}

type UserRow = readonly [
  id: string,
  name: string,
  active: boolean,
  department: string | null,
  successor?: string | null,
];
type DepartmentRow = readonly [
  key: string,
  parent: string | null,
  leader: string | null,
  active: boolean,
  isOrganisation?: boolean,
];

/** What the directory's statement brings; departments and posts go by their keys. */
export interface DirectoryRow {
  readonly version: string;
  readonly users: readonly UserRow[];
  readonly roles: readonly (readonly [role: string, user: string])[];
  readonly posts: readonly (readonly [post: string, user: string])[];
  readonly departments: readonly DepartmentRow[];
  readonly deputies: readonly DeputyRow[];
  /** Organisations that people work in besides their own. */
  readonly organisations?: readonly (readonly [organisation: string, user: string])[];
}

/** A department that is closed leads nobody, but what stands above it is still found through it. */
export function snapshotOf(row: DirectoryRow): DirectorySnapshot {
  const people = new Map(
    row.users.map(([id, name, active, department, successor = null]) => [
      id,
      { name, active, department, successor },
    ]),
  );
  const departments = new Map(
    row.departments.map(([key, parent, leader, active, isOrganisation = false]) => [
      key,
      { parent, active, isOrganisation, leader: active ? leader : null },
    ]),
  );
  const roles = grouped(row.roles);
  const posts = grouped(row.posts);
  const beside = grouped((row.organisations ?? []).map(([organisation, user]) => [user, organisation]));
  const isActive = (user: string) => people.get(user)?.active ?? false;
  return {
    version: row.version,
    usersOfRole: (role) => roles.get(role) ?? [],
    usersOfPost: (post) => posts.get(post) ?? [],
    isActive,
    departmentOf: (user) => people.get(user)?.department ?? undefined,
    leaderOf: (department) => departments.get(department)?.leader ?? undefined,
    parentOf: (department) => departments.get(department)?.parent ?? undefined,
    isOpenDepartment: (department) => departments.get(department)?.active ?? false,
    isOrganisation: (department) => departments.get(department)?.isOrganisation ?? false,
    organisationsBeside: (user) => beside.get(user) ?? [],
    successorOf: (user) => people.get(user)?.successor ?? undefined,
    deputyOf: deputiesOf(row.deputies, isActive),
    nameOf: (user) => people.get(user)?.name,
  };
}

function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, user] of pairs) {
    const group = groups.get(name);
    if (group) group.push(user);
    else groups.set(name, [user]);
  }
  return groups;
}
