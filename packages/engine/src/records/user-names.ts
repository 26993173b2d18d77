import type { DirectorySnapshot } from '../people/directory.js';

export type UserNames = Readonly<Record<string, string>>;

/** Names of the users among these ids; others are left out. */
export function userNames(people: DirectorySnapshot, ids: Iterable<unknown>): UserNames {
  const names: Record<string, string> = {};
  for (const id of ids) {
    const name = typeof id === 'string' ? people.nameOf(id) : undefined;
    if (typeof id === 'string' && name !== undefined) names[id] = name;
  }
  return names;
}
