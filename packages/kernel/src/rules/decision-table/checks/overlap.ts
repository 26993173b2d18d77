import type { ClassSpan } from '../axes/axis.js';
import type { CheckColumn } from './check-column.js';
import type { WorkBudget } from './work-budget.js';

/** Whether some values fit both rows. */
export function overlap(
  columns: readonly CheckColumn[],
  left: number,
  right: number,
  budget: WorkBudget,
): boolean {
  for (let at = 0; at < columns.length; at += 1)
    if (!overlapIn(columns[at] as CheckColumn, left, right, budget)) {
      budget.spend(at + 1);
      return false;
    }
  budget.spend(columns.length);
  return true;
}

/** Most cells take everything between two ends, so the ends settle it. */
function overlapIn(column: CheckColumn, left: number, right: number, budget: WorkBudget): boolean {
  const { first, last, isSolid } = column;
  if ((first[left] as number) > (last[right] as number)) return false;
  if ((first[right] as number) > (last[left] as number)) return false;
  if (isSolid[left] === 1 && isSolid[right] === 1) return true;
  return sharedRank(column, left, right, budget) !== undefined;
}

/** Pairs of rows that are tried to see how well a column tells rows apart. */
const TRIED_PAIRS = 500;
const TRIED_STRIDE = 769;

/** The columns with those first that tell most rows apart: few pairs are then looked at in more than one column. */
export function bestPartingFirst(
  columns: readonly CheckColumn[],
  rows: number,
  budget: WorkBudget,
): readonly CheckColumn[] {
  const tried = Array.from({ length: TRIED_PAIRS }, (_, at) => at);
  const overlaps = (column: CheckColumn) =>
    tried.filter((at) => overlap([column], at % rows, (at * TRIED_STRIDE + 1) % rows, budget)).length;
  return columns
    .map((column) => ({ column, overlaps: overlaps(column) }))
    .sort((a, b) => a.overlaps - b.overlaps)
    .map(({ column }) => column);
}

/** For two rows that overlap a rank of each column that both take, one that is not blank where there is one. */
export function sharedRanks(
  columns: readonly CheckColumn[],
  left: number,
  right: number,
  budget: WorkBudget,
): readonly number[] {
  return columns.map((column) => sharedRank(column, left, right, budget) ?? 0);
}

function sharedRank(
  { rows, blankRank }: CheckColumn,
  left: number,
  right: number,
  budget: WorkBudget,
): number | undefined {
  const ours = rows[left] ?? [];
  const theirs = rows[right] ?? [];
  let found: number | undefined;
  for (let l = 0, r = 0; l < ours.length && r < theirs.length;) {
    const a = ours[l] as ClassSpan;
    const b = theirs[r] as ClassSpan;
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    // Blank has the lowest rank, so a later one is a better example.
    if (first <= last) found = first === blankRank && first < last ? first + 1 : first;
    if (found !== undefined && found !== blankRank) return found;
    if (a.last < b.last) l += 1;
    else r += 1;
    budget.spend(1);
  }
  return found;
}

/** Whether a row takes everything that another one takes. */
export function takesAllOf(
  columns: readonly CheckColumn[],
  outer: number,
  inner: number,
  budget: WorkBudget,
): boolean {
  return columns.every((column) => takesAllIn(column, outer, inner, budget));
}

function takesAllIn(
  { rows, cellNumbers }: CheckColumn,
  outer: number,
  inner: number,
  budget: WorkBudget,
): boolean {
  budget.spend(1);
  if (cellNumbers[outer] === cellNumbers[inner]) return true;
  const ours = rows[outer] ?? [];
  let at = 0;
  for (const { first, last } of rows[inner] ?? []) {
    while (at < ours.length && (ours[at] as ClassSpan).last < last) at += 1;
    budget.spend(1);
    if (at === ours.length || (ours[at] as ClassSpan).first > first) return false;
  }
  budget.spend(at);
  return true;
}
