/** Sets of row numbers as bits, 32 to a word. */
export type RowSet = Uint32Array;

const WORD_BITS = 32;

/** Words that a set of so many rows takes. */
export function wordsFor(rows: number): number {
  return Math.ceil(rows / WORD_BITS);
}

/** A set without rows. */
export function noRows(rows: number): RowSet {
  return new Uint32Array(wordsFor(rows));
}

/** Puts a row in where it is missing and takes it out where it is. */
export function toggle(set: RowSet, row: number): void {
  const word = row >>> 5;
  set[word] = (set[word] as number) ^ (1 << (row & 31));
}

export function hasRow(set: RowSet, row: number): boolean {
  return (((set[row >>> 5] as number) >>> (row & 31)) & 1) === 1;
}

export function isEmpty(set: RowSet): boolean {
  for (let at = 0; at < set.length; at += 1) if (set[at] !== 0) return false;
  return true;
}

/** Rows that are in both sets. */
export function intersection(left: RowSet, right: RowSet): RowSet {
  const result = left.slice();
  for (let at = 0; at < result.length; at += 1) result[at] = (result[at] as number) & (right[at] as number);
  return result;
}

/** Whether a row is in both sets. */
export function meet(left: RowSet, right: RowSet): boolean {
  for (let at = 0; at < left.length; at += 1)
    if (((left[at] as number) & (right[at] as number)) !== 0) return true;
  return false;
}

/** Number of the lowest bit of a word that is not zero. */
export function lowestBit(word: number): number {
  return WORD_BITS - 1 - Math.clz32(word & -word);
}
