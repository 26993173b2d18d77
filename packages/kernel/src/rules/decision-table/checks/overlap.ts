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
  for (const column of columns) if (!overlapIn(column, left, right, budget)) return false;
  return true;
}

/** Most cells take everything between two ends, so the ends settle it. */
function overlapIn(column: CheckColumn, left: number, right: number, budget: WorkBudget): boolean {
  const { first, last, isSolid } = column;
  budget.spend(1);
  if ((first[left] as number) > (last[right] as number)) return false;
  if ((first[right] as number) > (last[left] as number)) return false;
  return (isSolid[left] && isSolid[right]) || sharedRank(column, left, right, budget) !== undefined;
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
export function takesAllOf(columns: readonly CheckColumn[], outer: number, inner: number): boolean {
  return columns.every(({ rows }) =>
    (rows[inner] ?? []).every(({ first, last }) =>
      (rows[outer] ?? []).some((span) => span.first <= first && last <= span.last),
    ),
  );
}
