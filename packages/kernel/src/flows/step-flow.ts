import { issue, ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { AnswerCommand, FlowCommand, FlowFacts, FlowStep } from './flow-command.js';
import type { CompiledFlow } from './flow-model.js';
import type { AnswerOutcome, FlowState, WorkItem } from './flow-state.js';
import type { WorkPolicy } from './node-type.js';
import { StepRun } from './step-run.js';

/**
 * One step of an instance: a command meets a state, out come the next state and what is to be done.
 * Pure: the same arguments give the same step. A refused command changes nothing.
 * @param state the state under the instance's lock; `null` before the start.
 */
export function stepFlow(
  flow: CompiledFlow,
  state: FlowState | null,
  command: FlowCommand,
  facts: FlowFacts,
): Result<FlowStep, readonly Issue[]> {
  switch (command.type) {
    case 'start':
      return state === null
        ? start(flow, command.starter, command.at, facts)
        : refused([issue('already_done')]);
    case 'cancel':
      return cancel(flow, state, command, facts);
    default:
      return answer(flow, state, command, facts);
  }
}

/** What people may do at a node; `undefined` where it asks nobody. */
export function workPolicy(flow: CompiledFlow, nodeId: string): WorkPolicy | undefined {
  const node = flow.nodes.get(nodeId);
  return node?.part.work?.(node.config);
}

function start(flow: CompiledFlow, starter: string, at: string, facts: FlowFacts): Result<FlowStep> {
  const run = new StepRun(flow, emptyState(starter), facts, at);
  run.start();
  return ok(run.result());
}

function emptyState(starter: string): FlowState {
  return {
    format: 1,
    status: 'running',
    starter,
    tokens: [],
    work: [],
    visits: {},
    tokenSeq: 0,
    eventSeq: 0,
  };
}

function cancel(
  flow: CompiledFlow,
  state: FlowState | null,
  command: Extract<FlowCommand, { type: 'cancel' }>,
  facts: FlowFacts,
): Result<FlowStep> {
  if (state === null || (state.status !== 'running' && state.status !== 'suspended'))
    return notRunning(state);
  const run = new StepRun(flow, state, facts, command.at);
  run.cancel(command.by, command.reason);
  return ok(run.result());
}

function answer(
  flow: CompiledFlow,
  state: FlowState | null,
  command: AnswerCommand,
  facts: FlowFacts,
): Result<FlowStep> {
  if (state?.status !== 'running') return notRunning(state);
  const item = openItem(state, command);
  if (!item.ok) return item;
  const outcome = admitAnswer(workPolicy(flow, item.value.nodeId), command);
  if (!outcome.ok) return outcome;
  const run = new StepRun(flow, state, facts, command.at);
  run.answer(item.value, outcome.value, command);
  return ok(run.result());
}

function notRunning(state: FlowState | null): Result<never> {
  return refused([issue('not_running', '', { status: state?.status ?? null })]);
}

function openItem(state: FlowState, command: AnswerCommand): Result<WorkItem> {
  const item = state.work.find((candidate) => candidate.id === command.taskId);
  if (item?.assignee === command.by) return ok(item);
  if (item !== undefined) return refused([issue('not_yours')]);
  const given = state.tokens
    .flatMap((token) => token.answers ?? [])
    .find((one) => one.taskId === command.taskId);
  return refused([issue(given === undefined || given.by === command.by ? 'already_done' : 'not_yours')]);
}

function admitAnswer(policy: WorkPolicy | undefined, command: AnswerCommand): Result<AnswerOutcome> {
  const outcome = policy?.answers[command.type];
  if (policy === undefined || outcome === undefined)
    return refused([issue('not_allowed', '', { action: command.type })]);
  const isNeeded =
    policy.opinion === 'required' || (policy.opinion === 'required_on_reject' && outcome === 'rejected');
  if (isNeeded && (command.comment ?? '').trim() === '')
    return refused([issue('opinion_required', '/comment')]);
  return ok(outcome);
}
