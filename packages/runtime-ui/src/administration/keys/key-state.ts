import type { KeyView } from './key-wire.js';

/** How a key stands: good, good for a while beside its successor, over, or revoked. */
export type KeyState = 'good' | 'ending' | 'over' | 'revoked';

export function keyState(
  { revokedAt, expiresAt, replacedBy }: Pick<KeyView, 'revokedAt' | 'expiresAt' | 'replacedBy'>,
  now: string,
): KeyState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(now)) return 'over';
  return replacedBy === null ? 'good' : 'ending';
}
