import type { Value } from '../../../expression/index.js';
import type { TableRow } from '../../../metadata/index.js';
import { CheckColumn } from './check-column.js';
import type { CompiledDecisionTable } from '../compiled-table.js';
import { noRows, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { sameValue } from '../same-values.js';

/** A table prepared for its checks. */
export interface CheckContext {
  readonly table: CompiledDecisionTable;
  readonly rows: readonly TableRow[];
  readonly columns: readonly CheckColumn[];
  readonly everything: RowSet;
}

export function checkContext(table: CompiledDecisionTable): CheckContext {
  const { rows } = table.definition;
  const everything = noRows(rows.length);
  rows.forEach((_, row) => {
    toggle(everything, row);
  });
  return { table, rows, columns: table.inputs.map((input) => new CheckColumn(input)), everything };
}

/** A value for each column out of the ranks given; all of them where nothing is said. */
export function samples(
  { columns }: CheckContext,
  ranks: readonly (readonly number[] | undefined)[],
): readonly Value[] {
  return columns.map((column, at) => column.sample(ranks[at] ?? column.live.map((_, rank) => rank)));
}

/** Whether no value at all fits a row. */
export function isNeverMet({ columns }: CheckContext, row: number): boolean {
  return columns.some((column) => column.rows[row]?.length === 0);
}

/** Whether two rows give the same outputs whatever the inputs are; different formulas are not compared. */
export function haveSameOutputs({ table: { outputs } }: CheckContext, left: number, right: number): boolean {
  return outputs.every(({ cells }) => {
    const a = cells[left];
    const b = cells[right];
    if (!a || !b) return false;
    if ('value' in a) return 'value' in b && sameValue(a.value, b.value);
    return 'formula' in b && a.formula.source === b.formula.source;
  });
}

/** Whether all outputs of a row are constants. */
export function isConstant({ table: { outputs } }: CheckContext, row: number): boolean {
  return outputs.every(({ cells }) => {
    const cell = cells[row];
    return cell !== undefined && 'value' in cell;
  });
}
