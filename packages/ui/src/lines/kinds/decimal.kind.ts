import { Decimal, decimalText, fixedText, isDecimalText, scaleOf } from '@dougong/kernel/foundation';
import { formatDecimal, readDecimal } from '../../numbers/index.js';
import type { LineColumn } from '../line-column.js';
import { NO_ISSUES, type CellIssue, type CellValue } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';

function scaleIssue(value: Decimal, scale: number): CellIssue {
  const cut = fixedText(value, scale);
  const code = scale === 0 ? 'integer_invalid' : 'decimal_scale';
  return { code, params: { scale }, repairs: [{ value: cut }] };
}

/** What is wrong with a decimal of this column, with corrections where there is an obvious one. */
export function checkDecimal(value: CellValue, column: LineColumn): readonly CellIssue[] {
  if (value === null) return NO_ISSUES;
  const text = plainText(value);
  if (!isDecimalText(text)) return [{ code: 'decimal_invalid', params: { text } }];
  const number = new Decimal(text);
  const issues: CellIssue[] = [];
  if (column.scale !== undefined && scaleOf(number) > column.scale)
    issues.push(scaleIssue(number, column.scale));
  if (column.minimum !== undefined && number.lt(column.minimum)) {
    issues.push({ code: 'number_min', params: { limit: column.minimum } });
  }
  if (column.maximum !== undefined && number.gt(column.maximum)) {
    issues.push({ code: 'number_max', params: { limit: column.maximum } });
  }
  return issues.length === 0 ? NO_ISSUES : issues;
}

/** The cell at rest: thousands, a real minus, fixed places for money. */
export function showDecimal(value: CellValue, column: LineColumn): string {
  const { scale, fixedScale = false, signed = false } = column;
  const text = plainText(value);
  const fits = isDecimalText(text) && (scale === undefined || scaleOf(new Decimal(text)) <= scale);
  return formatDecimal(text, { signed, ...(fixedScale && fits && scale !== undefined ? { scale } : {}) });
}

/** The cell with the focus: what a person would type, without the zeros that only the column has. */
export function editDecimal(value: CellValue, { fixedScale = false }: LineColumn): string {
  const text = plainText(value);
  return fixedScale || !isDecimalText(text) ? text : decimalText(new Decimal(text));
}

export const decimalKind: ColumnKind = {
  kind: 'decimal',
  align: 'end',
  editor: 'input',
  inputMode: 'decimal',
  read: (text) => readDecimal(text),
  show: showDecimal,
  edit: editDecimal,
  check: checkDecimal,
};
