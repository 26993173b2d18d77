import type { CompiledNode } from '../flow-model.js';
import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import { cancelTokens } from './close-nodes.js';
import { forget } from './closings.js';
import { enter } from './enter.js';
import { winRace } from './send.js';

/** Nodes that wait for several tokens and go on with one. */

/** A token comes to a join: it is swallowed where the join went on without it, else it waits for the others. */
export function arriveAtJoin(level: Level, token: FlowToken, node: CompiledNode): void {
  if (token.left?.includes(node.id)) return;
  level.rest(token);
  if (node.part.join !== 'and') return;
  const consumed = complete(level, node);
  if (consumed !== undefined) goOn(level, node, consumed);
}

/** The first join that no other token can reach any more goes on with all that wait there. */
export function goOnAtInclusiveJoin(level: Level): boolean {
  for (const { nodeId } of level.draft.tokens) {
    const node = level.nodeOf(nodeId);
    if (node.part.join !== 'or') continue;
    const waiting = waitingAt(level, node);
    const others = level.draft.tokens.filter((token) => token.nodeId !== nodeId);
    if (waiting.length === 0 || others.some((token) => canReach(level, token, node))) continue;
    goOn(level, node, waiting);
    return true;
  }
  return false;
}

/** The tokens with which an `and` join goes on; `undefined` while one is missing. */
function complete(level: Level, node: CompiledNode): readonly FlowToken[] | undefined {
  const waiting = waitingAt(level, node);
  const need = node.part.needOf?.(node.config);
  if (need !== undefined) return waiting.length >= need ? waiting.slice(0, need) : undefined;
  const ofLines = node.into.map((line) => waiting.find((token) => token.via === line.id));
  const found = ofLines.filter((token) => token !== undefined);
  return found.length === ofLines.length ? found : undefined;
}

function waitingAt(level: Level, node: CompiledNode): readonly FlowToken[] {
  return level.draft.tokens.filter((token) => token.nodeId === node.id && token.stuck !== true);
}

function goOn(level: Level, node: CompiledNode, consumed: readonly FlowToken[]): void {
  const merged = merge(level, node, consumed);
  for (const token of consumed) {
    winRace(level, token);
    level.drop(token);
  }
  if (node.part.needOf?.(node.config) !== undefined) settleRest(level, node);
  enter(level, merged, node);
}

/** What several tokens know, in one. Only what all of them stem from can still be taken back. */
function merge(level: Level, node: CompiledNode, consumed: readonly FlowToken[]): FlowToken {
  const since = consumed.every((token) => token.since === consumed[0]?.since)
    ? consumed[0]?.since
    : undefined;
  if (since === undefined) for (const token of consumed) forget(level, token);
  const prior = [...new Set(consumed.flatMap((token) => token.prior ?? []))];
  const left = [...new Set(consumed.flatMap((token) => token.left ?? []))].filter((id) => id !== node.id);
  const via = consumed.at(-1)?.via;
  return {
    id: consumed[0]?.id ?? level.nextId(),
    nodeId: node.id,
    ...(via === undefined ? {} : { via }),
    ...(prior.length === 0 ? {} : { prior }),
    ...(left.length === 0 ? {} : { left }),
    ...(since === undefined ? {} : { since }),
  };
}

/** A join that went on early gives up what could still have come, or swallows it when it comes. */
function settleRest(level: Level, node: CompiledNode): void {
  const late = (token: FlowToken): boolean => token.nodeId === node.id || canReach(level, token, node);
  if (node.part.restOf?.(node.config) === 'ignore') {
    const leave = (token: FlowToken): FlowToken =>
      late(token) ? { ...token, left: [...new Set([...(token.left ?? []), node.id])] } : token;
    level.draft.tokens = level.draft.tokens.map(leave);
    level.step.changeMoving(level, leave);
    return;
  }
  const given = [...level.draft.tokens, ...level.step.halt(level, late)].filter(late);
  for (const token of given) forget(level, token);
  cancelTokens(level, given);
}

function canReach(level: Level, token: FlowToken, node: CompiledNode): boolean {
  return level.flow.reach.leads(token.nodeId, node.id);
}
