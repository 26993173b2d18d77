import type { CompiledFlow, CompiledLine, PlannedNode } from '@dougong/kernel/flows';

/** Why a node will be reached or is left out: the line to it, and what the branch before it has looked at. */
export interface NodeReason {
  readonly edge: string;
  /** The line that the branch takes and the conditions that it tried; left out where no branch decides. */
  readonly condition?: Readonly<Record<string, unknown>>;
}

interface TakenEvent {
  readonly kind: string;
  readonly nodeId: string | null;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

/** Reasons by node, for nodes to come and for nodes that a branch has passed over or will. */
export function reasonsOf(
  flow: CompiledFlow,
  plan: readonly PlannedNode[],
  events: readonly TakenEvent[],
): ReadonlyMap<string, NodeReason> {
  const lines = [...flow.nodes.values()].flatMap((node) => node.lines);
  const decisions = decisionsOf(lines, plan, events);
  return new Map(
    plan.flatMap(({ nodeId, state, why }): (readonly [string, NodeReason])[] => {
      if (why !== undefined) return [[nodeId, why]];
      const passed = state === 'skipped' ? passedOver(nodeId, lines, decisions) : undefined;
      return passed === undefined ? [] : [[nodeId, passed]];
    }),
  );
}

/** Without what a condition has looked at: for those from whom fields of the form are hidden. */
export function withoutValues({ edge }: NodeReason): NodeReason {
  return { edge };
}

type Decisions = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** What each branch decided: at its last visit, or on the way that is foreseen. */
function decisionsOf(
  lines: readonly CompiledLine[],
  plan: readonly PlannedNode[],
  events: readonly TakenEvent[],
): Decisions {
  const from = new Map(lines.map((line) => [line.id, line.from]));
  const taken = events.flatMap(({ kind, nodeId, payload }) =>
    kind === 'condition_taken' && nodeId !== null && payload !== null ? [[nodeId, payload] as const] : [],
  );
  const foreseen = plan.flatMap(({ why }) => {
    const branch = why?.condition && from.get(why.edge);
    return branch === undefined || !why?.condition ? [] : [[branch, why.condition] as const];
  });
  return new Map([...taken, ...foreseen]);
}

function passedOver(
  nodeId: string,
  lines: readonly CompiledLine[],
  decisions: Decisions,
): NodeReason | undefined {
  const line = lines.find((each) => each.to === nodeId && decisions.has(each.from));
  return line && { edge: line.id, condition: decisions.get(line.from) };
}
