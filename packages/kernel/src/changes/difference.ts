import { identityOf, isLocalized, isSame, isTree } from './tree.js';
import type { Tree } from './tree.js';

/** One step of the way to a value: a property, or an element of the list or map before it. */
export interface PathStep {
  readonly name: string;
  /** The element itself, after the change where it is still there. */
  readonly element?: unknown;
}

export type DifferenceKind = 'added' | 'removed' | 'changed' | 'reordered';

/** What differs at one place of two versions of a definition. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly path: readonly PathStep[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What is one thought although it has parts. */
const WHOLE: ReadonlySet<string> = new Set([
  'when',
  'where',
  'condition',
  'assignees',
  'recipients',
  'starters',
  'layout',
  'x-unit',
  'x-reference',
  'dedupe',
  'record',
  'expect',
]);

/** Maps whose entries are elements. */
const MAPS: ReadonlySet<string> = new Set(['properties']);

/** What differs between two versions, as deep as a person would say it. */
export function differences(before: Tree, after: Tree): readonly Difference[] {
  return compare(before, after, []);
}

function compare(before: unknown, after: unknown, path: readonly PathStep[]): readonly Difference[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ kind: 'added', path, after }];
  if (after === undefined) return [{ kind: 'removed', path, before }];
  const name = path.at(-1)?.element === undefined ? (path.at(-1)?.name ?? '') : '';
  if (WHOLE.has(name) || isConditionOf(path)) return [{ kind: 'changed', path, before, after }];
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  if (!isTree(before) || !isTree(after) || isLocalized(before) || isLocalized(after))
    return [{ kind: 'changed', path, before, after }];
  return compareTrees(before, after, path, MAPS.has(name));
}

/** When a field is shown, asked for or locked is a condition each. */
function isConditionOf(path: readonly PathStep[]): boolean {
  return path.at(-2)?.name === 'x-when';
}

function compareTrees(
  before: Tree,
  after: Tree,
  path: readonly PathStep[],
  isMap: boolean,
): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const element = isMap ? { element: after[name] ?? before[name] } : {};
    return compare(before[name], after[name], [...path, { name, ...element }]);
  });
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly PathStep[],
): readonly Difference[] {
  if (areTexts(before) && areTexts(after)) return compareTexts(before, after, path);
  const key = identityOf(before, after);
  if (key === undefined) return [{ kind: 'changed', path, before, after }];
  const old = new Map(before.map((each) => [nameOf(each, key), each]));
  const now = new Map(after.map((each) => [nameOf(each, key), each]));
  const names = [...new Set([...now.keys(), ...old.keys()])];
  return [
    ...names.flatMap((name) =>
      compare(old.get(name), now.get(name), [...path, { name, element: now.get(name) ?? old.get(name) }]),
    ),
    ...reordered([...old.keys()], [...now.keys()], path),
  ];
}

function areTexts(list: readonly unknown[]): list is readonly string[] {
  return list.every((each) => typeof each === 'string') && new Set(list).size === list.length;
}

/** A list of names is a set with an order: what came, what went, and whether the rest stands in another order. */
function compareTexts(
  before: readonly string[],
  after: readonly string[],
  path: readonly PathStep[],
): readonly Difference[] {
  const gone = before.filter((each) => !after.includes(each));
  const come = after.filter((each) => !before.includes(each));
  return [
    ...(gone.length > 0 ? [{ kind: 'removed' as const, path, before: gone }] : []),
    ...(come.length > 0 ? [{ kind: 'added' as const, path, after: come }] : []),
    ...reordered(before, after, path),
  ];
}

function reordered(
  before: readonly string[],
  after: readonly string[],
  path: readonly PathStep[],
): readonly Difference[] {
  const [old, now] = [new Set(before), new Set(after)];
  const stayed = before.filter((each) => now.has(each));
  const order = after.filter((each) => old.has(each));
  return stayed.every((each, at) => each === order[at]) ? [] : [{ kind: 'reordered', path, before, after }];
}

function nameOf(element: unknown, key: string): string {
  return (element as Readonly<Record<string, string>>)[key] ?? '';
}
