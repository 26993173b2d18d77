import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { AnswerCommand, Choices } from '../flow-command.js';
import type { AnswerOutcome, FlowToken } from '../flow-state.js';
import { spoil } from '../game/closings.js';
import { carryOn } from '../game/rounds.js';
import type { Level } from '../level.js';
import { findWork } from '../level-paths.js';
import type { FoundWork } from '../level-paths.js';
import type { WorkPolicy } from '../node-type.js';
import { answerRound } from '../round.js';
import { allLevels } from '../level.js';

/** People answer their to-dos. */

/** Takes an answer to an open to-do. */
export function answer(root: Level, command: AnswerCommand): readonly Issue[] {
  const found = ownWork(root, command.taskId, command.by);
  if (Array.isArray(found)) return found as readonly Issue[];
  const { level, token, item } = found as FoundWork;
  const policy = policyAt(level, token);
  const outcome = policy?.answers[command.type];
  if (policy === undefined || outcome === undefined || token.round === undefined)
    return [issue('not_allowed', '', { action: command.type })];
  const missing = [
    ...missingOpinion(policy, outcome, command),
    // A helper gives an opinion; whom to pick is the owner's.
    ...(item.helps === undefined ? missingChoices(level, token, outcome, command) : []),
  ];
  if (missing.length > 0) return missing;
  const change = answerRound(token.round, item.id, command.by, outcome);
  if (!change.ok) return change.error;
  pick(level, command.chosen);
  level.closeWork(item.id, outcome, command.by, command.comment);
  if (item.helps === undefined) decideAs(level, token, outcome, command.by);
  noteAnswer(found as FoundWork, outcome, command);
  carryOn(level, token, change.value, 'person');
  return [];
}

/** The open to-do of a person, or why it is not there for him. */
export function ownWork(root: Level, taskId: string, by: string): FoundWork | readonly Issue[] {
  const found = findWork(root, taskId);
  if (found === undefined) return [issue(isOthers(root, taskId, by) ? 'not_yours' : 'already_done')];
  return found.item.assignee === by ? found : [issue('not_yours')];
}

function isOthers(root: Level, taskId: string, by: string): boolean {
  return allLevels(root).some(({ draft }) =>
    draft.tokens.some((token) =>
      token.round?.signers.some(({ answer: given }) => given?.taskId === taskId && given.by !== by),
    ),
  );
}

export function policyAt(level: Level, { nodeId }: FlowToken): WorkPolicy | undefined {
  const { part, config } = level.nodeOf(nodeId);
  return part.work?.(config);
}

function missingOpinion(
  { opinion }: WorkPolicy,
  outcome: AnswerOutcome,
  { comment }: AnswerCommand,
): readonly Issue[] {
  const isNeeded = opinion === 'required' || (opinion === 'required_on_reject' && outcome === 'rejected');
  return isNeeded && (comment ?? '').trim() === '' ? [issue('opinion_required', '/comment')] : [];
}

/** Whoever agrees picks the people of later nodes that leave that to him. */
function missingChoices(
  level: Level,
  { nodeId }: FlowToken,
  outcome: AnswerOutcome,
  { chosen = {} }: AnswerCommand,
): readonly Issue[] {
  if (outcome === 'rejected') return [];
  const asked = [...level.flow.nodes.values()].filter(({ part, config }) =>
    part.choices?.(config).at.includes(nodeId),
  );
  return asked
    .filter(({ id }) => ((chosen[id] ?? level.draft.chosen?.[id])?.length ?? 0) === 0)
    .map(({ id }) => issue('missing_choice', '/chosen', { node: id }));
}

/** Keeps whom somebody picked. */
export function pick({ draft }: Level, chosen: Choices | undefined): void {
  if (chosen !== undefined) draft.chosen = { ...draft.chosen, ...chosen };
}

/** From now on the starter cannot have the form back, and nobody before can take his answer back. */
function decideAs(level: Level, token: FlowToken, outcome: AnswerOutcome, by: string): void {
  level.root.draft.decided = true;
  spoil(level, token);
  if (outcome === 'approved') level.draft.approvers = [...new Set([...(level.draft.approvers ?? []), by])];
}

function noteAnswer(
  { level, item, token }: FoundWork,
  outcome: AnswerOutcome,
  { by, comment }: AnswerCommand,
): void {
  level.event(item.helps === undefined ? outcome : 'opinion', {
    nodeId: token.nodeId,
    actor: by,
    payload: {
      taskId: item.id,
      visit: item.visit,
      ...(item.helps === undefined ? {} : { outcome, for: item.helps }),
      ...(item.for === undefined ? {} : { for: item.for }),
      ...(comment === undefined ? {} : { comment }),
    },
  });
}
