import type { FlowDefinition, FlowNode } from '@dougong/kernel/metadata';

/** Nodes in the order in which a document passes them: what an outline and a screen reader go through. */
export function readingOrder(definition: FlowDefinition): readonly FlowNode[] {
  const byId = new Map(definition.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  const ordered: FlowNode[] = [];
  const targets = new Set(definition.edges.map((edge) => edge.to));
  const roots = definition.nodes.filter((node) => !targets.has(node.id));
  for (const root of [...roots, ...definition.nodes]) visit(root.id);
  return ordered;

  function visit(first: string): void {
    const waiting = [first];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const node = byId.get(id);
      if (node === undefined || seen.has(id) || mustWait(id)) continue;
      seen.add(id);
      ordered.push(node);
      waiting.push(
        ...definition.edges
          .filter((edge) => edge.from === node.id)
          .map((edge) => edge.to)
          .reverse(),
      );
    }
  }

  /** A join comes after all of its branches, unless the flow comes back to it. */
  function mustWait(id: string): boolean {
    return definition.edges.some(
      (edge) => edge.to === id && edge.on === undefined && !seen.has(edge.from) && isAhead(edge.from, id),
    );
  }

  /** Whether `from` will still be visited without passing `id`. */
  function isAhead(from: string, id: string): boolean {
    const reached = new Set<string>([id]);
    const walk = [...seen].filter((node) => node !== id);
    for (const node of walk) {
      for (const edge of definition.edges) {
        if (edge.from !== node || reached.has(edge.to)) continue;
        if (edge.to === from) return true;
        reached.add(edge.to);
        walk.push(edge.to);
      }
    }
    return false;
  }
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The nearest node in a direction, by where nodes stand; walking by arrows. */
export function neighbour(
  places: Readonly<Record<string, { readonly x: number; readonly y: number }>>,
  from: string,
  direction: Direction,
): string | undefined {
  const here = places[from];
  if (here === undefined) return undefined;
  const along = direction === 'up' || direction === 'down' ? ('y' as const) : ('x' as const);
  const across = along === 'y' ? ('x' as const) : ('y' as const);
  const sign = direction === 'down' || direction === 'right' ? 1 : -1;
  return Object.entries(places)
    .map(([id, place]) => ({
      id,
      ahead: (place[along] - here[along]) * sign,
      aside: Math.abs(place[across] - here[across]),
    }))
    .filter(({ id, ahead }) => id !== from && ahead > 4)
    .sort((a, b) => a.ahead + 2 * a.aside - (b.ahead + 2 * b.aside))[0]?.id;
}
