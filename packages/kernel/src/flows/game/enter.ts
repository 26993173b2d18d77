import { assertNever } from '../../foundation/index.js';
import type { CompiledNode } from '../flow-model.js';
import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import type { NodeMove, NodeNote } from '../node-type.js';
import { beginCalls } from './calls.js';
import { cancelInside, closed, closeNode } from './close-nodes.js';
import { spoil } from './closings.js';
import { listen } from './events.js';
import { end, rejectLevel } from './finish.js';
import { nest } from './nest.js';
import { passOn } from './pass-on.js';
import { sendBack } from './returns.js';
import { ask } from './rounds.js';
import { sendRace } from './send.js';
import { suspend } from './suspend.js';

/** A token comes into a node, and what the node says becomes of it. */

const WAITING: ReadonlySet<NodeMove['move']> = new Set(['ask', 'sleep', 'listen', 'call', 'nest']);

/** Lets a node take a token in. One step passes only so many nodes that wait for nobody. */
export function enter(level: Level, token: FlowToken, node: CompiledNode): void {
  const { step } = level;
  const move = node.part.enter(node, { ...level.moment(), reopened: token.reopened === true });
  if (!WAITING.has(move.move)) step.autoSteps += 1;
  if (step.autoSteps > level.root.flow.autoStepsMax) return suspend(level, token, 'loop_limit');
  const visit = (level.draft.visits[node.id] ?? 0) + 1;
  level.draft.visits = { ...level.draft.visits, [node.id]: visit };
  apply(level, { ...token, visit }, node, move);
}

/** Carries out what a node says. */
export function apply(level: Level, token: FlowToken, node: CompiledNode, move: NodeMove): void {
  switch (move.move) {
    case 'ask':
      return ask(level, token, move);
    case 'leave':
      note(level, token, move.notes);
      if (move.outcome !== undefined) closeNode(level, token, move.outcome);
      cancelInside(level, token);
      return passOn(level, token, node, move.lines);
    case 'race':
      return sendRace(level, token, move.lines);
    case 'sleep':
      level.rest(token);
      return level.setTimer(token, 'delay', move.until);
    case 'listen':
      return listen(level, token, node, move.event);
    case 'call':
      note(level, token, move.notes);
      return beginCalls(level, token, node);
    case 'nest':
      return nest(level, token, move);
    case 'refuse':
      closeNode(level, token, move.outcome);
      level.rest(closed(token));
      return rejectLevel(level);
    case 'back':
      return sendBack(level, token, move.to, move.outcome);
    case 'end':
      return end(level, token, move);
    case 'stuck':
      note(level, token, move.notes);
      return suspend(level, token, move.reason);
    default:
      return assertNever(move);
  }
}

/** Turns what a node says on its way into effects. What was carried out cannot be taken back. */
function note(level: Level, token: FlowToken, notes: readonly NodeNote[] = []): void {
  const { step } = level;
  const nodeId = level.pathOf(token.nodeId);
  const { item } = level.draft;
  for (const entry of notes) {
    switch (entry.note) {
      case 'event':
        level.event(entry.kind, {
          nodeId: token.nodeId,
          ...(entry.payload === undefined ? {} : { payload: entry.payload }),
        });
        break;
      case 'copy':
        step.record.notify(entry.to, 'cc', nodeId, entry.words);
        break;
      case 'instance':
        spoil(level, token);
        step.record.add({
          type: 'start_instance',
          flow: entry.flow,
          nodeId,
          ...(entry.item === undefined ? {} : { item: entry.item }),
        });
        break;
      case 'actions':
        spoil(level, token);
        step.record.add({
          type: 'run_actions',
          nodeId,
          actions: entry.actions,
          ...(item === undefined ? {} : { item }),
        });
        step.input = step.facts.afterActions?.(entry.actions, level.moment().input) ?? step.input;
        break;
      default:
        assertNever(entry);
    }
  }
}
