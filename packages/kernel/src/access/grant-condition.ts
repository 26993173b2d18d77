import type { Scope } from '../expression/index.js';

/**
 * What the condition of a grant may read: single values of the header, the state, who made the record, and `actor`. It is
 * asked of every record of a list, so it goes through no reference and into no table, and it asks for no day.
 */
export function grantScope({ fields }: Scope): Scope {
  const simple = Object.entries(fields).filter(
    ([, type]) => !['table', 'list', 'record'].includes(type.kind),
  );
  return { fields: Object.fromEntries(simple) };
}

const TIME: ReadonlySet<string> = new Set(['now', 'today']);

/** Names in a condition that a grant cannot ask. */
export function beyondGrant(dependencies: readonly string[]): readonly string[] {
  return dependencies.filter((path) => path.includes('.') || TIME.has(path));
}
