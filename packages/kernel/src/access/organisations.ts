/** What is known of departments, and which of them are organisations with books of their own. */
export interface Departments {
  departmentOf(user: string): string | undefined;
  parentOf(department: string): string | undefined;
  /** Whether a department is a company, a branch or a store; without it none is. */
  isOrganisation?(department: string): boolean;
  /** Organisations that somebody works in besides his own. */
  organisationsBeside?(user: string): readonly string[];
}

/** Somebody, and the organisation that he has chosen to work in, where he has. */
export interface Worker {
  readonly id: string;
  readonly organisation?: string;
}

/** Departments stand at most this deep; more would be a circle. */
const DEPTH_MAX = 50;

/** A department and those above it, the uppermost last. */
export function lineFrom(people: Departments, department: string | undefined): readonly string[] {
  const line: string[] = [];
  for (let each = department; each !== undefined && line.length < DEPTH_MAX; each = people.parentOf(each))
    line.push(each);
  return line;
}

/** The organisation that a department belongs to: the nearest one above or itself; the uppermost where none is one. */
export function organisationOf(people: Departments, department: string | undefined): string | undefined {
  const line = lineFrom(people, department);
  return line.find((each) => people.isOrganisation?.(each) === true) ?? line.at(-1);
}

/** The organisations that somebody works in, his own first. */
export function organisationsOf(people: Departments, user: string): readonly string[] {
  const own = organisationOf(people, people.departmentOf(user));
  const beside = (people.organisationsBeside?.(user) ?? []).flatMap(
    (department) => organisationOf(people, department) ?? [],
  );
  return [...new Set([...(own === undefined ? [] : [own]), ...beside])];
}

/** The organisation that somebody works in now: what he has chosen, or his own where he may not or did not choose. */
export function workingOrganisation(people: Departments, { id, organisation }: Worker): string | undefined {
  const all = organisationsOf(people, id);
  return organisation !== undefined && all.includes(organisation) ? organisation : all[0];
}

/** Whether an organisation is another one or stands below it. */
export function isWithinOrganisation(people: Departments, organisation: string, top: string): boolean {
  return lineFrom(people, organisation).includes(top);
}
