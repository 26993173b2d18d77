import type { Definition } from '@dougong/kernel/metadata';

/** How often a definition names a template. */
export function namings(definition: unknown, key: string): number {
  if (Array.isArray(definition)) return definition.reduce<number>((sum, each) => sum + namings(each, key), 0);
  if (typeof definition !== 'object' || definition === null) return 0;
  return Object.entries(definition).reduce(
    (sum, [name, value]) => sum + (name === 'notification' && value === key ? 1 : namings(value, key)),
    0,
  );
}

/** Flows and rules that speak in the words of a template. */
export function usersOf(key: string, all: readonly Definition[]): readonly Definition[] {
  return all
    .filter(({ kind }) => kind === 'flow' || kind === 'rule')
    .filter((each) => namings(each, key) > 0);
}
