import { ZERO } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';
import { ARITHMETIC } from '../arithmetic.js';
import { NEEDS_ORDER, order, ORDERINGS, same } from '../comparison.js';
import { fail } from '../formula-error.js';
import type { Span } from '../formula-error.js';
import { spend } from '../frame.js';
import type { Run, ShortRun, Typed } from '../frame.js';
import { joinTexts } from '../join-texts.js';
import { longOf } from '../long-decimal.js';
import { SHORT_ARITHMETIC } from '../short-decimal.js';
import { asKind, comparableKind, isTrue, looksLike } from '../typing.js';
import type { BlankPolicy, Value, ValueType } from '../types.js';
import type { BinaryNode, Node } from './ast.js';

const NUMBER: ValueType = { kind: 'number' };
const BOOLEAN: ValueType = { kind: 'boolean' };
const TEXT: ValueType = { kind: 'text' };

/** Compiles `- x`, `+ x`, `not x`. */
export function compileUnary(operator: string, operand: Typed, span: Span, blank: BlankPolicy): Typed {
  if (operator === 'not') {
    const holds = isTrue(operand, span);
    return { type: BOOLEAN, run: (frame) => !holds(frame) };
  }
  const run = blanksAs(asKind(operand, 'number', span, operator), blank);
  const { short } = operand;
  if (operator === '+') return { type: NUMBER, run, ...(short ? { short: blankShort(short, blank) } : {}) };
  const negative: Run = (frame) => (run(frame) as Decimal | null)?.neg() ?? null;
  return { type: NUMBER, run: negative, ...(short ? { short: negated(blankShort(short, blank)) } : {}) };
}

function negated(short: ShortRun): ShortRun {
  return (frame) => {
    const value = short(frame);
    return value && { units: -value.units, scale: value.scale };
  };
}

/** Compiles an operator between two values. */
export function compileBinary(
  node: BinaryNode,
  left: Typed,
  right: Typed,
  { blank, linewise }: { readonly blank: BlankPolicy; readonly linewise?: boolean },
): Typed {
  const { operator } = node;
  if (linewise && Object.hasOwn(ARITHMETIC, operator) && (isList(left) || isList(right))) {
    return linewiseArithmetic(node, left, right, blank);
  }
  if (Object.hasOwn(ARITHMETIC, operator)) return arithmetic(node, left, right, blank);
  if (Object.hasOwn(ORDERINGS, operator)) return comparison(node, left, right, blank);
  if (operator === 'and' || operator === 'or') return logical(node, left, right);
  return operator === 'in' ? membership(node, left, right) : concatenation(node, left, right);
}

/** Makes zero of a blank number where the form asks for it. */
function blanksAs(run: Run, blank: BlankPolicy): Run {
  return blank === 'zero' ? (frame) => run(frame) ?? ZERO : run;
}

function arithmetic(node: BinaryNode, left: Typed, right: Typed, blank: BlankPolicy): Typed {
  const short = shortArithmetic(node.operator, left, right, blank);
  if (short === undefined) return { type: NUMBER, run: longArithmetic(node, left, right, blank) };
  const long = longArithmetic(node, inDecimals(left), inDecimals(right), blank);
  const run: Run = (frame) => {
    const value = short(frame);
    if (value) return longOf(value);
    return value === null ? null : long(frame);
  };
  return { type: NUMBER, run, short, long };
}

function longArithmetic(node: BinaryNode, left: Typed, right: Typed, blank: BlankPolicy): Run {
  const { operator, span } = node;
  const a = blanksAs(asKind(left, 'number', node.left.span, operator), blank);
  const b = blanksAs(asKind(right, 'number', node.right.span, operator), blank);
  const compute = ARITHMETIC[operator] as (typeof ARITHMETIC)[string];
  return (frame) => {
    const x = a(frame) as Decimal | null;
    const y = b(frame) as Decimal | null;
    return x === null || y === null ? null : compute(x, y, span);
  };
}

/** A node that does not try the short way again: whoever asks has tried it. */
function inDecimals(node: Typed): Typed {
  return node.long === undefined ? node : { type: node.type, run: node.long };
}

/** The operator on short numbers, where both operands have them. */
function shortArithmetic(
  operator: string,
  left: Typed,
  right: Typed,
  blank: BlankPolicy,
): ShortRun | undefined {
  const compute = SHORT_ARITHMETIC[operator];
  if (compute === undefined || !left.short || !right.short) return undefined;
  const a = blankShort(left.short, blank);
  const b = blankShort(right.short, blank);
  return (frame) => {
    const x = a(frame);
    if (x === undefined) return undefined;
    const y = b(frame);
    // What stands beside a blank may still be no number at all: only the long way knows.
    if (x && y) return compute(x, y);
    return y === undefined ? undefined : null;
  };
}

const SHORT_ZERO = { units: 0, scale: 0 };

function blankShort(short: ShortRun, blank: BlankPolicy): ShortRun {
  if (blank !== 'zero') return short;
  return (frame) => {
    const value = short(frame);
    return value === null ? SHORT_ZERO : value;
  };
}

function isList({ type }: Typed): boolean {
  return type.kind === 'list';
}

/** `lines.qty * lines.price` inside an aggregate: one result for each line; a single value goes with every line. */
function linewiseArithmetic(node: BinaryNode, left: Typed, right: Typed, blank: BlankPolicy): Typed {
  const cell: { left: Value; right: Value } = { left: null, right: null };
  const each = arithmetic(
    node,
    itemOf(left, () => cell.left),
    itemOf(right, () => cell.right),
    blank,
  );
  const run: Run = (frame) => {
    const [a, b] = [left.run(frame), right.run(frame)];
    const length = lineCount(a, b, node.span);
    spend(frame, length, node.span);
    return Array.from({ length }, (_, index) => {
      cell.left = itemAt(a, index);
      cell.right = itemAt(b, index);
      return each.run(frame);
    });
  };
  return { type: { kind: 'list', of: NUMBER }, run };
}

function itemOf({ type }: Typed, run: Run): Typed {
  return { type: type.kind === 'list' ? type.of : type, run };
}

function itemAt(value: Value, index: number): Value {
  return Array.isArray(value) ? ((value as readonly Value[])[index] ?? null) : value;
}

function lineCount(a: Value, b: Value, span: Span): number {
  const lengths = [a, b]
    .filter((value) => Array.isArray(value))
    .map((list) => (list as readonly Value[]).length);
  const [first = 0, second = first] = lengths;
  return first === second ? first : fail('DOMAIN', span, { name: 'lines', value: `${first} ≠ ${second}` });
}

/** A comparison with a blank operand is not met; under the policy `zero` a blank number is zero. */
function comparison(node: BinaryNode, left: Typed, right: Typed, blank: BlankPolicy): Typed {
  const { operator, span } = node;
  const kind = sharedKind(node, left.type, right.type);
  if (kind === 'boolean' && NEEDS_ORDER.has(operator))
    fail('TYPE', span, { name: operator, expected: 'number' });
  const number = kind === 'number';
  const a = number ? blanksAs(asKind(left, 'number', node.left.span, operator), blank) : left.run;
  const b = number ? blanksAs(asKind(right, 'number', node.right.span, operator), blank) : right.run;
  const met = ORDERINGS[operator] as (order: number) => boolean;
  // `name == ""` is how people ask whether a text is filled in.
  const emptyText = isEmptyText(node.left) || isEmptyText(node.right) ? '' : null;
  const long: Run = (frame) => {
    const x = a(frame) ?? emptyText;
    const y = b(frame) ?? emptyText;
    return x !== null && y !== null && met(order(x, y, span));
  };
  const run = number ? shortComparison(left, right, blank, met, long) : undefined;
  return { type: BOOLEAN, run: run ?? long };
}

function shortComparison(
  left: Typed,
  right: Typed,
  blank: BlankPolicy,
  met: (order: number) => boolean,
  long: Run,
): Run | undefined {
  const difference = shortArithmetic('-', left, right, blank);
  if (difference === undefined) return undefined;
  return (frame) => {
    const value = difference(frame);
    if (value) return met(value.units);
    return value === null ? false : long(frame);
  };
}

/** The kind in which both sides compare; a text that is written as a date may stand beside a date. */
function sharedKind(node: BinaryNode, left: ValueType, right: ValueType): string {
  const [a, b] = [comparableKind(left), comparableKind(right)];
  if (left.kind === 'any' || right.kind === 'any') return a === 'number' || b === 'number' ? 'number' : 'any';
  if (a !== undefined && a !== 'list' && a === b) return a;
  if (isDateText(node.left, b)) return b as string;
  if (isDateText(node.right, a)) return a as string;
  return fail('TYPE', node.span, {
    name: node.operator,
    expected: 'same',
    left: left.kind,
    right: right.kind,
  });
}

function isEmptyText(node: Node): boolean {
  return node.kind === 'literal' && node.value === '';
}

function isDateText(node: Node, kind: string | undefined): boolean {
  if (node.kind !== 'literal' || typeof node.value !== 'string') return false;
  return (kind === 'date' || kind === 'datetime') && looksLike(kind, node.value);
}

function logical(node: BinaryNode, left: Typed, right: Typed): Typed {
  const a = isTrue(left, node.left.span);
  const b = isTrue(right, node.right.span);
  const run: Run =
    node.operator === 'and' ? (frame) => a(frame) && b(frame) : (frame) => a(frame) || b(frame);
  return { type: BOOLEAN, run };
}

function membership(node: BinaryNode, left: Typed, right: Typed): Typed {
  if (right.type.kind !== 'list' && right.type.kind !== 'any') {
    fail('TYPE', node.right.span, { name: 'in', expected: 'list', given: right.type.kind });
  }
  const run: Run = (frame) => {
    const items = right.run(frame);
    if (!Array.isArray(items))
      return items === null ? false : fail('TYPE', node.right.span, { name: 'in', expected: 'list' });
    const wanted = left.run(frame);
    spend(frame, items.length, node.span);
    return wanted !== null && items.some((item) => same(wanted, item as Value));
  };
  return { type: BOOLEAN, run };
}

/** `||` joins lists with lists and everything else as text; a blank adds nothing. */
function concatenation(node: BinaryNode, left: Typed, right: Typed): Typed {
  if (left.type.kind === 'list' && right.type.kind === 'list') return listConcatenation(node, left, right);
  for (const [side, { type }] of [
    [node.left, left],
    [node.right, right],
  ] as const) {
    if (type.kind === 'list' || type.kind === 'table')
      fail('TYPE', side.span, { name: '||', expected: 'text', given: type.kind });
  }
  return { type: TEXT, run: (frame) => joinTexts([left.run(frame), right.run(frame)], node.span) };
}

function listConcatenation(node: BinaryNode, left: Typed, right: Typed): Typed {
  const run: Run = (frame) => {
    const joined = [...(left.run(frame) as readonly Value[]), ...(right.run(frame) as readonly Value[])];
    spend(frame, joined.length, node.span);
    return joined;
  };
  return { type: left.type, run };
}
