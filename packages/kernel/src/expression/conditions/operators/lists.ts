import { Decimal, ZERO } from '../../../foundation/index.js';
import { ARITHMETIC } from '../../arithmetic.js';
import { same } from '../../comparison.js';
import type { Run } from '../../frame.js';
import { keyOf, shortOf } from '../../short-decimal.js';
import { comparableKind } from '../../typing.js';
import type { Value } from '../../types.js';
import { below, checkLength, NOWHERE, refuse } from '../context.js';
import type { ConditionContext } from '../context.js';
import { strictNode } from '../node.js';
import type { ConditionNode, Telling } from '../node.js';
import { amongTest } from '../test.js';
import { filled, LIST_WORDS, phrase } from '../words.js';
import { inKind, sharedKind } from './comparison.js';
import type { OperatorPart } from './part.js';

/** So many texts are found faster one by one than in a set. */
const FEW = 8;

const BOOLEAN = { kind: 'boolean' } as const;

function tellWith(word: string, texts: readonly string[], telling: Telling): string {
  return filled(phrase(LIST_WORDS, word, telling), ...texts);
}

/** A value among values written out, among a column's values, or a text inside a text. */
const membership: OperatorPart = {
  code: 'in',
  minimum: 2,
  maximum: 2,
  compile([wanted, among], context) {
    const subject = context.compile(wanted, below(context, 0));
    if (Array.isArray(among)) return inWritten(subject, among, context);
    const holder = context.compile(among, below(context, 1));
    if (holder.type.kind === 'list') return inColumn(subject, holder);
    return inText(inKind([subject, holder], 'text', 'in'));
  },
};

function inWritten(
  subject: ConditionNode,
  among: readonly unknown[],
  context: ConditionContext,
): ConditionNode {
  checkLength(among);
  const items = among.map((item, index) => context.compile(item, below(context, 1, index)));
  const operands = inKind([subject, ...items], sharedKind([subject, ...items], 'in'), 'in');
  const tell = (telling: Telling): string => {
    const [first, ...rest] = operands.map((operand) => operand.tell(telling)) as [string, ...string[]];
    return tellWith('in', [first, rest.join(phrase(LIST_WORDS, 'separator', telling))], telling);
  };
  const compute = ([value, ...others]: readonly Value[]): boolean =>
    value !== null && others.some((other) => same(value as Value, other));
  const { field, type } = operands[0] as ConditionNode;
  const run = writtenOut(operands);
  const few = run && field !== undefined && type.kind === 'text' && items.length <= FEW;
  const texts = operands.slice(1).map((item) => item.constant as string);
  const test = few ? amongTest(field, texts, run) : undefined;
  return strictNode({ operator: 'in', type: BOOLEAN, operands, compute, tell, run, test });
}

/** The way through a set, when every item is known from the start. */
function writtenOut(operands: readonly ConditionNode[]): Run | undefined {
  const [subject, ...items] = operands as readonly [ConditionNode, ...ConditionNode[]];
  if (!items.every((item) => item.literal)) return undefined;
  const constants = items.map((item) => item.constant as Value);
  if (subject.type.kind === 'number') return amongNumbers(subject, constants);
  if (constants.some((constant) => Decimal.isDecimal(constant))) return undefined;
  const among = new Set(constants);
  return (frame) => {
    const value = subject.run(frame);
    return value !== null && among.has(value);
  };
}

function amongNumbers({ run, short }: ConditionNode, constants: readonly Value[]): Run | undefined {
  const shorts = constants.flatMap((constant) => shortOf(constant as Decimal) ?? []);
  if (short === undefined || shorts.length < constants.length) return undefined;
  const among = new Set(shorts.map(keyOf));
  const long = (value: Value): boolean =>
    value !== null && constants.some((constant) => same(value, constant));
  return (frame) => {
    const value = short(frame);
    return value === undefined ? long(run(frame)) : value !== null && among.has(keyOf(value));
  };
}

function inColumn(subject: ConditionNode, column: ConditionNode): ConditionNode {
  const of = column.type.kind === 'list' ? comparableKind(column.type.of) : undefined;
  const [value] = of === undefined || of === 'list' ? [subject] : inKind([subject], of, 'in');
  const operands = [value as ConditionNode, column];
  const compute = ([wanted, items]: readonly Value[]): boolean =>
    wanted !== null && ((items ?? []) as readonly Value[]).some((item) => same(wanted as Value, item));
  const tell = (telling: Telling): string =>
    tellWith(
      'in',
      operands.map((operand) => operand.tell(telling)),
      telling,
    );
  return strictNode({ operator: 'in', type: BOOLEAN, operands, compute, tell });
}

function inText(operands: readonly ConditionNode[]): ConditionNode {
  const compute = ([part, whole]: readonly Value[]): boolean =>
    typeof part === 'string' && typeof whole === 'string' && whole.includes(part);
  const tell = (telling: Telling): string =>
    tellWith(
      'contains',
      operands.map((operand) => operand.tell(telling)),
      telling,
    );
  return strictNode({ operator: 'in', type: BOOLEAN, operands, compute, tell });
}

/** Functions of whole lists. */
function overList(code: 'count' | 'sum', compute: (items: readonly Value[]) => Value): OperatorPart {
  return {
    code,
    minimum: 1,
    maximum: 1,
    compile([list], context) {
      const operand = context.compile(list, below(context, 0));
      checkList(code, operand);
      return strictNode({
        operator: code,
        type: { kind: 'number' },
        operands: [operand],
        compute: ([items]) => compute((items ?? []) as readonly Value[]),
        tell: (telling) => tellWith(code, [operand.tell(telling)], telling),
      });
    },
  };
}

function checkList(code: string, { type }: ConditionNode): void {
  const countable = type.kind === 'list' || type.kind === 'table';
  const addable = type.kind === 'list' && type.of.kind === 'number';
  if (code === 'sum' ? !addable : !countable)
    refuse('TYPE', { name: code, expected: 'list', given: type.kind });
}

const plus = ARITHMETIC['+'] as (typeof ARITHMETIC)[string];

function total(items: readonly Value[]): Value {
  return items.reduce<Decimal>(
    (sum, item) => (item === null ? sum : plus(sum, item as Decimal, NOWHERE)),
    ZERO,
  );
}

export const LISTS = [
  membership,
  overList('count', (items) => ZERO.plus(items.length)),
  overList('sum', total),
];
