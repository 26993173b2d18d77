/** Reading a drawing as a directed graph of node ids. */

export type Graph = ReadonlyMap<string, readonly string[]>;

/** Successors of every node; lines to or from unknown nodes are left out. */
export function graphOf(
  nodes: Iterable<string>,
  lines: Iterable<{ readonly from: string; readonly to: string }>,
): Graph {
  const graph = new Map<string, string[]>();
  for (const node of nodes) graph.set(node, []);
  for (const { from, to } of lines) if (graph.has(to)) graph.get(from)?.push(to);
  return graph;
}

/** The same graph with every line turned round. */
export function reversed(graph: Graph): Graph {
  const turned = [...graph].flatMap(([from, targets]) => targets.map((to) => ({ from: to, to: from })));
  return graphOf(graph.keys(), turned);
}

/** Every node that can be reached from `from`, those included. */
export function reachable(graph: Graph, from: Iterable<string>): ReadonlySet<string> {
  const reached = new Set(from);
  for (const node of reached) for (const next of graph.get(node) ?? []) reached.add(next);
  return reached;
}

/** Groups of nodes that lie on a common cycle (Kosaraju, without recursion). */
export function cycles(graph: Graph): readonly (readonly string[])[] {
  const back = reversed(graph);
  const grouped = new Set<string>();
  const groups: string[][] = [];
  for (const root of postorder(graph.keys(), (node) => graph.get(node) ?? []).reverse()) {
    if (grouped.has(root)) continue;
    const group = [root];
    grouped.add(root);
    for (const node of group) {
      for (const next of back.get(node) ?? []) {
        if (!grouped.has(next)) group.push(next);
        grouped.add(next);
      }
    }
    if (group.length > 1 || graph.get(root)?.includes(root)) groups.push(group);
  }
  return groups;
}

/**
 * The nodes that can be reached from the roots, each after those that it leads to (without recursion).
 * @param next the nodes that a node leads to.
 */
export function postorder<Node>(roots: Iterable<Node>, next: (node: Node) => readonly Node[]): Node[] {
  const seen = new Set<Node>();
  const finished: Node[] = [];
  for (const root of roots) {
    const path = seen.has(root) ? [] : [{ node: root, at: 0 }];
    seen.add(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const child = next(top.node)[top.at];
      top.at += 1;
      if (child === undefined) {
        finished.push(top.node);
        path.pop();
      } else if (!seen.has(child)) {
        seen.add(child);
        path.push({ node: child, at: 0 });
      }
    }
  }
  return finished;
}
