/** Upper ends of the buckets in which saves are counted by how long they took; what takes longer falls into one more. In milliseconds. */
const ENDS_MS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500] as const;

export const BUCKETS = ENDS_MS.length + 1;

/** In which bucket a time is counted. */
export function bucketOf(milliseconds: number): number {
  const at = ENDS_MS.findIndex((end) => milliseconds <= end);
  return at < 0 ? ENDS_MS.length : at;
}

/** Nothing counted yet. */
export function noBuckets(): number[] {
  return new Array<number>(BUCKETS).fill(0);
}

/**
 * A time that the given share of saves does not exceed, as far as buckets tell: the end of the bucket, but never more than the longest.
 * @param share 0.95 for nineteen of twenty
 */
export function quantileOf(buckets: readonly number[], share: number, longestMs: number): number {
  const all = buckets.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [at, count] of buckets.entries()) {
    seen += count;
    if (all > 0 && seen >= share * all) return Math.min(ENDS_MS[at] ?? longestMs, longestMs);
  }
  return longestMs;
}
