import { Decimal, decimalText, isDecimalText, parseDecimal, roundTo } from '../foundation/index.js';
import type { CompiledFormula, EvaluationInput, RecordData } from '../expression/index.js';
import { isBlank } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { QuantitySchema } from './field-types/schemas.js';

/** One of a unit in the base unit, as an exact fraction: a box of twelve is 12/1, a piece of a dozen 1/12. */
export interface UnitFactor {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
}

/** A quantity in the base unit; `undefined` where it has no exact decimal. */
export function toBaseUnit(entered: Decimal, { numerator, denominator }: UnitFactor): Decimal | undefined {
  const product = entered.times(numerator);
  const base = product.div(denominator);
  return base.times(denominator).eq(product) ? base : undefined;
}

/** A quantity in the base unit as so many whole units and a rest in the base unit: nothing is lost or gained. */
export function intoUnits(
  base: Decimal,
  factor: UnitFactor,
): { readonly whole: Decimal; readonly rest: Decimal } {
  const { numerator, denominator } = factor;
  const whole = base.times(denominator).div(numerator).truncated();
  // A unit that is no decimal of the base unit may leave no whole rest either: then one unit less is taken.
  const taken = toBaseUnit(whole, factor);
  return taken === undefined ? { whole: new Decimal(0), rest: base } : { whole, rest: base.minus(taken) };
}

/** What a conversion comes to. */
export type Converted =
  | { readonly kind: 'blank' }
  | { readonly kind: 'value'; readonly value: Decimal }
  | { readonly kind: 'unknown_unit'; readonly unit: string }
  | { readonly kind: 'inexact'; readonly value: Decimal };

type Reference = EvaluationInput['reference'];

/**
 * Converts what a record or a line has entered.
 * @param form the form that the reference with the units leads to, where the units are a record's own
 */
export function convert(
  schema: QuantitySchema,
  holder: RecordData,
  reference?: Reference,
  form?: string,
): Converted {
  const { quantity, unit, inexact = 'refuse' } = schema['x-conversion'];
  const entered = decimalOf(holder[quantity]);
  const name = holder[unit];
  if (entered === null || typeof name !== 'string' || name === '') return { kind: 'blank' };
  const factor = factorOf(schema, name, holder, reference, form);
  if (factor === undefined) return { kind: 'unknown_unit', unit: name };
  const exact = toBaseUnit(entered, factor);
  const rounded = roundTo(
    exact ?? entered.times(factor.numerator).div(factor.denominator),
    schema['x-scale'],
  );
  const isKept = exact !== undefined && rounded.eq(exact);
  return isKept || inexact === 'round'
    ? { kind: 'value', value: rounded }
    : { kind: 'inexact', value: rounded };
}

function decimalOf(value: unknown): Decimal | null {
  return typeof value === 'string' && isDecimalText(value) ? parseDecimal(value) : null;
}

function factorOf(
  schema: QuantitySchema,
  unit: string,
  holder: RecordData,
  reference: Reference,
  form: string | undefined,
): UnitFactor | undefined {
  const { units } = schema['x-conversion'];
  if (Array.isArray(units)) {
    const found = units.find((each) => each.unit === unit);
    return found && factor(found.numerator, found.denominator);
  }
  const id = holder[units.reference];
  const record = form === undefined || typeof id !== 'string' ? undefined : reference?.(form, id);
  const row = rowsOf(record ?? {}, units.lines).find((each) => each[units.unit] === unit);
  return row && factor(row[units.numerator], units.denominator === undefined ? '1' : row[units.denominator]);
}

function factor(numerator: unknown, denominator: unknown = '1'): UnitFactor | undefined {
  const [over, under] = [
    decimalOf(numerator),
    isBlank(denominator) ? new Decimal(1) : decimalOf(denominator),
  ];
  return over?.gt(0) && under?.gt(0) ? { numerator: over, denominator: under } : undefined;
}

/** A conversion as the formula that it stands for; what cannot be converted is blank, and the kind says why. */
export function conversionFormula(
  schema: QuantitySchema,
  line: string | undefined,
  form: string | undefined,
): CompiledFormula {
  const { quantity, unit, units } = schema['x-conversion'];
  const own = [quantity, unit, ...(Array.isArray(units) ? [] : [units.reference])];
  return {
    source: `${quantity} -> ${unit}`,
    type: { kind: 'number', scale: schema['x-scale'] },
    dependencies: own.map((key) => (line === undefined ? key : `${line}.${key}`)),
    calls: [],
    evaluate({ record, row, reference }) {
      const converted = convert(schema, line === undefined ? record : (row ?? {}), reference, form);
      return converted.kind === 'value' ? converted.value : null;
    },
  };
}

/** Why a quantity is blank or not exact, in the words of a code; `undefined` where nothing is wrong. */
export function conversionFault(
  schema: QuantitySchema,
  holder: RecordData,
  kept: string | null,
):
  | {
      readonly code: 'conversion_inexact' | 'conversion_unit';
      readonly params: Readonly<Record<string, unknown>>;
    }
  | undefined {
  const { units, unit } = schema['x-conversion'];
  if (kept !== null) return undefined;
  const converted = Array.isArray(units) ? convert(schema, holder) : ({ kind: 'blank' } as const);
  if (converted.kind === 'inexact')
    return {
      code: 'conversion_inexact',
      params: { scale: schema['x-scale'], value: decimalText(converted.value) },
    };
  if (converted.kind === 'unknown_unit') return { code: 'conversion_unit', params: { unit: converted.unit } };
  // The units of another record were looked at when it was converted: a blank then means that it has no such unit.
  const isEntered = !isBlank(holder[schema['x-conversion'].quantity]) && !isBlank(holder[unit]);
  return Array.isArray(units) || !isEntered
    ? undefined
    : { code: 'conversion_unit', params: { unit: holder[unit] } };
}
