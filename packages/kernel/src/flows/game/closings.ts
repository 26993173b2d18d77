import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';

/** What people closed and may still take back. A token that stems from a closing names it. */

/** Remembers the closing of a node by a person; gives its number. */
export function remember(level: Level, token: FlowToken): number {
  const id = level.nextId();
  const { children: _children, ...kept } = token;
  level.draft.closings = [...(level.draft.closings ?? []), { id, token: kept }];
  return id;
}

/** The closing that a token stems from can be taken back no more. */
export function forget({ draft }: Level, { since }: Pick<FlowToken, 'since'>): void {
  if (since === undefined) return;
  draft.closings = (draft.closings ?? []).filter((closing) => closing.id !== since);
}

/**
 * Something has happened behind a closing that cannot be undone, or somebody has acted there. What happens in a flow
 * inside of a node happens behind those who brought the flow to that node as well.
 */
export function spoil(level: Level, token: Pick<FlowToken, 'since'>): void {
  forget(level, token);
  const { parent } = level;
  const holder = parent?.level.token(parent.tokenId);
  if (parent !== undefined && holder !== undefined) spoil(parent.level, holder);
}
