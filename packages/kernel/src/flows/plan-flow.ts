import type { FlowFacts } from './flow-command.js';
import type { CompiledFlow, CompiledLine, CompiledNode } from './flow-model.js';
import type { FlowState, FlowToken, NodeOutcome } from './flow-state.js';
import { nodeMoment } from './node-moment.js';
import { openWork } from './node-paths.js';
import type { NodeMoment, NodeMove } from './node-type.js';
import { onePerUser } from './people.js';
import type { SignerAnswer } from './round-tally.js';

/** What an instance will do next if its record stays as it is: what the progress view shows. */

export type PlanState = 'done' | 'active' | 'planned' | 'skipped';

/** The line by which a node is reached, with the conditions tried on the way. */
export interface PlanReason {
  readonly edge: string;
  readonly condition?: Readonly<Record<string, unknown>>;
}

export interface PlannedNode {
  readonly nodeId: string;
  readonly type: string;
  readonly state: PlanState;
  /** How often it was entered. */
  readonly visits: number;
  /** Active: who still owes an answer. Planned: who will be asked. */
  readonly people: readonly string[];
  /** Active: answers given so far. */
  readonly answers: readonly SignerAnswer[];
  /** Planned: the node will close by itself. */
  readonly outcome?: NodeOutcome;
  readonly why?: PlanReason;
  /** The reason for which the flow stands or would stand still here. */
  readonly stuck?: string;
}

export interface PlanFacts
  extends Pick<FlowFacts, 'input' | 'people'>, Partial<Pick<FlowFacts, 'now' | 'dueAfter' | 'dayStart'>> {
  /** Who would start it, for a plan made before the start. */
  readonly starter?: string;
}

/** A plan tells who comes next, not when. */
const EPOCH = '1970-01-01T00:00:00.000Z';

type Foreseen = Omit<PlannedNode, 'nodeId' | 'type' | 'visits' | 'answers'>;

/**
 * Lists every node, in the order from the start, with what became or will become of it. Approvals to come are taken
 * as given, conditions are asked with the present record.
 */
export function planFlow(
  flow: CompiledFlow,
  state: FlowState | null,
  facts: PlanFacts,
): readonly PlannedNode[] {
  const foreseen = foresee(flow, state, facts);
  return displayOrder(flow).map((node) => describeNode(node, state, foreseen.get(node.id)));
}

function describeNode(node: CompiledNode, state: FlowState | null, ahead: Foreseen | undefined): PlannedNode {
  const visits = state?.visits[node.id] ?? 0;
  const base = { nodeId: node.id, type: node.part.kind, visits, answers: [] };
  const tokens = (state?.tokens ?? []).filter((token) => token.nodeId === node.id);
  if (state !== null && tokens.length > 0) return { ...base, ...describeActive(node, state, tokens) };
  if (ahead !== undefined) return { ...base, ...ahead };
  return { ...base, state: visits > 0 ? 'done' : 'skipped', people: [] };
}

function describeActive(node: CompiledNode, state: FlowState, tokens: readonly FlowToken[]) {
  const isStuck = state.status === 'suspended' && tokens.some((token) => token.stuck === true);
  return {
    state: 'active' as const,
    people: onePerUser(peopleAt(state, node)),
    answers: tokens.flatMap((token) => (token.round?.signers ?? []).flatMap(({ answer }) => answer ?? [])),
    ...(isStuck && state.reason !== undefined ? { stuck: state.reason } : {}),
  };
}

/** Who owes an answer at the node, or in a flow that runs inside of it. */
function peopleAt(state: FlowState, { id }: CompiledNode): readonly string[] {
  const inside = [`${id}/`, `${id}[`];
  return openWork(state)
    .filter(({ nodeId }) => nodeId === id || inside.some((start) => nodeId.startsWith(start)))
    .map(({ assignee }) => assignee);
}

/** Walks ahead from every token, each node once. */
function foresee(
  flow: CompiledFlow,
  state: FlowState | null,
  facts: PlanFacts,
): ReadonlyMap<string, Foreseen> {
  const moment = nodeMoment(flow, state ?? { starter: facts.starter ?? '' }, { now: EPOCH, ...facts });
  const ahead = new Map<string, Foreseen>();
  const queue: { readonly nodeId: string; readonly why?: PlanReason }[] = beginnings(flow, state);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const node = flow.nodes.get(next.nodeId);
    if (node === undefined || ahead.has(node.id)) continue;
    const move = node.part.enter(node, moment);
    const plan = foreseen(move, next.why);
    ahead.set(node.id, isUnpicked(node, moment) ? { ...plan, people: [] } : plan);
    queue.push(...linesAhead(node, move).map((line) => ({ nodeId: line.to, why: reasonOf(line, move) })));
  }
  return ahead;
}

/** Whom nobody has picked yet cannot be foreseen. */
function isUnpicked({ id, part, config }: CompiledNode, moment: NodeMoment): boolean {
  const { byStarter = false, at = [] } = part.choices?.(config) ?? {};
  return (byStarter || at.length > 0) && moment.chosenFor(id).length === 0;
}

function beginnings(flow: CompiledFlow, state: FlowState | null): { nodeId: string; why?: PlanReason }[] {
  if (state === null) return [{ nodeId: flow.start.id }];
  if (state.status !== 'running') return [];
  return state.tokens.flatMap((token) =>
    (flow.nodes.get(token.nodeId)?.lines ?? []).map((line) => ({ nodeId: line.to, why: { edge: line.id } })),
  );
}

/** Moves after which the token stays until something happens; it is taken as given that it will. */
const STAYING: ReadonlySet<NodeMove['move']> = new Set(['ask', 'sleep', 'listen', 'call', 'nest']);

function linesAhead(node: CompiledNode, move: NodeMove): readonly CompiledLine[] {
  if (STAYING.has(move.move)) return node.lines;
  return 'lines' in move ? move.lines : [];
}

function reasonOf(line: CompiledLine, move: NodeMove): PlanReason {
  const notes = move.move === 'leave' ? (move.notes ?? []) : [];
  const taken = notes.find((entry) => entry.note === 'event' && entry.kind === 'condition_taken');
  const condition = taken?.note === 'event' ? taken.payload : undefined;
  return { edge: line.id, ...(condition === undefined ? {} : { condition }) };
}

function foreseen(move: NodeMove, why: PlanReason | undefined): Foreseen {
  return {
    state: 'planned',
    people: peopleOf(move),
    ...(why === undefined ? {} : { why }),
    ...('outcome' in move && move.outcome !== undefined ? { outcome: move.outcome } : {}),
    ...(move.move === 'stuck' ? { stuck: move.reason } : {}),
  };
}

function peopleOf(move: NodeMove): readonly string[] {
  if (move.move === 'ask') return onePerUser(move.asked.map(({ user }) => user));
  const notes = move.move === 'leave' ? (move.notes ?? []) : [];
  return notes.flatMap((entry) => (entry.note === 'copy' ? entry.to : []));
}

/** Breadth first from the start over every line; what no line reaches comes last, as drawn. */
function displayOrder(flow: CompiledFlow): readonly CompiledNode[] {
  const order = new Set([flow.start]);
  for (const node of order) {
    for (const line of [...node.lines, ...(node.rejectedLine === undefined ? [] : [node.rejectedLine])]) {
      const target = flow.nodes.get(line.to);
      if (target !== undefined) order.add(target);
    }
  }
  return [...new Set([...order, ...flow.nodes.values()])];
}
