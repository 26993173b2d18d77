import {
  currencyPlaces,
  Decimal,
  DECIMAL_DIGITS_MAX,
  fixedText,
  issue,
  ok,
  parseDecimal,
  refused,
} from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { Value, WireValue } from '../../expression/index.js';
import { DecimalField } from '../../metadata/index.js';
import { isBlank } from '../blank.js';
import { asciiDigits } from './digits.js';
import type { FieldType } from './field-type.js';
import type { DecimalSchema, MoneySchema, PercentSchema, QuantitySchema } from './schemas.js';
import { isDecimal } from './is-decimal.js';

type NumberSchema = DecimalSchema | MoneySchema | PercentSchema | QuantitySchema;

/** The places that a number keeps: as it says, or as its currency has them. */
export function placesOf(schema: NumberSchema): number {
  const { 'x-scale': scale } = schema;
  if (scale !== undefined) return scale;
  const currency = (schema as MoneySchema)['x-currency'];
  return currencyPlaces(typeof currency === 'string' ? currency : undefined);
}

/** Longest text worth parsing: sign, digits, point, places. Longer ones are refused unread. */
const TEXT_MAX = 64;

function read(value: unknown): Result<Decimal, Issue> {
  // A JSON number has lost its exact digits before we see it, so only text is taken.
  if (typeof value === 'number') return refused(issue('decimal_not_text', '', { value }));
  if (typeof value !== 'string') return refused(issue('decimal_invalid', '', { value }));
  const text = asciiDigits(value);
  if (text.length > TEXT_MAX) return refused(issue('decimal_digits', '', { max: DECIMAL_DIGITS_MAX }));
  const number = parseDecimal(text);
  return number ? ok(number) : refused(issue('decimal_invalid', '', { value }));
}

const powersOfTen = new Map<number, Decimal>();

/** Asked for every value of every record, and costly to work out. */
function powerOfTen(exponent: number): Decimal {
  const power = powersOfTen.get(exponent) ?? new Decimal(10).pow(exponent);
  powersOfTen.set(exponent, power);
  return power;
}

function bounds(number: Decimal, schema: NumberSchema): Issue | null {
  const { 'x-minimum': least, 'x-maximum': most } = schema;
  const scale = placesOf(schema);
  if (number.decimalPlaces() > scale) return issue('decimal_scale', '', { scale });
  if (number.abs().gte(powerOfTen(DECIMAL_DIGITS_MAX - scale))) {
    return issue('decimal_digits', '', { max: DECIMAL_DIGITS_MAX - scale });
  }
  if (least !== undefined && number.lt(least)) return issue('number_min', '', { limit: least });
  if (most !== undefined && number.gt(most)) return issue('number_max', '', { limit: most });
  return null;
}

function numberOf(value: Value | WireValue): Decimal | null {
  if (isDecimal(value)) return value;
  return typeof value === 'string' ? parseDecimal(value) : null;
}

/**
 * Whether a text is a positive number with just its places, as most are that come from storage or from a form. Limits
 * other than that of digits are left to those who compare.
 */
function isWritten(text: string, schema: NumberSchema): boolean {
  const { 'x-minimum': least, 'x-maximum': most } = schema;
  const scale = placesOf(schema);
  if ((least !== undefined && least !== '0') || most !== undefined) return false;
  const whole = scale === 0 ? text.length : text.length - scale - 1;
  if (whole < 1 || whole > DECIMAL_DIGITS_MAX - scale) return false;
  if (text[0] === '0' && whole > 1) return false;
  return (
    areDigits(text, 0, whole) &&
    (scale === 0 || (text[whole] === '.' && areDigits(text, whole + 1, text.length)))
  );
}

const DIGIT_ZERO = 0x30;

function areDigits(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    const digit = text.charCodeAt(at) - DIGIT_ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

export const decimalField: FieldType = {
  kind: 'decimal',
  version: 1,
  title: { 'zh-CN': '数值', en: 'Decimal' },
  description: {
    'zh-CN': '数量或金额，按固定小数位精确保存',
    en: 'A quantity or money, exact to a fixed number of places',
  },
  config: DecimalField,
  sqlType: 'numeric',
  operators: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'blank'],
  matches: (schema) =>
    'format' in schema &&
    schema.format === 'decimal' &&
    !('x-percent' in schema) &&
    !('x-conversion' in schema) &&
    !('x-currency' in schema),
  scale: (schema) => placesOf(schema as NumberSchema),
  text: (value) => String(value),
  coerce(value, schema) {
    if (isBlank(value)) return ok(null);
    const number = read(value);
    if (!number.ok) return number;
    const found = bounds(number.value, schema as NumberSchema);
    return found ? refused(found) : ok(fixedText(number.value, placesOf(schema as NumberSchema)));
  },
  isCanonical: (value, schema) => typeof value === 'string' && isWritten(value, schema as NumberSchema),
  adopt(value, schema) {
    const number = numberOf(value);
    return number === null ? null : fixedText(number, placesOf(schema as NumberSchema));
  },
  same(left, right) {
    if (left === right) return true;
    if (isBlank(left) || isBlank(right)) return isBlank(left) && isBlank(right);
    const [a, b] = [numberOf(left), numberOf(right)];
    return a === null || b === null ? a === b : a.eq(b);
  },
  valueType: (schema) => ({ kind: 'number', scale: placesOf(schema as NumberSchema) }),
};
