import type { Definition } from '@dougong/kernel/metadata';

/** Another definition that calls a formula or a table, and how often. */
export interface Use {
  readonly definition: Definition;
  readonly count: number;
}

/** Who calls a function of the release: by its key or by a title that can be typed as a name. */
export function usesOf(
  called: Pick<Definition, 'kind' | 'key' | 'title'>,
  all: readonly Definition[],
): readonly Use[] {
  const names = [called.key, called.title['zh-CN'], called.title.en].filter((name) =>
    /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name),
  );
  const call = new RegExp(`(?<![\\p{L}\\p{N}_.])(?:${names.join('|')})\\s*[(（]`, 'gu');
  return all
    .filter(({ kind, key }) => kind !== called.kind || key !== called.key)
    .map((definition) => ({ definition, count: callsIn(definition, call) }))
    .filter(({ count }) => count > 0);
}

function callsIn(value: unknown, call: RegExp): number {
  if (typeof value === 'string') return value.match(call)?.length ?? 0;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + callsIn(part, call), 0);
}
