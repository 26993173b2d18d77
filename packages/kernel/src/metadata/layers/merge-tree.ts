import { pointer } from '../../foundation/index.js';
import { choiceFor } from './conflict.js';
import type { ChangeKind, ConflictChoices, LayerConflict } from './conflict.js';
import { mergeOrders, predecessors } from './order.js';
import { areAlike, fromTree, sameTree, toTree } from './tree.js';
import type { Branch, Tree } from './tree.js';

/** A place in three layers; undefined where a layer has nothing there. */
export interface Three {
  readonly base: Tree | undefined;
  readonly mine: Tree | undefined;
  readonly theirs: Tree | undefined;
}

/** A place, and how a value that is chosen for it is read. */
interface Spot {
  readonly path: string;
  readonly name: string;
  readonly parent: string;
}

/** Merges trees and gathers what could not be merged. */
export class TreeMerge {
  private readonly found: LayerConflict[] = [];

  constructor(private readonly choices: ConflictChoices) {}

  /** By their ids: the order of properties in a record, which databases forget, does not show. */
  get conflicts(): readonly LayerConflict[] {
    return this.found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** The merged tree of one place; undefined when nothing stays there. */
  at(path: string, three: Three): Tree | undefined {
    return this.merge({ path, name: '', parent: '' }, three);
  }

  private merge(spot: Spot, three: Three): Tree | undefined {
    const { base, mine, theirs } = three;
    if (sameTree(mine, theirs) || sameTree(base, theirs)) return mine;
    if (sameTree(base, mine)) return theirs;
    if (areAlike(mine, theirs) && areAlike(base, mine) && areAlike(base, theirs))
      return this.branches(spot, base as Branch, mine as Branch, theirs as Branch);
    return this.clash(spot, three);
  }

  private branches(spot: Spot, base: Branch, mine: Branch, theirs: Branch): Branch {
    const names = new Set([...base.parts.keys(), ...mine.parts.keys(), ...theirs.parts.keys()]);
    const parts = new Map<string, Tree>();
    for (const name of names) {
      const three = {
        base: base.parts.get(name),
        mine: mine.parts.get(name),
        theirs: theirs.parts.get(name),
      };
      const part = this.merge(inside(spot, mine, name), three);
      if (part !== undefined) parts.set(name, part);
    }
    const key = mine.key ?? theirs.key ?? base.key;
    if (mine.shape === 'record') return { shape: 'record', parts };
    const order = this.order(spot.path, { base, mine, theirs }, new Set(parts.keys()));
    return { shape: 'list', key, parts: new Map(order.map((name) => [name, parts.get(name)!])) };
  }

  /** Both sides changed one thing, or one changed what the other removed. */
  private clash(spot: Spot, three: Three): Tree | undefined {
    const { base, mine, theirs } = three;
    const outlives = mine === undefined || theirs === undefined;
    const mergeable = outlives || areAlike(mine, theirs);
    const choice = this.report(spot.path, spot.path, valuesOf(three), kindsOf(three), mergeable);
    if (choice === undefined || choice === 'mine') return mine;
    if (choice === 'theirs') return theirs;
    if (choice !== 'merge') return toTree(choice.value, spot.name, spot.parent);
    if (outlives) return mine ?? theirs;
    const apart = new TreeMerge({});
    const common = areAlike(base, mine) && areAlike(base, theirs) ? base : emptied(mine as Branch);
    return apart.branches(spot, common as Branch, mine as Branch, theirs as Branch);
  }

  private order(
    path: string,
    { base, mine, theirs }: { readonly base: Branch; readonly mine: Branch; readonly theirs: Branch },
    survives: ReadonlySet<string>,
  ): readonly string[] {
    const [before, one, other] = [[...base.parts.keys()], [...mine.parts.keys()], [...theirs.parts.keys()]];
    const merged = mergeOrders(before, one, other, survives);
    if (!merged.torn) return merged.order;
    const kinds = { mine: 'moved', theirs: 'moved' } as const;
    const values = { base: before, mine: one, theirs: other };
    const choice = this.report(`${path}#order`, path, values, kinds, true);
    if (choice === 'merge') return merged.order;
    if (choice === 'theirs') return likeFirst(other, one, survives);
    if (choice === undefined || choice === 'mine') return likeFirst(one, other, survives);
    return likeFirst(namesIn(choice.value), merged.order, survives);
  }

  private report(
    id: string,
    path: string,
    values: { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown },
    kinds: LayerConflict['kinds'],
    mergeable: boolean,
  ) {
    const choice = choiceFor(this.choices, id, mergeable);
    const conflict = { id, pointer: path, ...values, kinds, mergeable };
    this.found.push(choice === undefined ? conflict : { ...conflict, choice });
    return choice;
  }
}

function inside({ path, name }: Spot, holder: Branch, part: string): Spot {
  return { path: pointer(path, part), name: holder.shape === 'list' ? '' : part, parent: name };
}

function emptied(branch: Branch): Branch {
  return { shape: branch.shape, parts: new Map() };
}

function valuesOf({ base, mine, theirs }: Three) {
  const value = (tree: Tree | undefined) => (tree === undefined ? undefined : fromTree(tree));
  return { base: value(base), mine: value(mine), theirs: value(theirs) };
}

function kindsOf({ base, mine, theirs }: Three): LayerConflict['kinds'] {
  const kind = (side: Tree | undefined): ChangeKind => {
    if (side === undefined) return 'removed';
    return base === undefined ? 'added' : 'changed';
  };
  return { mine: kind(mine), theirs: kind(theirs) };
}

/** The survivors in the order of one list; those that it does not know stand where another list has them. */
function likeFirst(
  first: readonly string[],
  other: readonly string[],
  survives: ReadonlySet<string>,
): readonly string[] {
  const order = [...new Set(first)].filter((name) => survives.has(name));
  const known = new Set(order);
  const before = predecessors(other.filter((name) => survives.has(name)));
  for (const [name, behind] of before) {
    if (known.has(name)) continue;
    order.splice(behind === null ? 0 : order.indexOf(behind) + 1, 0, name);
    known.add(name);
  }
  return order;
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}
