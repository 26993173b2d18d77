import type { PersonOption } from '@dougong/ui/people';

/** The people whom a comment names after an @; of those with the same name all are told. */
export function mentionedIn(comment: string, people: readonly PersonOption[]): readonly string[] {
  // A longer name that begins like a shorter one must not count for both.
  const names = [...new Set(people.map(({ name }) => name))].sort((a, b) => b.length - a.length);
  const named = new Set(
    comment
      .split('@')
      .slice(1)
      .flatMap((rest) => names.find((name) => rest.startsWith(name)) ?? []),
  );
  return people.filter(({ name }) => named.has(name)).map(({ id }) => id);
}
