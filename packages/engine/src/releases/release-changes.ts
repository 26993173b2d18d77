import { definitionName } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';

export interface DefinitionChange {
  readonly kind: string;
  readonly key: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** Pointers that differ, the first of them. */
  readonly paths: readonly string[];
}

const PATHS_MAX = 50;

/** What differs between two releases, definition by definition. */
export function definitionChanges(
  before: readonly Definition[],
  after: readonly Definition[],
): DefinitionChange[] {
  const old = new Map(before.map((each) => [definitionName(each), each]));
  const now = new Map(after.map((each) => [definitionName(each), each]));
  const removed = before
    .filter((each) => !now.has(definitionName(each)))
    .map((each) => change(each, 'removed', []));
  const rest = after.flatMap((each) => {
    const earlier = old.get(definitionName(each));
    if (!earlier) return [change(each, 'added', [])];
    const paths = differences(earlier, each, '').slice(0, PATHS_MAX);
    return paths.length === 0 ? [] : [change(each, 'changed', paths)];
  });
  return [...removed, ...rest];
}

function change(
  { kind, key }: Definition,
  what: DefinitionChange['change'],
  paths: readonly string[],
): DefinitionChange {
  return { kind, key, change: what, paths };
}

function differences(left: unknown, right: unknown, path: string): string[] {
  if (Object.is(left, right)) return [];
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) return [path];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => differences(left[key], right[key], `${path}/${key}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
