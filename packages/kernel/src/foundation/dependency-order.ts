/** Nodes in an order in which each stands behind what it depends on, or the rings that make that impossible. */
export interface DependencyOrder {
  /** Without the members of rings. */
  readonly order: readonly string[];
  /** Each ring begins and ends with the same node: `a, b, a`. At most twenty are named. */
  readonly rings: readonly (readonly string[])[];
}

const RINGS_MAX = 20;

interface Step {
  readonly node: string;
  /** Position of the dependency that is looked at next. */
  next: number;
}

interface Walk {
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  readonly order: string[];
  readonly rings: (readonly string[])[];
  /** `open` while what the node depends on is being placed. */
  readonly state: Map<string, 'open' | 'placed'>;
}

/**
 * Orders nodes behind their dependencies, otherwise as they are given, so the same input always gives the same
 * answer. Iterative: a chain of thousands of nodes costs no stack.
 * @param dependsOn dependencies outside `nodes` are ignored.
 */
export function orderByDependency(
  nodes: readonly string[],
  dependsOn: (node: string) => Iterable<string>,
): DependencyOrder {
  const known = new Set(nodes);
  const walk: Walk = {
    dependencies: new Map(
      nodes.map((node) => [node, [...new Set(dependsOn(node))].filter((other) => known.has(other))]),
    ),
    order: [],
    rings: [],
    state: new Map(),
  };
  for (const node of nodes) if (!walk.state.has(node)) place(node, walk);
  const ringed = new Set(walk.rings.flat());
  return { order: walk.order.filter((node) => !ringed.has(node)), rings: walk.rings };
}

/** Places a node after everything that it depends on. */
function place(root: string, { dependencies, order, rings, state }: Walk): void {
  const path: Step[] = [{ node: root, next: 0 }];
  state.set(root, 'open');
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const dependency = dependencies.get(step.node)?.[step.next++];
    if (dependency === undefined) {
      path.pop();
      state.set(step.node, 'placed');
      order.push(step.node);
    } else if (!state.has(dependency)) {
      state.set(dependency, 'open');
      path.push({ node: dependency, next: 0 });
    } else if (state.get(dependency) === 'open' && rings.length < RINGS_MAX) {
      rings.push(ringOf(path, dependency));
    }
  }
}

function ringOf(path: readonly Step[], closing: string): readonly string[] {
  const nodes = path.map((step) => step.node);
  return [...nodes.slice(nodes.indexOf(closing)), closing];
}
