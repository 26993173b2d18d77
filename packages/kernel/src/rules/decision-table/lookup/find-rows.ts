import type { ColumnIndex } from './column-index.js';
import { lowestBit } from './row-set.js';
import type { RowSet } from './row-set.js';

/** Numbers of the first rows, at most `limit`, whose cells take the class given for each column. */
export function findRows(
  columns: readonly ColumnIndex[],
  classes: readonly number[],
  limit: number,
): readonly number[] {
  const sets: RowSet[] = [];
  for (let at = 0; at < columns.length; at += 1)
    sets.push((columns[at] as ColumnIndex).rowsAt(classes[at] as number));
  const first = sets[0] as RowSet;
  const found: number[] = [];
  for (let word = 0; word < first.length; word += 1) {
    let bits = first[word] as number;
    for (let at = 1; at < sets.length && bits !== 0; at += 1) bits &= (sets[at] as RowSet)[word] as number;
    for (; bits !== 0; bits &= bits - 1) {
      if (found.length === limit) return found;
      found.push(word * 32 + lowestBit(bits));
    }
  }
  return found;
}
