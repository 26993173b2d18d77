import { compileFormula } from '../expression/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { PeopleSource } from '../metadata/index.js';
import { leaderAt, leaderOf, leadersAbove } from './leaders.js';
import type { NodeIssue, NodeMoment, VerifyContext } from './node-type.js';
import { compilePeopleField, namesPeople } from './people-field.js';

/** Sources of people: who is meant by what a definition says. */

/** What sources are resolved with: those of a node, or of a rule's action, for which nobody picks people. */
export interface PeopleMoment extends Pick<NodeMoment, 'people' | 'starter' | 'textsAt'> {
  /** Whom others picked for the node at hand. */
  readonly chosen?: readonly string[];
}

function usersOf(source: PeopleSource, moment: PeopleMoment): readonly string[] {
  const { people, starter } = moment;
  if ('users' in source) return source.users;
  if ('role' in source) return people.usersOfRole(source.role);
  if ('post' in source) return people.usersOfPost(source.post);
  if ('field' in source) return moment.textsAt(source.field);
  if ('roleBy' in source) return moment.textsAt(source.roleBy).flatMap((role) => people.usersOfRole(role));
  if ('leader' in source) return leaderAt(people, starter, source.leader);
  if ('leaders' in source) return leadersAbove(people, starter, source.leaders);
  if ('leaderOf' in source)
    return moment.textsAt(source.leaderOf).flatMap((department) => leaderOf(people, department));
  if ('chosen' in source || 'chosenAt' in source) return moment.chosen ?? [];
  return [starter];
}

/** A chain of people who have left one after another is followed so far; more would be a circle. */
const SUCCESSIONS_MAX = 20;

/**
 * The active users that the sources name, in their order; a user may still stand twice. Whoever has taken over from
 * somebody who has left is asked in his place.
 */
export function activeUsers(
  sources: readonly PeopleSource[],
  { people, ...moment }: PeopleMoment,
): readonly string[] {
  return sources
    .flatMap((source) => usersOf(source, { people, ...moment }))
    .flatMap((user) => activeOrSuccessor(people, user) ?? []);
}

function activeOrSuccessor(people: PeopleMoment['people'], named: string): string | undefined {
  let user: string | undefined = named;
  for (let hop = 0; user !== undefined && hop <= SUCCESSIONS_MAX; hop += 1) {
    if (people.isActive(user)) return user;
    user = people.successorOf?.(user);
  }
  return undefined;
}

/** Each user once, at the place of the first mention. */
export function onePerUser(users: readonly string[]): readonly string[] {
  return [...new Set(users)];
}

/** The formulas over the record that say who is meant; the path of a field is one, too. */
export function formulasOf(sources: readonly PeopleSource[]): readonly string[] {
  return sources.flatMap((source) => {
    if ('field' in source) return [source.field];
    if ('leaderOf' in source) return [source.leaderOf];
    return 'roleBy' in source ? [source.roleBy] : [];
  });
}

/** Checks sources against the form and the known roles and users. */
export function verifySources(
  sources: readonly PeopleSource[],
  base: string,
  context: VerifyContext,
): readonly NodeIssue[] {
  return sources.flatMap((source, at) => verifySource(source, pointer(base, at), context));
}

function verifySource(source: PeopleSource, path: string, context: VerifyContext): readonly NodeIssue[] {
  for (const name of ['field', 'leaderOf'] as const) {
    const field = (source as Partial<Record<typeof name, string>>)[name];
    if (field !== undefined && compilePeopleField(field, context.scope) === undefined)
      return [issue('field_missing', pointer(path, name), { field })];
  }
  if ('chosenAt' in source && context.nodes?.every(({ id }) => id !== source.chosenAt) === true) {
    return [issue('unknown_node', pointer(path, 'chosenAt'), { node: source.chosenAt })];
  }
  if ('roleBy' in source) return verifyFormula(source.roleBy, pointer(path, 'roleBy'), context);
  if ('role' in source && context.roles?.includes(source.role) === false) {
    return [issue('unknown_role', pointer(path, 'role'), { role: source.role })];
  }
  if ('users' in source && context.users !== undefined) {
    return source.users
      .filter((user) => !context.users?.includes(user))
      .map((user) => issue('unknown_user', pointer(path, 'users'), { user }));
  }
  return [];
}

function verifyFormula(formula: string, path: string, { scope }: VerifyContext): readonly NodeIssue[] {
  const compiled = compileFormula(formula, scope);
  if (!compiled.ok) return compiled.error.map((found) => ({ ...found, path }));
  return namesPeople(compiled.value.type) ? [] : [issue('people_not_named', path)];
}
