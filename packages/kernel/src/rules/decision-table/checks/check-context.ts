import { Decimal, decimalText } from '../../../foundation/index.js';
import type { TableRow } from '../../../metadata/index.js';
import type { OutputCell } from '../cells/output-cell.js';
import type { CompiledDecisionTable } from '../compiled-table.js';
import { noRows, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { CheckColumn } from './check-column.js';
import { numbered, numberedTogether } from './numbered.js';

/** A table prepared for its checks. */
export interface CheckContext {
  readonly table: CompiledDecisionTable;
  readonly rows: readonly TableRow[];
  readonly columns: readonly CheckColumn[];
  readonly everything: RowSet;
  /** Rows with equal numbers take the same values of all inputs. */
  readonly boxNumbers: Int32Array;
  /** Rows with equal numbers give the same outputs whatever the inputs are; different formulas are not compared. */
  readonly outputNumbers: Int32Array;
}

/** Prepares a table for its checks. */
export function checkContext(table: CompiledDecisionTable): CheckContext {
  const { rows } = table.definition;
  const everything = noRows(rows.length);
  rows.forEach((_, row) => {
    toggle(everything, row);
  });
  const columns = table.inputs.map((input) => new CheckColumn(input));
  const boxNumbers = numberedTogether(
    columns.map(({ cellNumbers }) => cellNumbers),
    rows.length,
  );
  const outputNumbers = numberedTogether(
    table.outputs.map(({ cells }) => numbered(cells, outputKey)),
    rows.length,
  );
  return { table, rows, columns, everything, boxNumbers, outputNumbers };
}

function outputKey(cell: OutputCell): string {
  if ('formula' in cell) return `= ${cell.formula.source}`;
  const { value } = cell;
  return Decimal.isDecimal(value) ? `n ${decimalText(value as Decimal)}` : JSON.stringify(value);
}

/** Whether no value at all fits a row. */
export function isNeverMet({ columns }: CheckContext, row: number): boolean {
  return columns.some((column) => column.rows[row]?.length === 0);
}

/** Whether two rows take the same values of all inputs. */
export function isSameBox({ boxNumbers }: CheckContext, left: number, right: number): boolean {
  return boxNumbers[left] === boxNumbers[right];
}

/** Whether two rows give the same outputs whatever the inputs are. */
export function haveSameOutputs({ outputNumbers }: CheckContext, left: number, right: number): boolean {
  return outputNumbers[left] === outputNumbers[right];
}

/** Whether all outputs of a row are constants. */
export function isConstant({ table: { outputs } }: CheckContext, row: number): boolean {
  return outputs.every(({ cells }) => {
    const cell = cells[row];
    return cell !== undefined && 'value' in cell;
  });
}
