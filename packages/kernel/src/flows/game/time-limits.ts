import { assertNever } from '../../foundation/index.js';
import type { PeopleSource } from '../../metadata/index.js';
import type { FlowTimer, FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import { allLevels } from '../level.js';
import { dueAfter } from '../node-moment.js';
import type { TimeoutPolicy } from '../node-type.js';
import { activeUsers, onePerUser } from '../people.js';
import { replaceUnanswered } from '../round.js';
import { closeNode } from './close-nodes.js';
import { decide } from './decide.js';
import { passOn } from './pass-on.js';
import { carryOn } from './rounds.js';
import { rungsOf } from './set-limits.js';
import { suspend } from './suspend.js';

/** What happens when time has passed. */

export interface Due {
  readonly level: Level;
  readonly timer: FlowTimer;
  readonly token: FlowToken;
}

/** The timer with its token, if it is still wanted. */
export function dueTimer(root: Level, id: string): Due | undefined {
  for (const level of allLevels(root)) {
    const timer = level.draft.timers?.find((one) => one.id === id);
    const token = timer && level.token(timer.tokenId);
    if (timer !== undefined && token !== undefined) return { level, timer, token };
  }
  return undefined;
}

/** A delay is over, or a node has waited too long for its people. */
export function goOff(due: Due): void {
  const { level, timer, token } = due;
  if (timer.kind === 'delay') return decide(level, token, 'approved', 'auto');
  if (timer.kind === 'escalation') return tellRung(due);
  const { part, config } = level.nodeOf(token.nodeId);
  const policy = part.timeout?.(config);
  if (policy === undefined) return level.dropTimers(({ id }) => id === timer.id);
  level.event('timeout', { nodeId: token.nodeId, payload: { action: policy.action } });
  act(due, policy);
}

function act(due: Due, policy: TimeoutPolicy): void {
  const { level, timer, token } = due;
  switch (policy.action) {
    case 'pass':
      return decide(level, token, 'approved', 'auto');
    case 'reject':
      return decide(level, token, 'rejected', 'auto');
    case 'edge':
      return leaveLate(level, token);
    case 'transfer':
      level.dropTimers(({ id }) => id === timer.id);
      return handOn(level, token, policy.to);
    case 'remind':
      return remind(due, policy);
    default:
      return assertNever(policy.action);
  }
}

function leaveLate(level: Level, token: FlowToken): void {
  const node = level.nodeOf(token.nodeId);
  if (node.timeoutLine === undefined) return suspend(level, token, 'no_branch');
  closeNode(level, token, 'timed_out');
  passOn(level, token, node, [node.timeoutLine]);
}

function handOn(level: Level, token: FlowToken, to: string | undefined): void {
  if (to === undefined || token.round === undefined) return;
  carryOn(level, token, replaceUnanswered(token.round, to), 'auto');
}

/** Tells a level of the escalation, once; work that waits is never told to nobody. */
function tellRung({ level, timer, token }: Due): void {
  level.dropTimers(({ id }) => id === timer.id);
  const rung = timer.rung ?? 0;
  const policy = rungsOf(level.nodeOf(token.nodeId))[rung];
  if (policy === undefined) return;
  const told = policy.to === undefined ? assigneesOf(level, token) : peopleAt(level, policy.to);
  level.event('timeout', {
    nodeId: token.nodeId,
    payload: { action: 'escalate', level: rung + 1, to: told },
  });
  level.notify(told, policy.to === undefined ? 'remind' : 'late', token.nodeId);
}

function assigneesOf(level: Level, token: FlowToken): readonly string[] {
  return onePerUser(level.workOf(token).map(({ assignee }) => assignee));
}

function peopleAt(level: Level, sources: readonly PeopleSource[]): readonly string[] {
  const moment = level.moment();
  const found = onePerUser(activeUsers(sources, moment));
  if (found.length > 0 || moment.admin === undefined) return found;
  return onePerUser(activeUsers([{ role: moment.admin }], moment));
}

/** Reminds everybody who still owes an answer; missed times are made up for by one reminder. */
function remind({ level, timer, token }: Due, policy: TimeoutPolicy): void {
  level.notify(assigneesOf(level, token), 'remind', token.nodeId);
  const fired = timer.fired + 1;
  const max = policy.max ?? (policy.every === undefined ? 1 : Number.POSITIVE_INFINITY);
  if (fired >= max) return level.dropTimers(({ id }) => id === timer.id);
  level.putTimer({ ...timer, fired, dueAt: nextDue(level, timer.dueAt, policy.every ?? policy.after) });
}

function nextDue(level: Level, from: string, every: string): string {
  const { facts } = level.step;
  const next = dueAfter(level.flow, facts, from, every);
  // A pause of no length would never come past now.
  return next > facts.now || next <= from ? next : nextDue(level, next, every);
}
