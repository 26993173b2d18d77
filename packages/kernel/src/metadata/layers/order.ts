/** What stands before an element of a list; `null` before the first. */
export type Predecessor = string | null;

/**
 * The fewest names that must be moved to bring one order into the other: all but a longest increasing subsequence.
 * @param from and `to` hold the same names, each once.
 */
export function minimalMoves(from: readonly string[], to: readonly string[]): ReadonlySet<string> {
  const position = new Map(from.map((name, at) => [name, at]));
  const kept = longestIncreasing(to.map((name) => position.get(name) ?? -1));
  return new Set(to.filter((_, at) => !kept.has(at)));
}

/** Indexes of a longest strictly increasing subsequence (patience sorting). */
function longestIncreasing(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const before: number[] = [];
  for (const [at, value] of values.entries()) {
    const length = lowerBound(tails, value, values);
    before[at] = length === 0 ? -1 : tails[length - 1]!;
    tails[length] = at;
  }
  const found = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]!) found.add(at);
  return found;
}

function lowerBound(tails: readonly number[], value: number, values: readonly number[]): number {
  let [low, high] = [0, tails.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[tails[middle]!]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface MergedOrder {
  readonly order: readonly string[];
  /** Both sides moved the same element, to different places: no order has both. */
  readonly torn: boolean;
}

/**
 * Merges two orders that come from one. Where one side turned two elements round, they are turned round in the result;
 * two turns never contradict each other, since both turn against the same order. What one side added stands behind
 * what it stands behind there.
 * @param survives the elements of the result, each of them in one of the lists.
 */
export function mergeOrders(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  survives: ReadonlySet<string>,
): MergedOrder {
  const [inMine, inTheirs] = [new Set(mine), new Set(theirs)];
  const shared = new Set(base.filter((name) => survives.has(name) && inMine.has(name) && inTheirs.has(name)));
  const within = (names: readonly string[]) => names.filter((name) => shared.has(name));
  const { order: skeleton, torn } = mergeShared(within(base), within(mine), within(theirs));
  const order = [...skeleton];
  const placed = new Set(skeleton);
  insertBehind(order, placed, mine, survives);
  insertBehind(order, placed, theirs, survives, new Set([...inMine].filter((name) => !inTheirs.has(name))));
  for (const name of base) if (survives.has(name) && !placed.has(name)) order.push(name);
  return { order, torn: torn || bothAddedApart(base, mine, theirs, order) };
}

/** Above so many elements, two new orders are a conflict at once: telling pairs apart would take too long. */
const PAIRS_MAX = 2000;

/** Merges orders of the same names. */
function mergeShared(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): MergedOrder {
  if (sameOrder(base, mine) || sameOrder(mine, theirs)) return { order: theirs, torn: false };
  if (sameOrder(base, theirs)) return { order: mine, torn: false };
  if (base.length > PAIRS_MAX) return { order: mine, torn: true };
  return { order: honourTurns(base, mine, theirs), torn: isTorn(base, mine, theirs) };
}

function isTorn(base: readonly string[], mine: readonly string[], theirs: readonly string[]): boolean {
  const moved = minimalMoves(base, theirs);
  const [before, beforeTheirs] = [predecessors(mine), predecessors(theirs)];
  return [...minimalMoves(base, mine)].some(
    (name) => moved.has(name) && before.get(name) !== beforeTheirs.get(name),
  );
}

/** Everything that one of the sides turned round is turned round; what nobody touched stays as near to the base as can be. */
function honourTurns(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const [atMine, atTheirs] = [positions(mine), positions(theirs)];
  const turned = (first: string, second: string): boolean =>
    atMine.get(first)! > atMine.get(second)! || atTheirs.get(first)! > atTheirs.get(second)!;
  // How many later ones must still come before each.
  const waitsFor = base.map((name, at) => base.slice(at + 1).filter((later) => turned(name, later)).length);
  const order: string[] = [];
  const open = new Set(base.keys());
  while (open.size > 0) {
    // The last one waits for none, so there is always one to take.
    const next = [...open].find((at) => waitsFor[at] === 0)!;
    open.delete(next);
    order.push(base[next]!);
    for (const at of open) if (at < next && turned(base[at]!, base[next]!)) waitsFor[at]! -= 1;
  }
  return order;
}

/** Puts the survivors of a side that have no place yet behind what stands before them there. */
function insertBehind(
  order: string[],
  placed: Set<string>,
  side: readonly string[],
  survives: ReadonlySet<string>,
  passing: ReadonlySet<string> = new Set(),
): void {
  let before: string | undefined;
  for (const name of side) {
    if (!survives.has(name)) continue;
    if (!placed.has(name)) {
      let at = before === undefined ? 0 : order.indexOf(before) + 1;
      while (at < order.length && passing.has(order[at]!)) at += 1;
      order.splice(at, 0, name);
      placed.add(name);
    }
    before = name;
  }
}

/** Whether an element that both sides added stands elsewhere than one of them put it, seen from what the sides share. */
function bothAddedApart(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  order: readonly string[],
): boolean {
  const [known, inTheirs] = [new Set(base), new Set(theirs)];
  const both = new Set(mine.filter((name) => inTheirs.has(name)));
  if ([...both].every((name) => known.has(name))) return false;
  const survivors = new Set(order);
  const within = (names: readonly string[]) => names.filter((name) => both.has(name) && survivors.has(name));
  const [before, beforeTheirs] = [predecessors(within(mine)), predecessors(within(theirs))];
  return [...both].some(
    (name) => !known.has(name) && survivors.has(name) && before.get(name) !== beforeTheirs.get(name),
  );
}

/** The name before each name of a list. */
export function predecessors(names: readonly string[]): ReadonlyMap<string, Predecessor> {
  return new Map(names.map((name, at) => [name, names[at - 1] ?? null]));
}

function positions(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, at) => [name, at]));
}

function sameOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => name === other[at]);
}
