import type { CompiledNode } from '../flow-model.js';
import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import { allLevels } from '../level.js';
import { decide } from './decide.js';

/** Events that a flow waits for. */

/** Waits for an event, unless it came before and was kept. */
export function listen(level: Level, token: FlowToken, node: CompiledNode, event: string): void {
  level.rest(token);
  const kept = level.draft.kept ?? [];
  if (node.part.event?.(node.config).isKept !== true || !kept.includes(event)) return;
  level.draft.kept = kept.filter((other) => other !== event);
  decide(level, token, 'approved', 'auto');
}

/** Tells an event to every token that waits for it; whether anybody waited, or will. */
export function tell(root: Level, event: string): boolean {
  const waiting = allLevels(root).flatMap((level) =>
    level.draft.tokens
      .filter((token) => token.visit !== undefined && eventAt(level, token) === event)
      .map((token) => ({ level, token })),
  );
  for (const { level, token } of waiting) if (level.token(token.id) !== undefined) hear(level, token, event);
  return waiting.length > 0 || keep(root, event);
}

function eventAt(level: Level, token: FlowToken): string | undefined {
  const { part, config } = level.nodeOf(token.nodeId);
  return part.event?.(config).name;
}

function hear(level: Level, token: FlowToken, event: string): void {
  level.event('signalled', { nodeId: token.nodeId, payload: { event } });
  decide(level, token, 'approved', 'auto');
}

/** Keeps an event that comes early, once, for the flows with a node that asks for that. */
function keep(root: Level, event: string): boolean {
  const keepers = allLevels(root).filter((level) =>
    [...level.flow.nodes.values()].some(({ part, config }) => {
      const wanted = part.event?.(config);
      return wanted?.name === event && wanted.isKept;
    }),
  );
  for (const { draft } of keepers) draft.kept = [...new Set([...(draft.kept ?? []), event])];
  if (keepers.length > 0) root.event('signalled', { payload: { event, kept: true } });
  return keepers.length > 0;
}
