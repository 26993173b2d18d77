import { Decimal } from '../../../foundation/index.js';
import { ARITHMETIC } from '../../arithmetic.js';
import { FormulaFailure } from '../../formula-error.js';
import { joinTexts } from '../../join-texts.js';
import type { Value } from '../../types.js';
import { NOWHERE } from '../context.js';
import { strictNode } from '../node.js';
import type { ConditionNode, Telling } from '../node.js';
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
        compute: (values) => compute(values, combine),
        tell: (telling) => tellSum(code, operands, telling),
      });
    },
  };
}

function tellSum(code: string, operands: readonly ConditionNode[], telling: Telling): string {
  const texts = operands.map((operand) =>
    Object.hasOwn(ARITHMETIC, operand.operator) ? `(${operand.tell(telling)})` : operand.tell(telling),
  );
  if (code === 'min' || code === 'max') return `${code}(${texts.join(', ')})`;
  return texts.length === 1 ? `${code}${texts[0]}` : texts.join(` ${code} `);
}

const minus = fold('-');

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
  cat,
];
