/** Nodes in an order in which each stands behind what it depends on, or the rings that make that impossible. */
export interface DependencyOrder {
  readonly order: readonly string[];
  /** Each ring begins and ends with the same node: `a, b, a`. */
  readonly rings: readonly (readonly string[])[];
}

/**
 * Orders nodes behind their dependencies. Ties keep the order given, so the same input always gives the same answer.
 * Iterative: a chain of thousands of nodes costs no stack.
 * @param dependsOn dependencies outside `nodes` are ignored.
 */
export function orderByDependency(
  nodes: readonly string[],
  dependsOn: (node: string) => Iterable<string>,
): DependencyOrder {
  const dependencies = edgesWithin(nodes, dependsOn);
  const order: string[] = [];
  const rings: (readonly string[])[] = [];
  const waiting = new Set(nodes);
  for (;;) {
    release(waiting, dependencies, order);
    if (waiting.size === 0) return { order, rings };
    const ring = findRing(waiting, dependencies);
    rings.push(ring);
    for (const node of ring) waiting.delete(node);
  }
}

function edgesWithin(
  nodes: readonly string[],
  dependsOn: (node: string) => Iterable<string>,
): ReadonlyMap<string, readonly string[]> {
  const known = new Set(nodes);
  return new Map(nodes.map((node) => [node, [...new Set(dependsOn(node))].filter((other) => known.has(other))]));
}

/** Moves every node whose dependencies are settled from `waiting` to `order`. */
function release(waiting: Set<string>, dependencies: ReadonlyMap<string, readonly string[]>, order: string[]): void {
  const missing = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const node of waiting) {
    const open = (dependencies.get(node) ?? []).filter((other) => waiting.has(other));
    missing.set(node, open.length);
    for (const other of open) dependents.set(other, [...(dependents.get(other) ?? []), node]);
  }
  const rank = new Map([...waiting].map((node, at) => [node, at]));
  const ready = [...waiting].filter((node) => missing.get(node) === 0);
  while (ready.length > 0) {
    const node = takeFirst(ready, rank);
    order.push(node);
    waiting.delete(node);
    for (const other of dependents.get(node) ?? []) {
      const left = (missing.get(other) ?? 0) - 1;
      missing.set(other, left);
      if (left === 0) ready.push(other);
    }
  }
}

function takeFirst(ready: string[], rank: ReadonlyMap<string, number>): string {
  let best = 0;
  for (let at = 1; at < ready.length; at++) {
    if (rankOf(ready, at, rank) < rankOf(ready, best, rank)) best = at;
  }
  return ready.splice(best, 1)[0] as string;
}

function rankOf(ready: readonly string[], at: number, rank: ReadonlyMap<string, number>): number {
  return rank.get(ready[at] ?? '') ?? 0;
}

/** Walks from node to open dependency until one repeats; every waiting node has one, so a ring is met. */
function findRing(waiting: ReadonlySet<string>, dependencies: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const path: string[] = [];
  const seenAt = new Map<string, number>();
  let node = [...waiting][0] as string;
  while (!seenAt.has(node)) {
    seenAt.set(node, path.length);
    path.push(node);
    node = (dependencies.get(node) ?? []).find((other) => waiting.has(other)) as string;
  }
  return [...path.slice(seenAt.get(node)), node];
}
