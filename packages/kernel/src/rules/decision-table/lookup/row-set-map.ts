import type { RowSet } from './row-set.js';

/** Values by sets of rows: equal sets have one value. Sets that are put in must not be changed afterwards. */
export class RowSetMap<T> {
  private readonly buckets = new Map<number, { readonly set: RowSet; readonly value: T }[]>();

  get(set: RowSet): T | undefined {
    return this.buckets.get(hashOf(set))?.find((entry) => areEqual(entry.set, set))?.value;
  }

  /** Puts a value in for a set that has none yet. */
  add(set: RowSet, value: T): void {
    const hash = hashOf(set);
    const bucket = this.buckets.get(hash);
    if (bucket) bucket.push({ set, value });
    else this.buckets.set(hash, [{ set, value }]);
  }

  /** All values, those of equal hashes together. */
  values(): readonly T[] {
    return [...this.buckets.values()].flatMap((bucket) => bucket.map(({ value }) => value));
  }
}

// Looked up once: this runs for every word of every set.
const { imul } = Math;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hashOf(set: RowSet): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < set.length; at += 1) {
    hash = imul(hash ^ (set[at] as number), FNV_PRIME);
    // The product carries bits upwards only.
    hash ^= hash >>> 15;
  }
  return hash;
}

function areEqual(left: RowSet, right: RowSet): boolean {
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}
