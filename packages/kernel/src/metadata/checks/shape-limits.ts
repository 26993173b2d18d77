import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { FORBIDDEN_KEYS } from './reserved-names.js';

const DEPTH_MAX = 64;
const VALUES_MAX = 200_000;

/**
 * Looks at a raw definition before anything walks it: how deep, how large, and whether a key reaches into prototypes.
 * Iterative, so that a hostile nesting costs no stack.
 */
export function checkShapeLimits(value: unknown): readonly Issue[] {
  const open: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value, path: '', depth: 0 },
  ];
  for (let count = 0; open.length > 0; count++) {
    const { value: current, path, depth } = open.pop() as (typeof open)[number];
    if (count > VALUES_MAX) return [issue('definition_too_large', '', { max: VALUES_MAX })];
    if (typeof current !== 'object' || current === null) continue;
    if (depth >= DEPTH_MAX) return [issue('definition_too_deep', path, { max: DEPTH_MAX })];
    for (const [key, inner] of Object.entries(current)) {
      if (FORBIDDEN_KEYS.has(key)) return [issue('bad_key', pointer(path, key), { name: key })];
      open.push({ value: inner, path: pointer(path, key), depth: depth + 1 });
    }
  }
  return [];
}
