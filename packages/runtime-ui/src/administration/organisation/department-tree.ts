import type { Department } from '../wire.js';

/** A department with what stands below it. */
export interface Branch {
  readonly department: Department;
  readonly below: readonly Branch[];
}

/** Departments as a tree, by their keys; one whose parent is gone stands on top. */
export function treeOf(departments: readonly Department[]): readonly Branch[] {
  const known = new Set(departments.map(({ key }) => key));
  const below = (parent: string | null): readonly Branch[] =>
    departments
      .filter((department) => (known.has(department.parent ?? '') ? department.parent : null) === parent)
      .map((department) => ({ department, below: below(department.key) }));
  return below(null);
}

/** People in a department and everywhere below it. */
export function membersOf({ department, below }: Branch): number {
  return below.reduce((sum, branch) => sum + membersOf(branch), department.members);
}

/** The department itself and everything below it: where it cannot be moved to. */
export function withBelow(departments: readonly Department[], key: string): ReadonlySet<string> {
  const below = departments.filter(({ parent }) => parent === key);
  return new Set([key, ...below.flatMap((department) => [...withBelow(departments, department.key)])]);
}
