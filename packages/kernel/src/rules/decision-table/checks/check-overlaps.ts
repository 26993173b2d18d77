import { issue } from '../../../foundation/index.js';
import { answer } from '../answer.js';
import { inputRecord } from '../read-inputs.js';
import { haveSameOutputs, isConstant, isNeverMet } from './check-context.js';
import type { CheckContext } from './check-context.js';
import { overlap, sharedRanks, takesAllOf } from './overlap.js';
import { noRows, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { aboutRows, witnessOf, witnessText } from './table-finding.js';
import type { TableFinding } from './table-finding.js';
import type { WorkBudget } from './work-budget.js';

export const OVERLAP_FINDINGS_MAX = 100;

export interface Overlaps {
  readonly findings: readonly TableFinding[];
  /** For each row the earlier ones that fit some of its values. */
  readonly earlier: readonly RowSet[];
  readonly found: boolean;
  /** All pairs were compared. */
  readonly isWhole: boolean;
  /** More was found than is told. */
  readonly isCut: boolean;
}

/** Compares all pairs of rows and says which overlaps the hit policy does not stand. */
export function checkOverlaps(context: CheckContext, budget: WorkBudget): Overlaps {
  const { rows, columns } = context;
  const findings: TableFinding[] = [];
  const earlier = rows.map(() => noRows(rows.length));
  // Where rows come one before the other, overlaps are what they are for.
  const isJudged = context.table.policy.precedence === undefined;
  let found = false;
  let isCut = false;
  for (let right = 1; right < rows.length && !budget.isSpent; right += 1) {
    for (let left = 0; left < right; left += 1) {
      if (!overlap(columns, left, right, budget)) continue;
      found = true;
      toggle(earlier[right] as RowSet, left);
      if (!isJudged) continue;
      if (findings.length >= OVERLAP_FINDINGS_MAX) isCut = true;
      else findings.push(...judge(context, left, right, sharedRanks(columns, left, right, budget)));
    }
  }
  return { findings, earlier, found, isWhole: !budget.isSpent, isCut };
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
  ranks: readonly number[],
): readonly TableFinding[] {
  const { policy } = context.table;
  const isSameBox = takesAllOf(context.columns, left, right) && takesAllOf(context.columns, right, left);
  const isSame = haveSameOutputs(context, left, right);
  switch (policy.overlap) {
    case 'refused':
      return [
        isSameBox
          ? aboutRows(issue('table_rows_duplicate'), context.rows, [right, left])
          : pair(context, 'table_rows_overlap', left, right, ranks),
      ];
    case 'must_agree':
      return isSame ? redundant(context, left, right, isSameBox) : disagreeing(context, left, right, ranks);
    case 'welcome':
      return isSame && isSameBox ? [duplicate(context, left, right)] : [];
  }
}

function disagreeing(
  context: CheckContext,
  left: number,
  right: number,
  ranks: readonly number[],
): readonly TableFinding[] {
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
  const values = columns.map((column, at) => column.sample([ranks[at] ?? 0]));
  const record = () => inputRecord(table.inputs, witnessOf(columns, values));
  const tried = answer(table, [left, right], { record, occasion: undefined });
  return !tried.ok && tried.error.some(({ code }) => code === 'table_hits_disagree');
}

/** A row that another one with the same outputs takes all values of can go. */
function redundant(
  context: CheckContext,
  left: number,
  right: number,
  isSameBox: boolean,
): readonly TableFinding[] {
  if (isSameBox) return [duplicate(context, left, right)];
  const { columns, rows } = context;
  if (takesAllOf(columns, left, right)) return [subsumed(rows, right, left)];
  return takesAllOf(columns, right, left) ? [subsumed(rows, left, right)] : [];
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
  const values = columns.map((column, at) => column.sample([ranks[at] ?? 0]));
  const found = { code, path: '', params: { witness: witnessText(columns, values) } };
  return { ...aboutRows(found, rows, [right, left]), witness: witnessOf(columns, values) };
}
