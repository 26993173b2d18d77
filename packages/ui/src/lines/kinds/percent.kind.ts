import { Decimal, decimalText, isDecimalText } from '@dougong/kernel/foundation';
import { formatDecimal, readDecimal } from '../../numbers/index.js';
import type { LineColumn } from '../line-column.js';
import type { CellValue } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';
import { checkDecimal, decimalKind } from './decimal.kind.js';

const HUNDRED = 100;
const SIGN = /[%％]\s*$/;

/** What people type for a share: `15`, `15%` and `15.5 %` all count in hundredths. The value is the fraction. */
export function readPercent(text: string): CellValue | undefined {
  const read = readDecimal(text.replace(SIGN, ''));
  if (read === null || read === undefined) return read;
  return isDecimalText(read) ? decimalText(new Decimal(read).div(HUNDRED)) : undefined;
}

/** The figure before the percent sign. */
export function editPercent(value: CellValue): string {
  const text = plainText(value);
  return isDecimalText(text) ? decimalText(new Decimal(text).times(HUNDRED)) : text;
}

/** A fraction as people read it: `15.25%`. */
export function showPercent(value: CellValue, { signed = false }: Pick<LineColumn, 'signed'> = {}): string {
  return value === null ? '' : `${formatDecimal(editPercent(value), { signed })}%`;
}

export const percentKind: ColumnKind = {
  ...decimalKind,
  kind: 'percent',
  read: readPercent,
  show: showPercent,
  edit: editPercent,
  check: checkDecimal,
};
