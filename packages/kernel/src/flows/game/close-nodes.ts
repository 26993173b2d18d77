import type { FlowToken, NodeOutcome } from '../flow-state.js';
import type { Level } from '../level.js';

/** Nodes that are closed: by what was decided there, or because the flow goes on without them. */

/** Writes down how a node was closed, and ends what belonged to it: its timers and what is left of its to-dos. */
export function closeNode(level: Level, token: FlowToken, outcome: NodeOutcome): void {
  endWork(level, token);
  level.event('node_closed', {
    nodeId: token.nodeId,
    payload: { outcome, visit: token.visit ?? 1 },
  });
}

/** A token whose node is closed already: what is cancelled with it is what runs inside of it. */
export function closed({ visit: _visit, ...token }: FlowToken): FlowToken {
  return token;
}

function endWork(level: Level, token: FlowToken): void {
  level.dropTimers((timer) => timer.tokenId === token.id);
  for (const item of level.workOf(token)) level.closeWork(item.id, 'cancelled');
}

/** Takes tokens out of the game, with everything inside of them; in the trail they stand in the order of their paths. */
export function cancelTokens(
  level: Level,
  tokens: readonly FlowToken[],
  outcome: 'cancelled' | 'taken_back' = 'cancelled',
): void {
  closeAll(openNodes(level, tokens), outcome);
  for (const token of tokens) {
    for (const child of level.children.get(token.id) ?? []) haltLevel(child);
    level.drop(token);
  }
}

/** Takes out what runs inside of a token; the token itself stays. */
export function cancelInside(level: Level, token: FlowToken): void {
  const children = level.children.get(token.id) ?? [];
  closeAll(
    children.flatMap((child) => openNodes(child, child.draft.tokens)),
    'cancelled',
  );
  for (const child of children) haltLevel(child);
}

function closeAll(open: OpenNode[], outcome: 'cancelled' | 'taken_back'): void {
  for (const { level, token } of open.sort(byPath)) {
    endWork(level, token);
    if (token.visit !== undefined) closeNode(level, token, outcome);
  }
}

/** Takes all tokens of a level out, those on their way as well. */
export function cancelLevel(level: Level): void {
  cancelTokens(level, level.draft.tokens);
  level.step.halt(level);
}

interface OpenNode {
  readonly level: Level;
  readonly token: FlowToken;
  readonly path: string;
}

function openNodes(level: Level, tokens: readonly FlowToken[]): OpenNode[] {
  return tokens.flatMap((token) => [
    { level, token, path: level.pathOf(token.nodeId) },
    ...(level.children.get(token.id) ?? []).flatMap((child) => openNodes(child, child.draft.tokens)),
  ]);
}

function byPath(one: OpenNode, other: OpenNode): number {
  if (one.path === other.path) return one.token.id - other.token.id;
  return one.path < other.path ? -1 : 1;
}

function haltLevel(level: Level): void {
  level.stop('cancelled');
  level.draft.tokens = [];
  level.step.halt(level);
  for (const child of [...level.children.values()].flat()) haltLevel(child);
}
