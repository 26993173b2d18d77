import { pointer } from '../../foundation/index.js';
import type { Operation } from './operation.js';
import { minimalMoves, predecessors } from './order.js';
import type { Predecessor } from './order.js';
import { areAlike, fromTree, sameTree, toTree } from './tree.js';
import type { Branch, Tree } from './tree.js';

/**
 * The fewest operations, property by property and element by element, that make `after` of `before`:
 * `applyChanges(before, changesBetween(before, after))` is `after`.
 */
export function changesBetween(before: unknown, after: unknown): readonly Operation[] {
  return treeChanges('', toTree(before), toTree(after));
}

/** The operations between two trees that stand at the same place; undefined where there is none. */
export function treeChanges(
  path: string,
  before: Tree | undefined,
  after: Tree | undefined,
): readonly Operation[] {
  if (after === undefined) return before ? [{ op: 'remove', path, was: fromTree(before) }] : [];
  if (before === undefined) return [{ op: 'add', path, value: fromTree(after) }];
  if (sameTree(before, after)) return [];
  if (!areAlike(before, after)) return [{ op: 'set', path, value: fromTree(after), was: fromTree(before) }];
  const [one, other] = [before as Branch, after as Branch];
  return one.shape === 'list' ? listChanges(path, one, other) : recordChanges(path, one, other);
}

function recordChanges(path: string, before: Branch, after: Branch): readonly Operation[] {
  const names = new Set([...before.parts.keys(), ...after.parts.keys()]);
  // The order of keys says nothing, so it must not show in the operations.
  return [...names]
    .sort()
    .flatMap((name) => treeChanges(pointer(path, name), before.parts.get(name), after.parts.get(name)));
}

/** First what goes, then what stays is changed, then from left to right what comes or stands elsewhere. */
function listChanges(path: string, before: Branch, after: Branch): readonly Operation[] {
  const current = [...before.parts.keys()];
  const gone = current.filter((name) => !after.parts.has(name));
  const removals = gone.map((name): Operation => {
    const place = takeOut(current, name);
    return { op: 'remove', path: pointer(path, name), was: fromTree(before.parts.get(name)!), after: place };
  });
  const inside = current.flatMap((name) =>
    treeChanges(pointer(path, name), before.parts.get(name), after.parts.get(name)),
  );
  return [...removals, ...inside, ...placements(path, current, before, after)];
}

function placements(path: string, current: string[], before: Branch, after: Branch): readonly Operation[] {
  const wanted = [...after.parts.keys()];
  const moved = minimalMoves(
    current,
    wanted.filter((name) => before.parts.has(name)),
  );
  return [...predecessors(wanted)].flatMap(([name, behind]): readonly Operation[] => {
    if (before.parts.has(name) && !moved.has(name)) return [];
    const was = before.parts.has(name) ? takeOut(current, name) : undefined;
    current.splice(behind === null ? 0 : current.indexOf(behind) + 1, 0, name);
    const at = pointer(path, name);
    if (was !== undefined) return [{ op: 'move', path: at, after: behind, was }];
    return [{ op: 'add', path: at, value: fromTree(after.parts.get(name)!), after: behind }];
  });
}

function takeOut(names: string[], name: string): Predecessor {
  const at = names.indexOf(name);
  names.splice(at, 1);
  return at === 0 ? null : (names[at - 1] ?? null);
}
