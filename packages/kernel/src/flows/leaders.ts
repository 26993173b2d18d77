import type { PeopleFacts } from './flow-command.js';

/** Those who stand above a person in the company. */

/** Departments of a company form a tree; whoever draws a ring of them shall not hang a flow. */
const LEVELS_MAX = 50;

/** The departments from the user's own upwards. */
export function departmentsAbove(
  people: Pick<PeopleFacts, 'departmentOf' | 'parentOf'>,
  user: string,
): readonly string[] {
  const departments: string[] = [];
  let at = people.departmentOf(user);
  while (at !== undefined && departments.length < LEVELS_MAX) {
    departments.push(at);
    at = people.parentOf(at);
  }
  return departments;
}

/** Who leads the department so many levels above the user, 1 being his own; nobody while the place is vacant. */
export function leaderAt(people: PeopleFacts, user: string, level: number): readonly string[] {
  const department = departmentsAbove(people, user)[level - 1];
  return leaderOf(people, department);
}

/** The leader of a department, if it has one. */
export function leaderOf(people: PeopleFacts, department: string | undefined): readonly string[] {
  const leader = department === undefined ? undefined : people.leaderOf(department);
  return leader === undefined ? [] : [leader];
}

/**
 * The leaders above the user, one after another; vacant places are passed over, and nobody is his own leader.
 * @param levels how many departments upwards, or `top` for all.
 */
export function leadersAbove(people: PeopleFacts, user: string, levels: number | 'top'): readonly string[] {
  const departments = departmentsAbove(people, user);
  const asked = levels === 'top' ? departments : departments.slice(0, levels);
  return asked
    .flatMap((department) => leaderOf(people, department))
    .filter((leader) => leader !== user && people.isActive(leader));
}
