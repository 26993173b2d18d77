import type { RecordData } from '@dougong/kernel/expression';
import { fieldTypeOf } from '@dougong/kernel/forms';
import {
  decimalText,
  isDecimalText,
  issue,
  LINES_PER_DOCUMENT_MAX,
  parseDecimal,
  pointer,
  roundTo,
} from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { FormulaDefinition, FormulaParameter, ScalarField } from '@dougong/kernel/metadata';

/** Longer texts of numbers are refused unread: no honest one has so many digits. */
const NUMBER_LENGTH_MAX = 64;
const TEXT_LENGTH_MAX = 4000;

const AT = '/arguments';

/** Checks the arguments of a named formula as they came in; what is left out is blank. */
export function checkArguments(
  { parameters }: FormulaDefinition,
  given: Readonly<Record<string, unknown>>,
): readonly Issue[] {
  const known = new Map(parameters.map((parameter) => [parameter.id, parameter]));
  return Object.entries(given).flatMap(([id, value]) => {
    const at = pointer(AT, id);
    const parameter = known.get(id);
    if (!parameter) return [issue('unknown_parameter', at, { name: id })];
    return value === null ? [] : checkValue(parameter.type, value, at);
  });
}

function checkValue(type: FormulaParameter['type'], value: unknown, at: string): readonly Issue[] {
  if (type === 'number') return isNumberText(value) ? [] : [issue('decimal_invalid', at, { value })];
  if (type === 'numbers') return checkNumbers(value, at);
  if (type === 'text' && typeof value === 'string' && value.length > TEXT_LENGTH_MAX)
    return [issue('bad_text', at, { max: TEXT_LENGTH_MAX })];
  const schema = SCHEMAS[type];
  const read = fieldTypeOf(schema).coerce(value, schema);
  return read.ok ? [] : [{ ...read.error, path: at }];
}

function checkNumbers(value: unknown, at: string): readonly Issue[] {
  if (!Array.isArray(value)) return [issue('bad_shape', at, { expected: 'list' })];
  if (value.length > LINES_PER_DOCUMENT_MAX)
    return [issue('too_many_lines', at, { max: LINES_PER_DOCUMENT_MAX })];
  return value.flatMap((item: unknown, index) =>
    item === null || isNumberText(item)
      ? []
      : [issue('decimal_invalid', pointer(at, index), { value: item })],
  );
}

/** A JSON number has lost its exact digits before we see it, so only text is taken. */
function isNumberText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= NUMBER_LENGTH_MAX && isDecimalText(value);
}

/** The arguments as the formula takes them: numbers rounded once to the places of their parameters. */
export function roundedArguments(
  { parameters }: FormulaDefinition,
  given: Readonly<Record<string, unknown>>,
): RecordData {
  const entries = parameters.map(({ id, type, scale: places }) => {
    const scale = type === 'number' || type === 'numbers' ? places : undefined;
    const value = Object.hasOwn(given, id) ? given[id] : null;
    const rounded = Array.isArray(value)
      ? value.map((item) => rounding(item, scale))
      : rounding(value, scale);
    return [id, rounded] as const;
  });
  return Object.fromEntries(entries) as RecordData;
}

function rounding(value: unknown, scale: number | undefined): unknown {
  const number = typeof value === 'string' && scale !== undefined ? parseDecimal(value) : null;
  return number && scale !== undefined ? decimalText(roundTo(number, scale)) : value;
}

const TITLE = { 'zh-CN': '—', en: '—' };

const SCHEMAS: Readonly<Record<'text' | 'boolean' | 'date' | 'datetime', ScalarField>> = {
  text: { type: 'string', 'x-title': TITLE },
  boolean: { type: 'boolean', 'x-title': TITLE },
  date: { type: 'string', format: 'date', 'x-title': TITLE },
  datetime: { type: 'string', format: 'date-time', 'x-title': TITLE },
};
