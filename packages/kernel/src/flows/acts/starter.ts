import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { forbidsStart } from '../assignees.js';
import { beginning } from '../beginning.js';
import type { PersonCommand, StartCommand } from '../flow-command.js';
import type { CompiledFlow } from '../flow-model.js';
import type { FlowState } from '../flow-state.js';
import { cancelLevel } from '../game/close-nodes.js';
import { recall as takeHome } from '../game/returns.js';
import { allLevels } from '../level.js';
import type { Level } from '../level.js';
import { nodeMoment } from '../node-moment.js';
import type { StartConfig } from '../node-types/start.node.js';
import { activeUsers } from '../people.js';
import { planFlow } from '../plan-flow.js';
import { pick } from './answer.js';

/** What the starter of an instance does with it. */

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

/** The state in which an instance begins. */
export function initialState(command: StartCommand, record: Readonly<Record<string, unknown>>): FlowState {
  const before = record['status'];
  return beginning(command.starter, {
    chosen: command.chosen,
    item: command.item,
    before: typeof before === 'string' ? before : undefined,
  });
}

/** Puts the first token on the start. */
export function start(level: Level, command: StartCommand): readonly Issue[] {
  const config = level.flow.start.config as StartConfig;
  if (config.starters !== undefined && config.starters.length > 0) {
    const allowed = activeUsers(config.starters, level.moment());
    if (!allowed.includes(command.starter)) return [issue('not_allowed', '', { action: 'start' })];
  }
  const missing = [...missingChoices(level.flow, level.draft), ...missingPeople(level)];
  if (missing.length > 0) return missing;
  level.event('started', { actor: command.starter });
  level.step.record.recordState(level.flow.definition.states.running);
  level.move({ id: level.nextId(), nodeId: level.flow.start.id });
  return [];
}

function missingChoices(flow: CompiledFlow, { chosen }: Pick<FlowState, 'chosen'>): readonly Issue[] {
  return [...flow.nodes.values()]
    .filter(({ part, config }) => part.choices?.(config).byStarter === true)
    .filter(({ id }) => (chosen?.[id]?.length ?? 0) === 0)
    .map(({ id }) => issue('missing_choice', '/chosen', { node: id }));
}

/** Steps on the way that the record takes as it is now, which must have somebody. */
function missingPeople({ flow, draft, step: { facts } }: Level): readonly Issue[] {
  const moment = nodeMoment(flow, draft, facts);
  const barred = [...flow.nodes.values()].filter((node) => forbidsStart(node, moment));
  if (barred.length === 0) return [];
  const plan = planFlow(flow, null, { ...facts, starter: draft.starter });
  const ahead = new Set(plan.filter(({ state }) => state === 'planned').map(({ nodeId }) => nodeId));
  return barred
    .filter(({ id }) => ahead.has(id))
    .map(({ definition }) => issue('nobody_to_ask', '', { node: definition.title }));
}

/** Sends a form again that came back. */
export function resubmit(root: Level, command: Of<'resubmit'>): readonly Issue[] {
  const returned = allLevels(root).filter(({ draft }) => draft.status === 'returned');
  if (returned.length === 0) return [issue('not_running', '', { status: root.draft.status })];
  for (const level of returned) {
    const item = level.draft.work.find(
      ({ id, assignee }) =>
        assignee === command.by && (command.taskId === undefined || id === command.taskId),
    );
    const token = item && level.token(item.tokenId);
    if (item === undefined || token === undefined) continue;
    pick(level, command.chosen);
    level.closeWork(item.id, 'resubmitted', command.by, command.comment);
    for (const other of level.workOf(token)) level.closeWork(other.id, 'cancelled');
    level.event('resubmitted', {
      nodeId: token.nodeId,
      actor: command.by,
      ...(command.comment === undefined ? {} : { payload: { comment: command.comment } }),
    });
    level.stop('running');
    if (level === root) level.step.record.recordState(level.flow.definition.states.running);
    level.drop(token);
    level.move(token);
    return [];
  }
  return [issue('not_yours')];
}

/** The starter has the form back, as long as nobody has decided anything. */
export function recall(root: Level, command: Of<'recall'>): readonly Issue[] {
  const { draft, flow } = root;
  if (draft.starter !== command.by) return [issue('not_yours')];
  if (flow.settings.allowRecall === false) return [issue('not_allowed', '', { action: 'recall' })];
  if (draft.decided === true) return [issue('too_late')];
  root.event('recalled', { actor: command.by, ...reasonOf(command) });
  takeHome(root);
  return [];
}

/** The starter calls the whole thing off. */
export function revoke(root: Level, command: Of<'revoke'>): readonly Issue[] {
  const { draft, flow, step } = root;
  if (draft.starter !== command.by) return [issue('not_yours')];
  if (flow.settings.allowRevoke === false) return [issue('not_allowed', '', { action: 'revoke' })];
  root.event('revoked', { actor: command.by, ...reasonOf(command) });
  cancelLevel(root);
  root.stop('revoked');
  delete draft.reason;
  const { revoked, rejected } = flow.definition.states;
  step.record.recordState(revoked ?? rejected);
  return [];
}

function reasonOf({ comment }: { comment?: string }): { payload?: Readonly<Record<string, unknown>> } {
  return comment === undefined ? {} : { payload: { comment } };
}
