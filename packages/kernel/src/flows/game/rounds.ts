import type { AssigneeConfig } from '../assignee-config.js';
import type { TaskOutcome } from '../flow-command.js';
import type { CompiledNode } from '../flow-model.js';
import type { FlowToken, WorkItem, WorkKind } from '../flow-state.js';
import type { Level } from '../level.js';
import type { AskMove } from '../node-type.js';
import { answerDuplicates, openRound, withTasks } from '../round.js';
import type { RoundChange } from '../round.js';
import { decide } from './decide.js';
import { setLimits } from './set-limits.js';

/** Human nodes: who signs, and the to-dos that follow from it. */

/** Opens a node for people. */
export function ask(level: Level, token: FlowToken, { asked, policy }: AskMove): void {
  level.rest(token);
  setLimits(level, token);
  carryOn(level, token, openRound(policy, asked), 'duplicate');
}

/**
 * Takes a round further: to-dos close and open, and where the node is decided the token goes on.
 * @param how who decides the node, if it is decided.
 * @param closedAs how to-dos end that close on the way, where they do not just lapse.
 */
export function carryOn(
  level: Level,
  token: FlowToken,
  begun: RoundChange,
  how: 'person' | 'auto' | 'duplicate',
  closedAs: ReadonlyMap<string, TaskOutcome> = new Map(),
): void {
  const node = level.nodeOf(token.nodeId);
  const kind = kindOf(node);
  const change =
    kind === 'approve' ? answerDuplicates(begun, (user) => isDuplicate(level, token, user)) : begun;
  for (const id of change.close) level.closeWork(id, closedAs.get(id) ?? 'cancelled');
  for (const user of change.duplicates ?? []) noteDuplicate(level, token, user);
  const { round, opened } = withTasks(change, level.step.facts.ids);
  const asked = { ...token, round };
  level.rest(asked);
  for (const { taskId, user, for: principal, helps } of opened) {
    level.openWork({
      ...workHead(level, asked, kind, node),
      id: taskId,
      assignee: user,
      ...(principal === undefined ? {} : { for: principal }),
      ...(helps === undefined ? {} : { helps }),
    });
  }
  level.notify(
    opened.map(({ user }) => user),
    'task',
    node.id,
  );
  const isOwn = begun.decided !== undefined;
  if (change.decided !== undefined) decide(level, asked, change.decided, isOwn ? how : 'duplicate');
}

function workHead(
  level: Level,
  token: FlowToken,
  kind: WorkKind,
  node: CompiledNode,
): Omit<WorkItem, 'id' | 'assignee'> {
  const { dueIn } = node.config as AssigneeConfig;
  return {
    tokenId: token.id,
    nodeId: node.id,
    visit: token.visit ?? 1,
    kind,
    openedAt: level.step.facts.now,
    ...(dueIn === undefined ? {} : { dueAt: level.moment().dueAfter(dueIn) }),
  };
}

function kindOf({ part, config }: CompiledNode): WorkKind {
  return part.work?.(config).answers.submit === undefined ? 'approve' : 'handle';
}

/** An approval given before stands for this one, as the settings of the flow say. */
function isDuplicate(level: Level, token: FlowToken, user: string): boolean {
  const { flow, draft } = level;
  const { dedupe = 'none' } = flow.settings;
  if (hasGoneRound(level, token)) return false;
  if (dedupe === 'consecutive') return token.prior?.includes(user) === true;
  return dedupe === 'any' && draft.approvers?.includes(user) === true;
}

/** A loop in which everybody has approved before would go round for ever: the second time in one step people look at it. */
function hasGoneRound(level: Level, { nodeId, visit }: FlowToken): boolean {
  const passed = level.step.repeated.get(level.pathOf(nodeId));
  return passed !== undefined && passed !== visit;
}

function noteDuplicate(level: Level, token: FlowToken, user: string): void {
  level.step.repeated.set(level.pathOf(token.nodeId), token.visit ?? 1);
  level.event('approved', {
    nodeId: token.nodeId,
    actor: user,
    payload: { duplicate: true, visit: token.visit ?? 1 },
  });
}
