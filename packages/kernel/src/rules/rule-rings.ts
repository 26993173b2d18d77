import { orderByDependency } from '../foundation/index.js';

/** Rings in a graph of rules: from a rule to those that it sets off. */

export type Followers = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The shortest ring through each of these rules, each ring once; it begins and ends with the same rule. A ring that is
 * allowed does not hide another one through the same rule, so every restless rule is asked for its own.
 */
export function ringsThrough(
  restless: readonly string[],
  followers: Followers,
): readonly (readonly string[])[] {
  if (restless.length === 0) return [];
  const { rings } = orderByDependency([...followers.keys()], (key) => followers.get(key) ?? []);
  if (rings.length === 0) return [];
  const found = new Map<string, readonly string[]>();
  for (const key of restless) {
    const ring = shortestRing(key, followers);
    const members = [...new Set(ring)].sort().join(' ');
    if (ring && !found.has(members)) found.set(members, ring);
  }
  return [...found.values()];
}

/** The shortest way from a rule back to itself, breadth first. */
function shortestRing(start: string, followers: Followers): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (const key of open) {
    for (const next of followers.get(key) ?? []) {
      if (next === start) return [...wayTo(key, start, cameFrom), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      open.push(next);
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [end];
  for (let key = end; key !== start; way.unshift(key)) key = cameFrom.get(key) ?? start;
  return way;
}
