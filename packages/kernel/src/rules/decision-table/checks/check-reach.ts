import { issue } from '../../../foundation/index.js';
import { intersection, noRows, someRow, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { compareRanks, ranksOf } from '../policies/output-order.js';
import { haveSameOutputs, isConstant, isNeverMet, isSameBox } from './check-context.js';
import type { CheckContext } from './check-context.js';
import { subsumed } from './check-overlaps.js';
import type { Overlaps } from './check-overlaps.js';
import { takesAllOf } from './overlap.js';
import { aboutRows } from './table-finding.js';
import type { TableFinding } from './table-finding.js';
import type { UncoveredSearch } from './uncovered.js';
import type { WorkBudget } from './work-budget.js';

/** Rows named in one finding; the first of them say enough. */
const NAMED_ROWS_MAX = 5;

export interface Reach {
  readonly findings: readonly TableFinding[];
  /** Everything was looked at. */
  readonly isWhole: boolean;
}

/**
 * Rows that never answer because rows that win over them take all their values, and rows that could go because a
 * later one answers the same. Nothing is said where the hit policy gives no row precedence.
 */
export function checkReach(
  context: CheckContext,
  { overlapping, isWhole }: Overlaps,
  search: UncoveredSearch,
  budget: WorkBudget,
): Reach {
  const order = precedence(context);
  if (order === undefined) return { findings: [], isWhole: true };
  if (order === 'unknown') return { findings: [], isWhole: false };
  const before = noRows(context.rows.length);
  const findings: TableFinding[] = [];
  for (const row of order) {
    if (budget.isSpent) break;
    const overlaps = overlapping[row] as RowSet;
    const winners = intersection(overlaps, before);
    toggle(before, row);
    if (isNeverMet(context, row)) continue;
    const hidden = hiddenBy(context, row, winners, search, budget);
    if (hidden.length > 0) findings.push(unreachable(context, row, hidden));
    // An overlap that is not known yet could be with a row that answers otherwise.
    else if (context.table.policy.precedence === 'rows' && isWhole)
      findings.push(...needless(context, row, overlaps, budget));
  }
  return { findings, isWhole: isWhole && !budget.isSpent };
}

/** Rows from the one that wins over all others down; unknown where formulas decide. */
function precedence(context: CheckContext): readonly number[] | 'unknown' | undefined {
  const { rows, table } = context;
  const order = rows.map((_, row) => row);
  const by = table.policy.precedence;
  if (by !== 'outputs') return by === undefined ? undefined : order;
  if (!order.every((row) => isConstant(context, row))) return 'unknown';
  const known: (readonly number[])[] = [];
  const ranks = order.map(
    (row) => (known[context.outputNumbers[row] as number] ??= ranksOf(valuesOf(context, row), table.outputs)),
  );
  return order.sort((a, b) => compareRanks(ranks[a] ?? [], ranks[b] ?? []));
}

function valuesOf({ table: { outputs } }: CheckContext, row: number) {
  return outputs.map(({ cells }) => {
    const cell = cells[row];
    return cell && 'value' in cell ? cell.value : null;
  });
}

/** The rows that together take all values of a row, as many as are named; none when something is left for it. */
function hiddenBy(
  { columns }: CheckContext,
  row: number,
  winners: RowSet,
  search: UncoveredSearch,
  budget: WorkBudget,
): readonly number[] {
  const named: number[] = [];
  let single: number | undefined;
  const isSingle = someRow(winners, (other) => {
    if (named.length < NAMED_ROWS_MAX) named.push(other);
    if (budget.isSpent || !takesAllOf(columns, other, row, budget)) return false;
    single = other;
    return true;
  });
  if (isSingle && single !== undefined) return [single];
  if (named.length < 2) return [];
  return search.isCovered(row, winners) ? named : [];
}

function unreachable(context: CheckContext, row: number, hidden: readonly number[]): TableFinding {
  const [first = 0, ...more] = hidden;
  const isDuplicate =
    more.length === 0 && isSameBox(context, row, first) && haveSameOutputs(context, row, first);
  const found = issue(isDuplicate ? 'table_rows_duplicate' : 'table_row_unreachable');
  return { ...aboutRows(found, context.rows, [row, ...hidden]), severity: 'warning' };
}

/** A later row takes all values of this one and answers the same, and no row between them would answer otherwise. */
function needless(
  context: CheckContext,
  row: number,
  overlaps: RowSet,
  budget: WorkBudget,
): readonly TableFinding[] {
  const found: TableFinding[] = [];
  someRow(overlaps, (later) => {
    budget.spend(1);
    if (later < row) return false;
    if (budget.isSpent || !haveSameOutputs(context, row, later)) return true;
    if (!takesAllOf(context.columns, later, row, budget)) return false;
    found.push(subsumed(context.rows, row, later));
    return true;
  });
  return found;
}
