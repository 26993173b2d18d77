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

/** Something has happened behind a closing that cannot be undone, or somebody has decided there. */
export function spoil(level: Level, { since }: Pick<FlowToken, 'since'>): void {
  if (since === undefined) return;
  level.draft.closings = (level.draft.closings ?? []).filter((closing) => closing.id !== since);
}
