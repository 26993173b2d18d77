import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { PersonCommand } from '../flow-command.js';
import { allLevels } from '../level.js';
import type { Level } from '../level.js';
import { findPath } from '../level-paths.js';
import { dueAfter } from '../node-moment.js';
import { onePerUser } from '../people.js';

/** What people say to one another about an instance. */

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

const URGE_GAP = 'PT10M';

/** Urges everybody who owes an answer, not too often. */
export function urge(root: Level, command: Of<'urge'>): readonly Issue[] {
  const { draft, flow, step } = root;
  const gap = flow.settings.urgeGap ?? URGE_GAP;
  const until = draft.urgedAt && dueAfter({ settings: {} }, step.facts, draft.urgedAt, gap);
  if (until !== undefined && until > step.facts.now) return [issue('too_soon', '', { gap, until })];
  draft.urgedAt = step.facts.now;
  root.event('urged', { actor: command.by });
  for (const level of allLevels(root)) {
    for (const nodeId of new Set(level.draft.work.map((item) => item.nodeId))) {
      const late = level.draft.work.filter((item) => item.nodeId === nodeId).map((item) => item.assignee);
      level.notify(onePerUser(late), 'urge', nodeId);
    }
  }
  return [];
}

/** Says something in the trail, to those who are mentioned as well. */
export function comment(root: Level, command: Of<'comment'>): readonly Issue[] {
  if (command.comment.trim() === '') return [issue('opinion_required', '/comment')];
  const at = command.node === undefined ? undefined : findPath(root, command.node);
  const { mentions = [] } = command;
  const heard = mentions.filter((user) => root.step.facts.people.isActive(user));
  (at?.level ?? root).event('commented', {
    actor: command.by,
    ...(at === undefined ? {} : { nodeId: at.nodeId }),
    payload: { comment: command.comment, ...(heard.length === 0 ? {} : { mentions: heard }) },
  });
  (at?.level ?? root).notify(onePerUser(heard), 'comment', at?.nodeId);
  return [];
}
