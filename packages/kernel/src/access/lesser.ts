import type { FieldMask } from '../metadata/index.js';
import type { AccessDecision } from './decide.js';
import { isEverything } from './row-scope.js';

/**
 * What somebody is shown who looks on as another: what both may see. Whoever looks on must see every record of the form
 * himself, because which of the other's records are among his cannot be said for a whole list.
 */
export function lesserOf(seen: AccessDecision, viewer: AccessDecision): AccessDecision {
  const hidden = new Set([...seen.hidden, ...viewer.hidden]);
  const masked = new Map<string, FieldMask>();
  for (const path of hidden) {
    const [one, other] = [maskIn(seen, path), maskIn(viewer, path)];
    if (one !== 'nothing' && other !== 'nothing') {
      const mask = one === 'whole' ? other : one;
      if (mask !== 'whole') masked.set(path, mask);
    }
  }
  const allowed = seen.allowed && viewer.allowed && isEverything(viewer.rows);
  return { allowed, rows: allowed ? seen.rows : [], hidden, masked, readOnly: seen.readOnly };
}

function maskIn({ hidden, masked }: AccessDecision, path: string): FieldMask | 'nothing' | 'whole' {
  return hidden.has(path) ? (masked.get(path) ?? 'nothing') : 'whole';
}
