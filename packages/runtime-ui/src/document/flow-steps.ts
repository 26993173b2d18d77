import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowEvent, FlowInstance, FlowNodeState, Title } from '@dougong/ui/api';
import type { StepState } from '@dougong/ui/shell';

/** Nodes that people meet; conditions and ends decide silently. */
const SILENT_TYPES: ReadonlySet<string> = new Set(['condition', 'end']);

/** Nodes whose people are known or will be; the others work by themselves. */
export const ASKS_PEOPLE: ReadonlySet<string> = new Set(['approval', 'handle']);

const REFUSING_OUTCOMES: ReadonlySet<unknown> = new Set(['rejected', 'auto_rejected', 'cancelled']);

/** The state of a node as a step: a node that refused is shown as returned. */
export function stepState(node: FlowNodeState, events: readonly FlowEvent[] = []): StepState {
  if (node.state === 'active') return 'current';
  if (node.state !== 'done') return node.state;
  const last = events.filter((event) => event.nodeId === node.id).at(-1);
  const refused =
    REFUSING_OUTCOMES.has(node.outcome) ||
    REFUSING_OUTCOMES.has(last?.payload?.['outcome']) ||
    last?.kind === 'rejected';
  return refused ? 'returned' : 'done';
}

function lastSeq(events: readonly FlowEvent[], nodeId: string): number {
  return events.filter((event) => event.nodeId === nodeId).at(-1)?.seq ?? 0;
}

const STATE_ORDER: readonly FlowNodeState['state'][] = ['done', 'active', 'planned', 'skipped'];

/** The nodes to show to people: what happened in the order in which it happened, then what is open, then the plan. */
export function shownNodes({ nodes, events }: FlowInstance): readonly FlowNodeState[] {
  const seq = new Map(nodes.map((node) => [node.id, node.state === 'done' ? lastSeq(events, node.id) : 0]));
  return nodes
    .filter((node) => !SILENT_TYPES.has(node.type) && node.state !== 'skipped')
    .sort(
      (a, b) =>
        STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state) ||
        (seq.get(a.id) ?? 0) - (seq.get(b.id) ?? 0),
    );
}

/** The instance that matters now: the one under way, or the newest; the engine tells the newest first. */
export function currentInstance(instances: readonly FlowInstance[] | undefined): FlowInstance | undefined {
  return instances?.find((instance) => instance.endedAt === null) ?? instances?.[0];
}

/**
 * Why a node is reached: the conditions right before it, in their own titles. Where it can also be reached without a
 * condition, there is nothing to say.
 */
export function reasonsOf(
  flow: FlowDefinition | undefined,
  nodeId: string,
  isSkipped: (nodeId: string) => boolean = () => false,
): readonly (readonly Title[])[] {
  const found = (flow?.edges ?? [])
    .filter((edge) => edge.to === nodeId && !isSkipped(edge.from))
    .map((edge) => {
      const from = flow?.nodes.find((node) => node.id === edge.from);
      if (from?.type === 'cc') return reasonsOf(flow, from.id, isSkipped);
      return from?.type === 'condition'
        ? [[from.title, edge.title].filter((title) => title !== undefined)]
        : [];
    });
  return found.some((reasons) => reasons.length === 0) ? [] : found.flat();
}
