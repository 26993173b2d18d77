import { Decimal, roundTo } from '../../../foundation/index.js';
import { ARITHMETIC } from '../../arithmetic.js';
import { fail, FormulaFailure } from '../../formula-error.js';
import { joinTexts } from '../../join-texts.js';
import { SHORT_ARITHMETIC } from '../../short-decimal.js';
import type { ShortArithmetic } from '../../short-decimal.js';
import { ROUNDING_DIGITS_MAX } from '../../limits.js';
import type { Value } from '../../types.js';
import { NOWHERE } from '../context.js';
import { sumOver } from '../sum.js';
import { strictNode } from '../node.js';
import type { ConditionNode, Telling } from '../node.js';
import { filled, phrase, VALUE_WORDS } from '../words.js';
import { inKind } from './comparison.js';
import { compileAll } from './part.js';
import type { OperatorPart } from './part.js';

type Combine = (values: readonly Decimal[]) => Decimal;

const NUMBER = { kind: 'number' } as const;

function fold(symbol: string): Combine {
  const combine = ARITHMETIC[symbol] as (typeof ARITHMETIC)[string];
  return (values) => values.reduce((left, right) => combine(left, right, NOWHERE));
}

/** Arithmetic has no value when an operand is blank or the sum is impossible, so a comparison with it is not met. */
function compute(values: readonly Value[], combine: Combine): Value {
  if (!values.every((value) => Decimal.isDecimal(value))) return null;
  try {
    return combine(values as readonly Decimal[]);
  } catch (thrown) {
    if (thrown instanceof FormulaFailure && thrown.error.kind !== 'LIMIT') return null;
    throw thrown;
  }
}

function arithmetic(
  code: string,
  minimum: number,
  maximum: number | undefined,
  combine: Combine,
): OperatorPart {
  const computeAll = (values: readonly Value[]): Value => compute(values, combine);
  return {
    code,
    minimum,
    maximum,
    compile(args, context) {
      const operands = inKind(compileAll(args, context), 'number', code);
      return strictNode({
        operator: code,
        type: NUMBER,
        operands,
        compute: computeAll,
        short: shortFold(code, operands),
        sum: sumOver(code, operands),
        tell: (telling) => tellSum(code, operands, telling),
      });
    },
  };
}

type Short = NonNullable<ConditionNode['short']>;

/** The operation on two short numbers or more, when there is one. */
function shortFold(code: string, operands: readonly ConditionNode[]): Short | undefined {
  const combine = Object.hasOwn(SHORT_ARITHMETIC, code) ? SHORT_ARITHMETIC[code] : undefined;
  const shorts = operands.flatMap(({ short }) => short ?? []);
  const [first, second, ...rest] = shorts;
  if (combine === undefined || first === undefined || second === undefined || shorts.length < operands.length)
    return undefined;
  const start = pair(first, second, combine);
  return rest.reduce<Short>((sum, next) => pair(sum, next, combine), start);
}

function pair(left: Short, right: Short, combine: ShortArithmetic): Short {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === undefined || b === undefined) return undefined;
    return a === null || b === null ? null : combine(a, b);
  };
}

function tellSum(code: string, operands: readonly ConditionNode[], telling: Telling): string {
  const texts = operands.map((operand) =>
    Object.hasOwn(ARITHMETIC, operand.operator) ? `(${operand.tell(telling)})` : operand.tell(telling),
  );
  if (code === 'abs' || code === 'round') return filled(phrase(VALUE_WORDS, code, telling), ...texts);
  if (code === 'min' || code === 'max') return `${code}(${texts.join(', ')})`;
  return texts.length === 1 ? `${code}${texts[0]}` : texts.join(` ${code} `);
}

const minus = fold('-');

/** Half away from zero, as everywhere. Places that no field has are a mistake of the condition. */
function rounded([value, places]: readonly Decimal[]): Decimal {
  const isHonest =
    places !== undefined && places.isInteger() && places.gte(0) && places.lte(ROUNDING_DIGITS_MAX);
  return isHonest ? roundTo(value as Decimal, places.toNumber()) : fail('DOMAIN', NOWHERE, { name: 'round' });
}

const cat: OperatorPart = {
  code: 'cat',
  minimum: 1,
  compile(args, context) {
    const operands = compileAll(args, context);
    return strictNode({
      operator: 'cat',
      type: { kind: 'text' },
      operands,
      compute: (values) => joinTexts(values, NOWHERE),
      tell: (telling) => operands.map((operand) => operand.tell(telling)).join(' + '),
    });
  },
};

export const ARITHMETIC_OPERATORS = [
  arithmetic('+', 1, undefined, fold('+')),
  arithmetic('-', 1, 2, (values) => (values.length === 1 ? (values[0] as Decimal).neg() : minus(values))),
  arithmetic('*', 1, undefined, fold('*')),
  arithmetic('/', 2, 2, fold('/')),
  arithmetic('%', 2, 2, fold('%')),
  arithmetic('min', 1, undefined, (values) => Decimal.min(...values)),
  arithmetic('max', 1, undefined, (values) => Decimal.max(...values)),
  arithmetic('abs', 1, 1, ([value]) => (value as Decimal).abs()),
  arithmetic('round', 2, 2, rounded),
  cat,
];
