import { administrators } from '../assignees.js';
import type { FlowToken, NodeOutcome, WayBack } from '../flow-state.js';
import type { Level } from '../level.js';
import { canFinish } from './can-finish.js';
import { cancelLevel, cancelTokens, closed, closeNode } from './close-nodes.js';
import { spoil } from './closings.js';

/**
 * Going back: tokens that came by way of the target are taken out, and the target is opened anew. A finished branch beside
 * it keeps its place at its join.
 */

interface GoingBack {
  readonly to: string;
  readonly isGone: (token: FlowToken) => boolean;
}

/** What a return from a token to a node would do; `undefined` where it cannot go back to that node. */
export function planReturn(level: Level, token: FlowToken, to: string): GoingBack | undefined {
  if (to === level.flow.start.id) return { to, isGone: () => true };
  const via = level.draft.passed?.[to];
  const region = via === undefined || to === token.nodeId ? undefined : regionOf(level, token.nodeId, to);
  if (region === undefined) return undefined;
  const isGone = (other: FlowToken): boolean => other.id === token.id || region.has(sourceOf(level, other));
  const left = level.draft.tokens.filter((other) => !isGone(other));
  return canFinish(level, [...left, reopened(level, token.id, to)]) ? { to, isGone } : undefined;
}

/** The target and everything behind it, if the node is behind it: going forward, or at least by way of a backward line. */
function regionOf({ flow }: Level, from: string, to: string): ReadonlySet<string> | undefined {
  const region = [flow.reach.ahead(to), flow.reach.anyway(to)].find((behind) => behind.has(from));
  return region === undefined ? undefined : new Set([...region, to]);
}

/** Where the line begins that a token came over. */
function sourceOf({ flow }: Level, { via, nodeId }: FlowToken): string {
  return (via === undefined ? undefined : flow.lines.get(via)?.from) ?? nodeId;
}

function reopened({ draft }: Level, id: number, to: string): FlowToken {
  const via = draft.passed?.[to];
  return { id, nodeId: to, reopened: true, ...(via === undefined || via === '' ? {} : { via }) };
}

/**
 * Sends the flow back from a node, which closes. Where it cannot go back to the node that is wanted, because it was
 * never done on this way, it goes back to the starter.
 * @param after whether the flow then comes straight back to this node; as the settings say unless given.
 */
export function sendBack(
  level: Level,
  token: FlowToken,
  to: string,
  outcome: NodeOutcome,
  after: 'redo' | 'back' = level.flow.settings.afterReturn ?? 'redo',
): void {
  const { id: start } = level.flow.start;
  const { to: target, isGone } = planReturn(level, token, to) ?? { to: start, isGone: () => true };
  const gone = level.draft.tokens.filter((other) => isGone(other) && other.id !== token.id);
  level.step.halt(level, isGone);
  closeNode(level, token, outcome);
  cancelTokens(level, [closed(token), ...gone]);
  for (const other of [token, ...gone]) spoil(level, other);
  forgetApprovals(level);
  const way = after === 'back' ? { backTo: wayBack(token) } : {};
  if (target === start) return backToStarter(level, { ...startToken(level), ...way });
  level.move({ ...reopened(level, level.nextId(), target), ...way });
}

function wayBack({ nodeId, via, backTo }: FlowToken): WayBack {
  return {
    nodeId,
    ...(via === undefined ? {} : { via }),
    ...(backTo === undefined ? {} : { then: backTo }),
  };
}

/** Approvals made before a return count for nobody any more. */
function forgetApprovals(level: Level): void {
  const forget = ({ prior: _prior, ...token }: FlowToken): FlowToken => token;
  level.draft.approvers = [];
  level.draft.tokens = level.draft.tokens.map(forget);
  level.step.changeMoving(level, forget);
}

/** The starter takes the whole form back. */
export function recall(level: Level): void {
  cancelLevel(level);
  forgetApprovals(level);
  backToStarter(level, startToken(level));
}

function startToken(level: Level): FlowToken {
  return { id: level.nextId(), nodeId: level.flow.start.id };
}

/** The form is with the starter until he sends it again; if he is gone, with the administrators. */
function backToStarter(level: Level, token: FlowToken): void {
  const { draft, step, flow } = level;
  const isThere = step.facts.people.isActive(draft.starter);
  const heirs = isThere ? [] : administrators(level.moment());
  const users = heirs.length > 0 ? heirs : [draft.starter];
  level.rest(token);
  level.stop('returned');
  if (level.parent === undefined) step.record.recordState(flow.definition.states.returned ?? draft.before);
  for (const assignee of users) {
    level.openWork({
      id: step.facts.ids(),
      tokenId: token.id,
      nodeId: token.nodeId,
      visit: draft.visits[token.nodeId] ?? 1,
      assignee,
      kind: 'resubmit',
      openedAt: step.facts.now,
    });
  }
  level.notify(users, 'returned', token.nodeId);
}
