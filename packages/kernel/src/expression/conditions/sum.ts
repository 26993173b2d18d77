import { FieldReading } from '../field-reading.js';
import type { Frame } from '../frame.js';
import { SHORT_ARITHMETIC } from '../short-decimal.js';
import type { ShortArithmetic, ShortDecimal } from '../short-decimal.js';
import type { ConditionNode } from './node.js';

/** A sum as it is worked out on paper: numbers, and operators that take the last two numbers and leave one. */
export type Sum = readonly (FieldReading | ShortDecimal | ShortOperator)[];

type ShortOperator = number;

const OPERATORS = Object.keys(SHORT_ARITHMETIC);
const ARITHMETIC: readonly ShortArithmetic[] = Object.values(SHORT_ARITHMETIC);

/** The sum of an operator over operands that are sums themselves. */
export function sumOver(code: string, operands: readonly ConditionNode[]): Sum | undefined {
  const operator = OPERATORS.indexOf(code);
  const sums = operands.flatMap(({ sum }) => (sum === undefined ? [] : [sum]));
  if (operator < 0 || operands.length < 2 || sums.length < operands.length) return undefined;
  return sums.flatMap((sum, index) => (index === 0 ? sum : [...sum, operator]));
}

/** Numbers that each piece takes in a program: what it is, and what it is made of. */
const PIECE = 3;
const FIELD = -1;
const CONSTANT = -2;

/** Writes a sum for `sumUp`; the readings of its fields join the things. */
export function writeSum(sum: Sum, things: unknown[]): readonly number[] {
  return sum.flatMap((piece) => {
    if (typeof piece === 'number') return [piece, 0, 0];
    if (piece instanceof FieldReading) return [FIELD, things.push(piece) - 1, 0];
    return [CONSTANT, piece.units, piece.scale];
  });
}

const stack: (ShortDecimal | null)[] = [];

/**
 * Works two sums out; nothing where a number is too long, or none at all. They are the first two of what it gives, to
 * be looked at before the next sums; `null` is blank.
 */
export function sumUp(
  numbers: readonly number[],
  things: readonly unknown[],
  from: number,
  end: number,
  frame: Frame,
): readonly (ShortDecimal | null)[] | undefined {
  let top = -1;
  for (let at = from; at < end; at += PIECE) {
    const piece = numbers[at] as number;
    let value: ShortDecimal | null | undefined;
    if (piece === FIELD) value = (things[numbers[at + 1] as number] as FieldReading).short(frame);
    else if (piece === CONSTANT)
      value = { units: numbers[at + 1] as number, scale: numbers[at + 2] as number };
    else {
      top -= 2;
      value = combined(stack[top + 1] as ShortDecimal | null, stack[top + 2] as ShortDecimal | null, piece);
    }
    if (value === undefined) return undefined;
    top += 1;
    stack[top] = value;
  }
  return stack;
}

function combined(
  left: ShortDecimal | null,
  right: ShortDecimal | null,
  operator: ShortOperator,
): ShortDecimal | null | undefined {
  return left === null || right === null ? null : (ARITHMETIC[operator] as ShortArithmetic)(left, right);
}
