import { NEEDS_ORDER, order, ORDERINGS } from '../../comparison.js';
import type { Frame, Run } from '../../frame.js';
import { keyOf } from '../../short-decimal.js';
import { comparableKind } from '../../typing.js';
import type { ScalarKind } from '../../typing.js';
import type { Value } from '../../types.js';
import { NOWHERE, refuse } from '../context.js';
import { adapt } from '../literal.js';
import { strictNode } from '../node.js';
import type { ConditionNode } from '../node.js';
import { runOf } from '../program.js';
import { amongTest, joinTests, numbersTest, numberTest, sumsTest } from '../test.js';
import type { Meaning, Test } from '../test.js';
import { COMPARISON_WORDS, phrase } from '../words.js';
import { NUMBER_ORDERINGS, TEXT_ORDERINGS } from './orderings.js';
import { compileAll } from './part.js';
import type { OperatorPart } from './part.js';

type Short = NonNullable<ConditionNode['short']>;

/** Literals look at no frame. */
const NO_FRAME = {} as Frame;

/** Kinds whose values are texts that compare by code units. */
const TEXTUAL: ReadonlySet<ScalarKind | 'list' | undefined> = new Set(['text', 'date', 'datetime'] as const);

/** The kind in which operands compare: that of the first whose type does not depend on the others. */
export function sharedKind(operands: readonly ConditionNode[], operator: string): ScalarKind | 'any' {
  const lead =
    operands.find((operand) => !operand.literal) ??
    operands.find((operand) => operand.type.kind === 'number') ??
    operands[0];
  if (lead === undefined || lead.type.kind === 'any') return 'any';
  const kind = comparableKind(lead.type);
  return kind === undefined || kind === 'list'
    ? refuse('TYPE', { name: operator, expected: 'value', given: lead.type.kind })
    : kind;
}

/** Brings operands to one kind or refuses. */
export function inKind(
  operands: readonly ConditionNode[],
  kind: ScalarKind | 'any',
  operator: string,
): readonly ConditionNode[] {
  if (kind === 'any') return operands;
  return operands.map((operand) => {
    const adapted = adapt(operand, kind, operator);
    const given = comparableKind(adapted.type);
    const fits = given === kind || adapted.type.kind === 'any';
    return fits ? adapted : refuse('TYPE', { name: operator, expected: kind, given: adapted.type.kind });
  });
}

/** A comparison with a blank operand is not met, whatever the operator. */
function comparison(code: string, meaning: string, maximum: number): OperatorPart {
  const met = ORDERINGS[meaning] as (order: number) => boolean;
  const holds = (left: Value, right: Value): boolean =>
    left !== null && right !== null && met(order(left, right, NOWHERE));
  return {
    code,
    minimum: 2,
    maximum,
    compile(args, context) {
      const compiled = compileAll(args, context);
      const kind = sharedKind(compiled, code);
      if (kind === 'boolean' && NEEDS_ORDER.has(meaning))
        refuse('TYPE', { name: code, expected: 'number', given: kind });
      const operands = inKind(compiled, kind, code);
      return strictNode({
        operator: code,
        type: { kind: 'boolean' },
        operands,
        compute: (values) => values.slice(1).every((value, index) => holds(values[index] as Value, value)),
        ...inARow(operands, comparing(kind, meaning, holds)),
        tell: (telling) =>
          operands.map((operand) => operand.tell(telling)).join(phrase(COMPARISON_WORDS, meaning, telling)),
      });
    },
  };
}

type Holds = (left: Value, right: Value) => boolean;

/** Compares neighbours, from left to right. */
function inARow(operands: readonly ConditionNode[], pairOf: PairOf): Pair {
  const [first, second, third] = operands as readonly [ConditionNode, ConditionNode, ConditionNode?];
  const left = pairOf(first, second);
  if (third === undefined) return left;
  const right = pairOf(second, third);
  // With tests on both sides the middle is a field, and both notice when it is no number.
  const test = left.test && right.test && joinTests('and', [left.test, right.test]);
  return test ? asked(test) : { run: both(left.run, right.run) };
}

/** Both are asked before the answer, so that a value that is no number is always noticed. */
function both(left: Run, right: Run): Run {
  return (frame) => {
    const [a, b] = [left(frame), right(frame)];
    return a === true && b === true;
  };
}

interface Pair {
  readonly run: Run;
  readonly test?: Test;
}

function asked(test: Test): Pair {
  return { test, run: runOf(test) };
}

type PairOf = (left: ConditionNode, right: ConditionNode) => Pair;

/** The shortest way to compare two operands of the kind. */
function comparing(kind: ScalarKind | 'any', meaning: string, holds: Holds): PairOf {
  return (left, right) => {
    const long = longComparison(left.run, right.run, holds);
    const test =
      fieldTest(kind, left, right, meaning, long) ?? fieldTest(kind, right, left, MIRRORED[meaning], long);
    if (test) return asked(test);
    if (kind === 'number' && left.sum && right.sum)
      return asked(sumsTest(left.sum, right.sum, meaning as Meaning, long));
    if (kind === 'number' && left.short && right.short)
      return { run: shortComparison(left.short, right.short, meaning, long) };
    const isText = TEXTUAL.has(comparableKind(left.type)) && TEXTUAL.has(comparableKind(right.type));
    return { run: isText ? textComparison(left.run, right.run, meaning) : long };
  };
}

/** The same comparison seen from the other side. */
const MIRRORED: Readonly<Record<string, string>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The test of a field with a number or a text written out, or of two number fields. */
function fieldTest(
  kind: ScalarKind | 'any',
  { field }: ConditionNode,
  other: ConditionNode,
  meaning = '',
  long: Run,
): Test | undefined {
  if (field === undefined) return undefined;
  if (kind === 'text' && meaning === '==' && other.literal)
    return amongTest(field, [other.constant as string], long);
  if (kind !== 'number') return undefined;
  const sense = meaning as Meaning;
  if (other.field !== undefined) return numbersTest(field, sense, other.field, long);
  const bound = other.literal && other.short?.(NO_FRAME);
  return bound ? numberTest(field, sense, keyOf(bound), long) : undefined;
}

function longComparison(left: Run, right: Run, holds: Holds): Run {
  return (frame) => holds(left(frame), right(frame));
}

/** Both sides are read before the answer, so that a value that is no number is always noticed. */
function shortComparison(left: Short, right: Short, meaning: string, long: Run): Run {
  const met = NUMBER_ORDERINGS[meaning] as (left: number, right: number) => boolean;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === undefined || b === undefined) return long(frame);
    return a !== null && b !== null && met(keyOf(a), keyOf(b));
  };
}

function textComparison(left: Run, right: Run, meaning: string): Run {
  const met = TEXT_ORDERINGS[meaning] as (left: string, right: string) => boolean;
  return (frame) => {
    const a = left(frame) as string | null;
    const b = right(frame) as string | null;
    return a !== null && b !== null && met(a, b);
  };
}

export const COMPARISONS = [
  comparison('==', '==', 2),
  comparison('===', '==', 2),
  comparison('!=', '!=', 2),
  comparison('!==', '!=', 2),
  comparison('>', '>', 3),
  comparison('>=', '>=', 3),
  comparison('<', '<', 3),
  comparison('<=', '<=', 3),
];
