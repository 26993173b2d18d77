import { issue } from '../../../foundation/index.js';
import { haveSameOutputs, isConstant, isNeverMet } from './check-context.js';
import type { CheckContext } from './check-context.js';
import { subsumed } from './check-overlaps.js';
import { compareRanks, ranksOf } from '../policies/output-order.js';
import { takesAllOf } from './overlap.js';
import { hasRow, noRows, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { aboutRows } from './table-finding.js';
import type { TableFinding } from './table-finding.js';
import type { UncoveredSearch } from './uncovered.js';

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
  earlier: readonly RowSet[],
  search: UncoveredSearch,
): Reach {
  const order = precedence(context);
  if (order === undefined) return { findings: [], isWhole: true };
  if (order === 'unknown') return { findings: [], isWhole: false };
  const findings = order.flatMap((row, place) => {
    if (isNeverMet(context, row)) return [];
    const winners = order.slice(0, place).filter((other) => meets(earlier, row, other));
    const hidden = hiddenBy(context, row, winners, search);
    if (hidden.length > 0) return [unreachable(context, row, hidden)];
    return context.table.policy.precedence === 'rows' ? needless(context, row, earlier) : [];
  });
  return { findings, isWhole: true };
}

/** Rows from the one that wins over all others down; unknown where formulas decide. */
function precedence(context: CheckContext): readonly number[] | 'unknown' | undefined {
  const { rows, table } = context;
  const order = rows.map((_, row) => row);
  const by = table.policy.precedence;
  if (by !== 'outputs') return by === undefined ? undefined : order;
  if (!order.every((row) => isConstant(context, row))) return 'unknown';
  const ranks = order.map((row) => ranksOf(valuesOf(context, row), table.outputs));
  return order.sort((a, b) => compareRanks(ranks[a] ?? [], ranks[b] ?? []));
}

function valuesOf({ table: { outputs } }: CheckContext, row: number) {
  return outputs.map(({ cells }) => {
    const cell = cells[row];
    return cell && 'value' in cell ? cell.value : null;
  });
}

function meets(earlier: readonly RowSet[], left: number, right: number): boolean {
  return left < right ? hasRow(earlier[right] as RowSet, left) : hasRow(earlier[left] as RowSet, right);
}

/** The rows that together take all values of a row; none when something is left for it. */
function hiddenBy(
  { columns, rows }: CheckContext,
  row: number,
  winners: readonly number[],
  search: UncoveredSearch,
): readonly number[] {
  const single = winners.find((other) => takesAllOf(columns, other, row));
  if (single !== undefined) return [single];
  if (winners.length < 2) return [];
  const others = noRows(rows.length);
  for (const other of winners) toggle(others, other);
  return search.isCovered(row, others) ? winners : [];
}

function unreachable(context: CheckContext, row: number, hidden: readonly number[]): TableFinding {
  const [first = 0, ...more] = hidden;
  const { columns, rows } = context;
  const isDuplicate =
    more.length === 0 && takesAllOf(columns, row, first) && haveSameOutputs(context, row, first);
  const found = issue(isDuplicate ? 'table_rows_duplicate' : 'table_row_unreachable');
  return { ...aboutRows(found, rows, [row, ...hidden.slice(0, NAMED_ROWS_MAX)]), severity: 'warning' };
}

/** A later row takes all values of this one and answers the same, and no row between them would answer otherwise. */
function needless(context: CheckContext, row: number, earlier: readonly RowSet[]): readonly TableFinding[] {
  for (let later = row + 1; later < context.rows.length; later += 1) {
    if (!meets(earlier, row, later)) continue;
    if (!haveSameOutputs(context, row, later)) return [];
    if (takesAllOf(context.columns, later, row)) return [subsumed(context.rows, row, later)];
  }
  return [];
}
