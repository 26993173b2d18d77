const NAMES_COMPARED_MAX = 500;
const NAME_LENGTH_MAX = 40;

/** Proposes the known name that was probably meant, when one is close enough. */
export function nearest(name: string, known: readonly string[]): { readonly suggestion?: string } {
  if (name.length > NAME_LENGTH_MAX) return {};
  const allowed = Math.max(1, Math.floor(name.length / 3));
  const ranked = known
    .slice(0, NAMES_COMPARED_MAX)
    .map((candidate) => ({ candidate, distance: distance(name, candidate.slice(0, NAME_LENGTH_MAX)) }))
    .filter((entry) => entry.distance <= allowed)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0] ? { suggestion: ranked[0].candidate } : {};
}

/** Number of letters to insert, delete or replace. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
