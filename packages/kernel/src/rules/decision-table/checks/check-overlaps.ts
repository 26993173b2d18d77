import type { Value } from '../../../expression/index.js';
import { issue } from '../../../foundation/index.js';
import { answer } from '../answer.js';
import { DecisionWork } from '../decision-work.js';
import { noRows, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { inputRecord } from '../read-inputs.js';
import type { CheckColumn } from './check-column.js';
import { haveSameOutputs, isConstant, isNeverMet, isSameBox } from './check-context.js';
import type { CheckContext } from './check-context.js';
import { bestPartingFirst, overlap, sharedRanks, takesAllOf } from './overlap.js';
import { aboutRows, witnessOf, witnessText } from './table-finding.js';
import type { TableFinding } from './table-finding.js';
import type { WorkBudget } from './work-budget.js';

export const OVERLAP_FINDINGS_MAX = 100;

export interface Overlaps {
  readonly findings: readonly TableFinding[];
  /** For each row the others that fit some of its values; empty where no row comes before another. */
  readonly overlapping: readonly RowSet[];
  /** Some two rows overlap. */
  readonly found: boolean;
  /** Everything that matters to the hit policy was compared, and all that was found is told. */
  readonly isWhole: boolean;
}

/** Compares the rows in pairs and says which overlaps the hit policy does not stand. */
export function checkOverlaps(context: CheckContext, budget: WorkBudget): Overlaps {
  const { policy } = context.table;
  // Where rows come one before the other, overlaps are what they are for.
  if (policy.precedence !== undefined) return allOverlaps(context, budget);
  return policy.overlap === 'welcome' ? duplicates(context, budget) : judgedOverlaps(context, budget);
}

/**
 * Calls for pairs of rows that overlap, until told to stop; `false` when the budget did not last for all. The rows go by
 * their lowest value in the column that parts most of them, so those that begin after another one ends are never paired.
 */
function somePair(
  { columns, rows }: CheckContext,
  budget: WorkBudget,
  stops: (left: number, right: number) => boolean,
): boolean {
  const parting = bestPartingFirst(columns, rows.length, budget);
  const { first, last } = parting[0] as CheckColumn;
  const order = rows.map((_, row) => row).sort((a, b) => (first[a] as number) - (first[b] as number));
  for (let at = 0; at < order.length; at += 1) {
    if (budget.isSpent) return false;
    const row = order[at] as number;
    const end = last[row] as number;
    for (let next = at + 1; next < order.length; next += 1) {
      const other = order[next] as number;
      if ((first[other] as number) > end) break;
      const [left, right] = row < other ? [row, other] : [other, row];
      if (overlap(parting, left, right, budget) && stops(left, right)) return true;
    }
  }
  return !budget.isSpent;
}

function allOverlaps(context: CheckContext, budget: WorkBudget): Overlaps {
  const overlapping = context.rows.map(() => noRows(context.rows.length));
  let found = false;
  const isWhole = somePair(context, budget, (left, right) => {
    found = true;
    toggle(overlapping[right] as RowSet, left);
    toggle(overlapping[left] as RowSet, right);
    return false;
  });
  return { findings: [], overlapping, found, isWhole };
}

/** All rows that fit count, so one that stands twice counts twice. */
function duplicates(context: CheckContext, budget: WorkBudget): Overlaps {
  const seen = new Map<string, number>();
  const findings: TableFinding[] = [];
  context.rows.forEach((_, row) => {
    const key = `${context.boxNumbers[row]} ${context.outputNumbers[row]}`;
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, row);
    else if (!isNeverMet(context, row)) findings.push(duplicate(context, twin, row));
  });
  let found = false;
  const isWhole = somePair(context, budget, () => (found = true));
  const isCut = findings.length > OVERLAP_FINDINGS_MAX;
  return {
    findings: findings.slice(0, OVERLAP_FINDINGS_MAX),
    overlapping: [],
    found,
    isWhole: isWhole && !isCut,
  };
}

function judgedOverlaps(context: CheckContext, budget: WorkBudget): Overlaps {
  const judged: { readonly left: number; readonly right: number; readonly finding: TableFinding }[] = [];
  let found = false;
  let isCut = false;
  const isWhole = somePair(context, budget, (left, right) => {
    found = true;
    for (const finding of judge(context, left, right, budget)) {
      isCut = judged.length >= OVERLAP_FINDINGS_MAX;
      if (!isCut) judged.push({ left, right, finding });
    }
    return isCut || budget.isSpent;
  });
  const findings = judged.sort((a, b) => a.right - b.right || a.left - b.left).map(({ finding }) => finding);
  return { findings, overlapping: [], found, isWhole: isWhole && !isCut && !budget.isSpent };
}

/** Rows whose conditions no value meets. */
export function checkNeverMet(context: CheckContext): readonly TableFinding[] {
  return context.rows.flatMap((_, row) =>
    isNeverMet(context, row)
      ? [{ ...aboutRows(issue('table_row_never'), context.rows, [row]), severity: 'warning' as const }]
      : [],
  );
}

function judge(
  context: CheckContext,
  left: number,
  right: number,
  budget: WorkBudget,
): readonly TableFinding[] {
  if (context.table.policy.overlap === 'must_agree')
    return haveSameOutputs(context, left, right)
      ? redundant(context, left, right, budget)
      : disagreeing(context, left, right, budget);
  return [
    isSameBox(context, left, right)
      ? aboutRows(issue('table_rows_duplicate'), context.rows, [right, left])
      : pair(context, 'table_rows_overlap', left, right, sharedRanks(context.columns, left, right, budget)),
  ];
}

function disagreeing(
  context: CheckContext,
  left: number,
  right: number,
  budget: WorkBudget,
): readonly TableFinding[] {
  const ranks = sharedRanks(context.columns, left, right, budget);
  if (isConstant(context, left) && isConstant(context, right))
    return [pair(context, 'table_rows_disagree', left, right, ranks)];
  const isRefuted = isRefutedAt(context, left, right, ranks);
  const code = isRefuted ? 'table_rows_disagree' : 'table_rows_may_disagree';
  const found = pair(context, code, left, right, ranks);
  return [isRefuted ? found : { ...found, severity: 'warning' }];
}

/** Tries the formulas of two rows at an example; that they agree there proves nothing. */
function isRefutedAt(
  { table, columns }: CheckContext,
  left: number,
  right: number,
  ranks: readonly number[],
): boolean {
  const values = columns.map((column, at) => sampleAt(column, ranks[at] ?? 0));
  const record = () => inputRecord(table.inputs, witnessOf(columns, values));
  const tried = answer(table, [left, right], { record, occasion: undefined, work: new DecisionWork() });
  return !tried.ok && tried.error.some(({ code }) => code === 'table_hits_disagree');
}

/** A row that another one with the same outputs takes all values of can go. */
function redundant(
  context: CheckContext,
  left: number,
  right: number,
  budget: WorkBudget,
): readonly TableFinding[] {
  if (isSameBox(context, left, right)) return [duplicate(context, left, right)];
  const { columns, rows } = context;
  if (takesAllOf(columns, left, right, budget)) return [subsumed(rows, right, left)];
  return takesAllOf(columns, right, left, budget) ? [subsumed(rows, left, right)] : [];
}

function sampleAt(column: CheckColumn, rank: number): Value {
  return column.sample([{ first: rank, last: rank }]);
}

function duplicate({ rows }: CheckContext, left: number, right: number): TableFinding {
  return { ...aboutRows(issue('table_rows_duplicate'), rows, [right, left]), severity: 'warning' };
}

/** A row that can be left out, because another one answers the same for all its values. */
export function subsumed(rows: CheckContext['rows'], inner: number, outer: number): TableFinding {
  return { ...aboutRows(issue('table_row_subsumed'), rows, [inner, outer]), severity: 'info' };
}

function pair(
  { columns, rows }: CheckContext,
  code: string,
  left: number,
  right: number,
  ranks: readonly number[],
): TableFinding {
  const values = columns.map((column, at) => sampleAt(column, ranks[at] ?? 0));
  const found = { code, path: '', params: { witness: witnessText(columns, values) } };
  return { ...aboutRows(found, rows, [right, left]), witness: witnessOf(columns, values) };
}
