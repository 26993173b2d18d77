import { openWork, stepFlow } from '@dougong/kernel/flows';
import type { CompiledFlow, FlowCommand, FlowState } from '@dougong/kernel/flows';
import type { Issue } from '@dougong/kernel/foundation';
import { businessDay } from '@dougong/kernel/foundation';
import type { OwnWork, RunningFlow } from './flow-work.js';
import { conditionInput } from './visible-record.js';
import type { VisibleRecord } from './visible-record.js';

/**
 * What could be done with a flow now, found by trying: a step is pure, so that the same rules that will decide the command
 * tell beforehand whether it would be refused.
 */

const NO_ID = '00000000-0000-4000-8000-000000000000';
const CANDIDATES_MAX = 50;

type Without<T> = T extends unknown ? Omit<T, 'by' | 'at'> : never;

/** The refusal that the step would meet; nothing when it could be taken. */
export function refusalOfStep(
  seen: VisibleRecord,
  { instance, flow }: RunningFlow,
  step: Without<FlowCommand>,
  now: string,
): Pick<Issue, 'code' | 'params'> | undefined {
  const command = { ...step, by: seen.subject.id, at: now } as FlowCommand;
  const input = conditionInput(seen, now, businessDay(now));
  const facts = { input, people: seen.people, ids: () => NO_ID, now, instance: instance.id };
  const result = stepFlow(flow, instance.state, command, facts);
  return result.ok ? undefined : (result.error[0] ?? { code: 'not_allowed' });
}

/** Nodes to which the holder of a to-do could return the flow, the start first. */
export function returnTargets(seen: VisibleRecord, work: OwnWork, now: string): readonly string[] {
  const { instance, flow, item } = work;
  const prefix = item.nodeId.slice(0, item.nodeId.lastIndexOf('/') + 1);
  const level = levelsOf(instance.state).find((each) => each.prefix === prefix);
  const passed = Object.keys(level?.state.passed ?? {}).map((id) => `${prefix}${id}`);
  const starts = prefix === '' ? [flow.start.id] : [];
  const candidates = [...new Set([...starts, ...passed])].slice(0, CANDIDATES_MAX);
  const step = { type: 'return', taskId: item.id } as const;
  return candidates.filter((to) => refusalOfStep(seen, work, { ...step, to }, now) === undefined);
}

/** Nodes whose answer the subject could take back. */
export function takeBackNodes(seen: VisibleRecord, running: RunningFlow, now: string): readonly string[] {
  const candidates = levelsOf(running.instance.state).flatMap(({ prefix, state }) =>
    answeredBy(state, seen.subject.id).map((id) => `${prefix}${id}`),
  );
  return [...new Set(candidates)]
    .slice(0, CANDIDATES_MAX)
    .filter((node) => refusalOfStep(seen, running, { type: 'take_back', node }, now) === undefined);
}

/** People whom the holder of a to-do has added and could take out again. */
export function removableSigners(seen: VisibleRecord, work: OwnWork, now: string): readonly string[] {
  const { instance, item } = work;
  const added = levelsOf(instance.state).flatMap(({ state }) =>
    state.tokens.flatMap(({ round }) =>
      (round?.signers ?? []).filter((signer) => signer.added?.by === seen.subject.id).map(({ user }) => user),
    ),
  );
  const step = { type: 'remove_sign', node: item.nodeId } as const;
  return [...new Set(added)].filter(
    (user) => refusalOfStep(seen, work, { ...step, user }, now) === undefined,
  );
}

/** Whether anybody is asked for anything. */
export function isAsking({ instance }: RunningFlow): boolean {
  return openWork(instance.state).length > 0;
}

interface LevelState {
  readonly prefix: string;
  readonly state: FlowState;
}

/** The flow and the flows inside of it, with what the paths of their nodes begin with. */
function levelsOf(state: FlowState, prefix = ''): readonly LevelState[] {
  const inside = state.tokens.flatMap(({ nodeId, children = [] }) =>
    children.flatMap(({ index, state: child }) =>
      levelsOf(child, `${prefix}${nodeId}${index === undefined ? '' : `[${index}]`}/`),
    ),
  );
  return [{ prefix, state }, ...inside];
}

interface LevelAt {
  readonly flow: CompiledFlow;
  readonly state: FlowState;
  /** The node, as this level calls it. */
  readonly nodeId: string;
}

const PATH_STEP = /^(?<node>[^/[]+)(?:\[(?<index>\d+)\])?\/(?<rest>.+)$/;

/** The flow that a path leads to, of those inside of one another, and how it stands. */
export function levelOf(flow: CompiledFlow, state: FlowState, path: string): LevelAt {
  const { node = '', index, rest } = PATH_STEP.exec(path)?.groups ?? {};
  const inside = rest === undefined ? undefined : flow.subflow(String(flow.nodes.get(node)?.config['flow']));
  const child = state.tokens
    .filter(({ nodeId }) => nodeId === node)
    .flatMap(({ children = [] }) => children)
    .find((each) => (each.index === undefined ? undefined : String(each.index)) === index);
  if (rest === undefined || inside === undefined || child === undefined) return { flow, state, nodeId: path };
  return levelOf(inside, child.state, rest);
}

/** Nodes of this level that the user has answered: closed ones that can still be opened again, and open ones. */
function answeredBy({ closings = [], tokens }: FlowState, user: string): readonly string[] {
  return [...closings.map(({ token }) => token), ...tokens]
    .filter(({ round }) => round?.signers.some(({ answer }) => answer?.by === user))
    .map(({ nodeId }) => nodeId);
}
