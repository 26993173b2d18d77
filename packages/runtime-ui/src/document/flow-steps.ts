import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowEvent, FlowInstance, FlowNodeState, Title } from '@dougong/ui/api';
import type { StepState } from '@dougong/ui/shell';

/** Nodes that people meet; conditions and ends decide silently. */
const SILENT_TYPES: ReadonlySet<string> = new Set(['condition', 'end']);

const REFUSING_OUTCOMES: ReadonlySet<unknown> = new Set(['rejected', 'auto_rejected', 'cancelled']);

/** A node as the engine tells it, with how it was closed. */
export interface FlowNode extends FlowNodeState {
  readonly outcome?: string;
}

/** The state of a node as a step: a node that refused is shown as returned. */
export function stepState(node: FlowNode, events: readonly FlowEvent[] = []): StepState {
  if (node.state === 'active') return 'current';
  if (node.state !== 'done') return node.state;
  const last = events.filter((event) => event.nodeId === node.id).at(-1);
  const refused = REFUSING_OUTCOMES.has(node.outcome) || REFUSING_OUTCOMES.has(last?.payload?.['outcome']) || last?.kind === 'rejected';
  return refused ? 'returned' : 'done';
}

/** The nodes to show to people, in the order of the flow. */
export function shownNodes(instance: FlowInstance): readonly FlowNodeState[] {
  return instance.nodes.filter((node) => !SILENT_TYPES.has(node.type) && node.state !== 'skipped');
}

/** The instance that matters now: the running one, or the newest; the engine tells the newest first. */
export function currentInstance(instances: readonly FlowInstance[] | undefined): FlowInstance | undefined {
  return instances?.find((instance) => instance.status === 'running') ?? instances?.[0];
}

/** Why a node is reached: the conditions right before it, in their own titles. */
export function reasonsOf(flow: FlowDefinition | undefined, nodeId: string): readonly (readonly Title[])[] {
  if (flow === undefined) return [];
  return flow.edges.flatMap((edge) => {
    if (edge.to !== nodeId) return [];
    const from = flow.nodes.find((node) => node.id === edge.from);
    if (from === undefined) return [];
    if (from.type === 'cc' || from.type === 'action') return reasonsOf(flow, from.id);
    if (from.type !== 'condition') return [];
    return [[from.title, edge.title].filter((title) => title !== undefined)];
  });
}

/** What was written where a node was answered, the last word of each run. */
export function commentAt(events: readonly FlowEvent[], nodeId: string): string | undefined {
  const comments = events.flatMap((event) => {
    const comment = event.nodeId === nodeId ? event.payload?.['comment'] : undefined;
    return typeof comment === 'string' && comment !== '' ? [comment] : [];
  });
  return comments.at(-1);
}
