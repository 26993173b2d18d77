import { Decimal } from '@dougong/kernel/foundation';
import { formatDecimal, readDecimal } from '../../numbers/index.js';
import type { CellValue } from '../line-store.js';
import { checkDecimal, decimalKind } from './decimal.kind.js';
import { plainText, type ColumnKind } from './column-kind.js';

function readInteger(text: string): CellValue | undefined {
  const read = readDecimal(text);
  if (read === null || read === undefined) return read;
  const count = new Decimal(read);
  return count.isInteger() && count.abs().lte(Number.MAX_SAFE_INTEGER) ? count.toNumber() : undefined;
}

/** A count: a JSON integer on the wire, since it is neither money nor quantity. */
export const integerKind: ColumnKind = {
  ...decimalKind,
  kind: 'integer',
  inputMode: 'numeric',
  read: readInteger,
  show: (value, { signed = false }) => formatDecimal(plainText(value), { signed }),
  check: (value, column) => checkDecimal(value, { ...column, scale: 0 }),
};
