import type { Difference } from './difference.js';

/**
 * Leaves out what follows from another difference and says nothing of its own: the order of a form names every field, so
 * a field that came or went is met there again.
 */
export function withoutEchoes(differences: readonly Difference[]): readonly Difference[] {
  const fields = new Set(differences.flatMap((each) => fieldOf(each) ?? []));
  return differences.filter((each) => !isOrder(each) || !namesOf(each).every((name) => fields.has(name)));
}

/** The field of the header that came or went. */
function fieldOf({ kind, path }: Difference): string | undefined {
  const [first, second, field] = path;
  const isField = path.length === 3 && first?.name === 'schema' && second?.name === 'properties';
  return isField && (kind === 'added' || kind === 'removed') ? field?.name : undefined;
}

function isOrder({ kind, path }: Difference): boolean {
  const [first, second] = path;
  return path.length === 2 && first?.name === 'ui' && second?.name === 'order' && kind !== 'reordered';
}

function namesOf({ before, after }: Difference): readonly string[] {
  const list = after ?? before;
  return Array.isArray(list) ? list.map(String) : [];
}
