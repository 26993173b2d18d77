import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { PersonCommand, TaskCommand } from '../flow-command.js';
import { planReturn, sendBack } from '../game/returns.js';
import { takeBack } from '../game/take-back.js';
import type { Level } from '../level.js';
import { findPath, idIn } from '../level-paths.js';
import type { FoundWork } from '../level-paths.js';
import { ownWork, policyAt } from './answer.js';

/** Returning a document, and taking an answer back. */

/** Returns the flow to a node before this one, or to the starter. */
export function returnTo(root: Level, command: Extract<TaskCommand, { type: 'return' }>): readonly Issue[] {
  const found = ownWork(root, command.taskId, command.by);
  if (Array.isArray(found)) return found as readonly Issue[];
  const { level, token, item } = found as FoundWork;
  if (policyAt(level, token)?.mayReturn !== true || item.helps !== undefined)
    return [issue('not_allowed', '', { action: 'return' })];
  const to = idIn(level, command.to);
  if (planReturn(level, token, to) === undefined) return [issue('bad_target', '', { node: command.to })];
  root.draft.decided = true;
  level.closeWork(item.id, 'returned', command.by, command.comment);
  level.event('returned', {
    nodeId: token.nodeId,
    actor: command.by,
    payload: {
      taskId: item.id,
      to,
      ...(command.comment === undefined ? {} : { comment: command.comment }),
    },
  });
  sendBack(level, token, to, 'returned', command.after);
  return [];
}

/** Takes an answer back. */
export function takeAnswerBack(
  root: Level,
  command: Extract<PersonCommand, { type: 'take_back' }>,
): readonly Issue[] {
  const found = findPath(root, command.node);
  if (found === undefined || !found.level.isAlive) return [issue('too_late')];
  return takeBack(found.level, found.nodeId, command.by);
}
