import { postorder } from './graph.js';

/** Successors by number. */
export type NumberedGraph = readonly (readonly number[])[];

/** Tells whether every way from the root to `inner` passes `outer`; what cannot be reached is dominated by nothing. */
export type Dominates = (outer: number, inner: number) => boolean;

export interface Dominators {
  readonly dominates: Dominates;
  /** The nearest other node on every way from the root; none above the root or out of reach. */
  readonly nearest: (node: number) => number | undefined;
}

/** Finds the dominators as Cooper, Harvey and Kennedy do: ranks in reverse postorder, then meeting until nothing changes. */
export function dominators(graph: NumberedGraph, root: number): Dominators {
  const order = postorder([root], (node) => graph[node] ?? []).reverse();
  const rank: (number | undefined)[] = graph.map(() => undefined);
  order.forEach((node, at) => (rank[node] = at));
  const above = immediateDominators(ranksInto(graph, order, rank));
  return {
    dominates(outer, inner) {
      const wanted = rank[outer];
      let at = rank[inner];
      // A dominator has a smaller rank than what it dominates.
      while (wanted !== undefined && at !== undefined && at > wanted) at = above[at];
      return wanted !== undefined && at === wanted;
    },
    nearest(node) {
      const at = rank[node];
      return at === undefined || at === 0 ? undefined : order[above[at] ?? 0];
    },
  };
}

function ranksInto(
  graph: NumberedGraph,
  order: readonly number[],
  rank: readonly (number | undefined)[],
): NumberedGraph {
  const into: number[][] = order.map(() => []);
  order.forEach((node, at) => {
    for (const next of graph[node] ?? []) into[rank[next] ?? 0]?.push(at);
  });
  return into;
}

const UNKNOWN = -1;

function immediateDominators(into: NumberedGraph): readonly number[] {
  const above: number[] = into.map((_, at) => (at === 0 ? 0 : UNKNOWN));
  const meet = (one: number, other: number): number => {
    let [a, b] = [one, other];
    while (a !== b) {
      if (a > b) a = above[a] ?? 0;
      else b = above[b] ?? 0;
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (let at = 1; at < into.length; at += 1) {
      let met = UNKNOWN;
      for (const before of into[at] ?? [])
        if (above[before] !== UNKNOWN) met = met === UNKNOWN ? before : meet(met, before);
      if (met === above[at]) continue;
      above[at] = met;
      changed = true;
    }
  }
  return above;
}
