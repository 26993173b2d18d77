import { issue, ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { cancel, fail, jump, retry, skip } from './acts/administer.js';
import { answer } from './acts/answer.js';
import { returnTo, takeAnswerBack } from './acts/go-back.js';
import { reassign, removeSign, share } from './acts/share-task.js';
import { initialState, recall, resubmit, revoke, start } from './acts/starter.js';
import { comment, urge } from './acts/talk.js';
import type { FlowCommand, FlowFacts, FlowStep } from './flow-command.js';
import type { CompiledFlow } from './flow-model.js';
import type { FlowState, FlowStatus } from './flow-state.js';
import { callDone, callFailed, callingToken } from './game/calls.js';
import { apply } from './game/enter.js';
import { tell } from './game/events.js';
import { settle } from './game/settle.js';
import { dueTimer, goOff } from './game/time-limits.js';
import { Level } from './level.js';
import { stateOf } from './state-of.js';
import { Step } from './step.js';

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
  if (command.type === 'start' && state !== null) return refused([issue('already_done')]);
  const status = command.type === 'start' ? 'running' : (state?.status ?? null);
  if (status === null || !allowedIn(command).includes(status))
    return refused([issue(refusalIn(status), '', { status })]);
  const before = command.type === 'start' ? initialState(command, facts.input.record) : state;
  if (before === null) return refused([issue('not_running', '', { status })]);
  const root = new Level(flow, new Step(facts, command, before.eventSeq, apply), before);
  const issues = carryOut(root, command);
  if (issues.length > 0) return refused(issues);
  settle(root);
  return ok({ state: stateOf(root), effects: root.step.record.effects });
}

const RUNNING: readonly FlowStatus[] = ['running'];
const OPEN: readonly FlowStatus[] = ['running', 'returned', 'suspended'];

/** The states of an instance in which something may be done with it. */
function allowedIn({ type }: FlowCommand): readonly FlowStatus[] {
  switch (type) {
    case 'cancel':
    case 'revoke':
    case 'comment':
    case 'jump':
    case 'reassign':
      return OPEN;
    case 'urge':
    case 'resubmit':
    case 'signal':
      return ['running', 'returned'];
    case 'retry':
    case 'skip':
      return ['suspended'];
    default:
      return RUNNING;
  }
}

/** Nothing runs any more, or it runs and there is nothing to be repaired. */
function refusalIn(status: FlowStatus | null): string {
  return status === 'running' ? 'not_allowed' : 'not_running';
}

function carryOut(root: Level, command: FlowCommand): readonly Issue[] {
  switch (command.type) {
    case 'start':
      return start(root, command);
    case 'approve':
    case 'reject':
    case 'submit':
      return answer(root, command);
    case 'transfer':
    case 'delegate':
    case 'add_sign':
      return share(root, command);
    case 'remove_sign':
      return removeSign(root, command);
    case 'return':
      return returnTo(root, command);
    case 'resubmit':
      return resubmit(root, command);
    case 'recall':
      return recall(root, command);
    case 'revoke':
      return revoke(root, command);
    case 'take_back':
      return takeAnswerBack(root, command);
    case 'urge':
      return urge(root, command);
    case 'comment':
      return comment(root, command);
    case 'cancel':
      return cancel(root, command);
    case 'reassign':
      return reassign(root, command);
    case 'jump':
      return jump(root, command);
    case 'retry':
      return retry(root, command);
    case 'skip':
      return skip(root, command);
    default:
      return happen(root, command);
  }
}

/** What comes too late has nothing to do any more. */
function happen(
  root: Level,
  command: Extract<FlowCommand, { type: 'signal' | 'timer' | 'called' | 'call_failed' | 'fail' }>,
): readonly Issue[] {
  switch (command.type) {
    case 'signal':
      return tell(root, command.event) ? [] : [issue('no_waiter', '', { event: command.event })];
    case 'timer':
      return perform(dueTimer(root, command.timerId), goOff);
    case 'called':
      return perform(callingToken(root, command.key), callDone);
    case 'call_failed':
      return perform(callingToken(root, command.key), (calling) =>
        callFailed(calling, command.final === true, command.cause),
      );
    case 'fail':
      return fail(root, command);
  }
}

function perform<T>(found: T | undefined, act: (found: T) => void): readonly Issue[] {
  if (found === undefined) return [issue('already_done')];
  act(found);
  return [];
}
