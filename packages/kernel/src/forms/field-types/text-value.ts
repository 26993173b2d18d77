import { isDecimal } from './is-decimal.js';
import { decimalText } from '../../foundation/index.js';
import type { Value, WireValue } from '../../expression/index.js';

/** The text of a formula's result, for fields that keep text; a table or list has none. */
export function textOf(value: Value): WireValue {
  if (value === null || value === '') return null;
  if (isDecimal(value)) return decimalText(value);
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : null;
}
