import { issue, ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { FlowFacts, FlowStep } from './flow-command.js';
import type { CompiledFlow } from './flow-model.js';
import type { FlowState, FlowToken } from './flow-state.js';
import { apply } from './game/enter.js';
import { isWanted, setLimits } from './game/set-limits.js';
import { settle } from './game/settle.js';
import { allLevels, Level } from './level.js';
import { Migration } from './migrate-state.js';
import type { NodeMap } from './migrate-state.js';
import { openWork } from './node-paths.js';
import { stateOf } from './state-of.js';
import { Step } from './step.js';

export interface MigrateCommand {
  readonly map?: NodeMap;
  readonly by: string;
  readonly comment?: string;
  readonly at: string;
}

/**
 * Goes on with another version of the flow. Tokens keep their nodes, by id or by the map, with their to-dos and timers;
 * it is refused whole if an open node has no counterpart. Time limits that only the new version has count from the
 * opening of the node.
 */
export function migrateFlow(
  from: CompiledFlow,
  to: CompiledFlow,
  state: FlowState,
  command: MigrateCommand,
  facts: FlowFacts,
): Result<FlowStep, readonly Issue[]> {
  if (!['running', 'returned', 'suspended'].includes(state.status))
    return refused([issue('not_running', '', { status: state.status })]);
  const migration = new Migration(from, to, command.map ?? {});
  const migrated = migration.state(state);
  if (migration.issues.length > 0) return refused(migration.issues);
  const root = new Level(to, new Step(facts, command, state.eventSeq, apply), migrated);
  root.event('migrated', {
    actor: command.by,
    payload: {
      ...(command.map === undefined ? {} : { map: command.map }),
      ...(command.comment === undefined ? {} : { comment: command.comment }),
    },
  });
  moveTasks(root, state, migrated);
  for (const level of allLevels(root)) renewTimers(level);
  settle(root);
  return ok({ state: stateOf(root), effects: root.step.record.effects });
}

function moveTasks({ step }: Level, before: FlowState, after: FlowState): void {
  const stood = new Map(openWork(before).map(({ id, nodeId }) => [id, nodeId]));
  for (const { id, nodeId } of openWork(after))
    if (stood.get(id) !== nodeId) step.record.add({ type: 'move_task', taskId: id, nodeId });
}

/** Timers keep their time as long as the node has a use for them. */
function renewTimers(level: Level): void {
  level.dropTimers((timer) => !isWanted(level.nodeOf(timer.nodeId), timer));
  for (const token of level.draft.tokens) {
    if (token.round === undefined) continue;
    const has = (level.draft.timers ?? []).filter(({ tokenId }) => tokenId === token.id);
    setLimits(level, token, openedAt(level, token), has);
  }
}

function openedAt(level: Level, token: FlowToken): string {
  const opened = level.workOf(token).map((item) => item.openedAt);
  return opened.sort()[0] ?? level.step.facts.now;
}
