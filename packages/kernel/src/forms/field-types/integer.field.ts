import { decimalText, issue, ok, refused, roundTo } from '../../foundation/index.js';
import type { Value } from '../../expression/index.js';
import { IntegerField } from '../../metadata/index.js';
import { isBlank, orNull } from '../blank.js';
import { asciiDigits } from './digits.js';
import type { FieldType } from './field-type.js';
import type { IntegerSchema } from './schemas.js';
import { isDecimal } from './is-decimal.js';

/** Bounds of the `integer` column type. */
const INTEGER_MAX = 2_147_483_647;
const INTEGER_TEXT = /^-?\d{1,10}$/;

function read(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = asciiDigits(value);
  return INTEGER_TEXT.test(text) ? Number.parseInt(text, 10) : null;
}

function whole(value: Value): number | null {
  if (isDecimal(value)) return Number.parseInt(decimalText(roundTo(value, 0)), 10);
  return read(value);
}

export const integerField: FieldType = {
  kind: 'integer',
  version: 1,
  title: { 'zh-CN': '整数', en: 'Whole number' },
  description: { 'zh-CN': '次数、顺序等不带小数的数', en: 'A count or an order, without decimals' },
  config: IntegerField,
  sqlType: 'integer',
  operators: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'blank'],
  matches: (schema) => schema.type === 'integer',
  coerce(value, schema) {
    if (isBlank(value)) return ok(null);
    const number = read(value);
    if (number === null) return refused(issue('integer_invalid', '', { value }));
    const { minimum = -INTEGER_MAX, maximum = INTEGER_MAX } = schema as IntegerSchema;
    if (number < minimum) return refused(issue('number_min', '', { limit: String(minimum) }));
    if (number > maximum) return refused(issue('number_max', '', { limit: String(maximum) }));
    return ok(number === 0 ? 0 : number);
  },
  adopt: (value) => whole(value),
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'number', scale: 0, integer: true }),
};
