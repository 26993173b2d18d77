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
  intersect(result, left, right);
  return result;
}

/** Makes `target` the rows that are in both sets. */
export function intersect(target: RowSet, left: RowSet, right: RowSet): void {
  for (let at = 0; at < target.length; at += 1) target[at] = (left[at] as number) & (right[at] as number);
}

const BLOCK_WORDS = 16_384;

/** Keeps copies of many sets of one size in a few blocks of memory: a set of its own costs several times its words. */
export class RowSetStore {
  private block: Uint32Array;
  private used = 0;

  /** `expected` sets are made room for at once. */
  constructor(
    private readonly words: number,
    expected = 0,
  ) {
    this.block = new Uint32Array(expected * words);
  }

  copy(set: RowSet): RowSet {
    if (this.used + this.words > this.block.length) {
      this.block = new Uint32Array(Math.max(BLOCK_WORDS, this.words));
      this.used = 0;
    }
    const kept = this.block.subarray(this.used, this.used + this.words);
    this.used += this.words;
    kept.set(set);
    return kept;
  }
}

/** Calls for each row of a set, from the first to the last, until told to stop. */
export function someRow(set: RowSet, stops: (row: number) => boolean): boolean {
  for (let word = 0; word < set.length; word += 1)
    for (let bits = set[word] as number; bits !== 0; bits &= bits - 1)
      if (stops(word * WORD_BITS + lowestBit(bits))) return true;
  return false;
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
