import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { AdminCommand, SystemCommand } from '../flow-command.js';
import type { CompiledLine } from '../flow-model.js';
import type { FlowToken } from '../flow-state.js';
import { callAgain, callingToken } from '../game/calls.js';
import { canFinish } from '../game/can-finish.js';
import { cancelLevel, closeNode } from '../game/close-nodes.js';
import { spoil } from '../game/closings.js';
import { passOn } from '../game/pass-on.js';
import { halt } from '../game/suspend.js';
import { dueTimer } from '../game/time-limits.js';
import { allLevels } from '../level.js';
import type { Level } from '../level.js';
import { findPath } from '../level-paths.js';

/** What administrators do with an instance. */

type Of<C extends { type: string }, T extends C['type']> = Extract<C, { type: T }>;

/** Ends the instance from outside; everything open is cancelled. */
export function cancel(root: Level, { by, reason }: Of<AdminCommand, 'cancel'>): readonly Issue[] {
  root.event('cancelled', { actor: by, payload: { reason } });
  cancelLevel(root);
  root.stop('cancelled');
  root.draft.reason = reason;
  root.step.record.recordState(root.flow.definition.states.cancelled ?? root.draft.before);
  return [];
}

/** Gives up everything open in a flow and goes on at another node of it. */
export function jump(root: Level, command: Of<AdminCommand, 'jump'>): readonly Issue[] {
  const found = findPath(root, command.to);
  const node = found?.level.nodeOf(found.nodeId);
  if (found === undefined || node === undefined || node.part.isStart || node.part.join !== undefined)
    return [issue('bad_target', '', { node: command.to })];
  const { level, nodeId } = found;
  const via = level.draft.passed?.[nodeId] || node.into[0]?.id;
  const arriving: FlowToken = {
    id: level.nextId(),
    nodeId,
    reopened: true,
    ...(via === undefined ? {} : { via }),
  };
  if (!canFinish(level, [arriving])) return [issue('bad_target', '', { node: command.to })];
  level.event('jumped', {
    actor: command.by,
    nodeId,
    ...(command.comment === undefined ? {} : { payload: { comment: command.comment } }),
  });
  cancelLevel(level);
  level.stop('running');
  goOn(root);
  level.move(arriving);
  return [];
}

function goOn({ draft, flow, step }: Level): void {
  if (draft.status === 'returned') step.record.recordState(flow.definition.states.running);
  draft.status = 'running';
  delete draft.reason;
}

/** Tries again what could not go on. */
export function retry(root: Level, command: Of<AdminCommand, 'retry'>): readonly Issue[] {
  const stuck = stuckTokens(root);
  root.event('retried', { actor: command.by, ...commented(command) });
  goOn(root);
  for (const { level, token } of stuck) {
    const { stuck: _stuck, ...free } = token;
    if (token.call !== undefined) callAgain(level, token);
    else if (token.visit === undefined) enterAgain(level, free);
    else resumeTimers(level, free);
  }
  resume(root);
  return [];
}

/** Passes over what could not go on. */
export function skip(root: Level, command: Of<AdminCommand, 'skip'>): readonly Issue[] {
  const stuck = stuckTokens(root);
  const exits = stuck.map(({ level, token }) => exitOf(level, token));
  if (exits.some((exit) => exit === undefined)) return [issue('bad_target')];
  root.event('skipped', { actor: command.by, ...commented(command) });
  goOn(root);
  stuck.forEach(({ level, token }, at) => {
    const exit = exits[at];
    const node = level.nodeOf(token.nodeId);
    const { stuck: _stuck, call: _call, ...free } = token;
    spoil(level, token);
    if (isTraced(level, token)) closeNode(level, withVisit(level, free), 'skipped');
    if (exit !== undefined) passOn(level, free, node, [exit]);
  });
  resume(root);
  return [];
}

/** A branch that went on without a line takes the default one, any other node its only one. */
function exitOf(level: Level, { nodeId }: FlowToken): CompiledLine | undefined {
  const { lines } = level.nodeOf(nodeId);
  return lines.length === 1 ? lines[0] : lines.find((line) => line.isDefault);
}

function isTraced(level: Level, { nodeId }: FlowToken): boolean {
  const { part } = level.nodeOf(nodeId);
  return part.split === undefined && part.join === undefined && !part.isStart;
}

function withVisit(level: Level, token: FlowToken): FlowToken {
  if (token.visit !== undefined) return token;
  const visit = (level.draft.visits[token.nodeId] ?? 0) + 1;
  level.draft.visits = { ...level.draft.visits, [token.nodeId]: visit };
  return { ...token, visit };
}

interface Standing {
  readonly level: Level;
  readonly token: FlowToken;
}

function stuckTokens(root: Level): readonly Standing[] {
  return allLevels(root).flatMap((level) =>
    level.draft.tokens.filter((token) => token.stuck === true).map((token) => ({ level, token })),
  );
}

function enterAgain(level: Level, token: FlowToken): void {
  level.drop(token);
  level.move(token);
}

/** The node waits again, with its timers as they were. */
function resumeTimers(level: Level, token: FlowToken): void {
  level.rest(token);
  for (const timer of level.draft.timers ?? []) if (timer.tokenId === token.id) level.putTimer(timer);
}

/** Tokens that were on their way when everything stood still go on. */
function resume(root: Level): void {
  for (const level of allLevels(root)) {
    for (const token of level.draft.tokens) {
      const isWaiting = level.nodeOf(token.nodeId).part.join !== undefined;
      const isHome = level.draft.status === 'returned';
      if (token.visit === undefined && token.stuck !== true && !isWaiting && !isHome)
        enterAgain(level, token);
    }
  }
}

/** A step that the platform cannot carry out: the instance stands still with what waits for it. */
export function fail(root: Level, command: Of<SystemCommand, 'fail'>): readonly Issue[] {
  const due = command.timerId === undefined ? undefined : dueTimer(root, command.timerId);
  const found = due ?? (command.key === undefined ? undefined : callingToken(root, command.key));
  if (found === undefined) return [issue('already_done')];
  const { level, token } = found;
  if (due !== undefined) level.step.record.add({ type: 'drop_timer', timerId: due.timer.id });
  halt(level, { ...token, stuck: true }, 'action_failed', command.cause);
  return [];
}

function commented({ comment }: { comment?: string }): { payload?: Readonly<Record<string, unknown>> } {
  return comment === undefined ? {} : { payload: { comment } };
}
