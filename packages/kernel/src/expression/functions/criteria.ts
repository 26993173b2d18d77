import { Decimal, parseDecimal, ZERO } from '../../foundation/index.js';
import { ARITHMETIC } from '../arithmetic.js';
import { order, ORDERINGS } from '../comparison.js';
import type { Value } from '../types.js';
import { decimalListAt, listAt } from './arguments.js';
import { NUMBER } from './part.js';
import type { Call, EagerPart } from './part.js';

const plus = ARITHMETIC['+'] as (typeof ARITHMETIC)[string];
const CRITERION = /^(>=|<=|<>|!=|==|=|>|<)([^]*)$/;
const SPELLINGS: Readonly<Record<string, string>> = { '=': '==', '<>': '!=' };

type Test = (item: Value) => boolean;

/** Reads a criterion as spreadsheets do: a value to equal, or a text such as `">=100"`, `"<>A"`. */
function readCriterion(criterion: Value, call: Call): Test {
  const match = typeof criterion === 'string' ? CRITERION.exec(criterion) : null;
  const operator = match ? (SPELLINGS[match[1] as string] ?? (match[1] as string)) : '==';
  const wanted = match ? (match[2] as string).trim() : criterion;
  const met = ORDERINGS[operator] as (order: number) => boolean;
  return (item) => {
    if (item === null || wanted === null) return false;
    const target = Decimal.isDecimal(item) && typeof wanted === 'string' ? parseDecimal(wanted) : wanted;
    if (target === null || kindOf(target) !== kindOf(item)) return operator === '!=';
    return met(order(item, target, call.span));
  };
}

function kindOf(value: Value): string {
  return Decimal.isDecimal(value) ? 'number' : typeof value;
}

const sumIf: EagerPart = {
  code: 'SUMIF',
  title: { 'zh-CN': '条件求和', en: 'Sum if' },
  description: { 'zh-CN': '对满足条件的行求和', en: 'Adds up the lines that meet a criterion' },
  aliases: ['条件求和'],
  minimum: 2,
  maximum: 3,
  parameters: ['list', 'single', 'numberList'],
  result: NUMBER,
  aggregate: true,
  blanks: 'own',
  evaluate(args, call) {
    const tested = listAt(args, 0, call);
    const added = decimalListAt(args, args.length === 3 ? 2 : 0, call);
    if (tested.length !== added.length) call.fail('DOMAIN', { value: `${tested.length} ≠ ${added.length}` });
    const test = readCriterion(args[1] as Value, call);
    return added.reduce<Decimal>((sum, value, row) => {
      return value !== null && test(tested[row] as Value) ? plus(sum, value, call.span) : sum;
    }, ZERO);
  },
};

const countIf: EagerPart = {
  code: 'COUNTIF',
  title: { 'zh-CN': '条件计数', en: 'Count if' },
  description: { 'zh-CN': '满足条件的行数', en: 'How many lines meet a criterion' },
  aliases: ['条件计数'],
  minimum: 2,
  maximum: 2,
  parameters: ['list', 'single'],
  result: NUMBER,
  aggregate: true,
  blanks: 'own',
  evaluate: (args, call) =>
    ZERO.plus(listAt(args, 0, call).filter(readCriterion(args[1] as Value, call)).length),
};

export const CRITERIA = [sumIf, countIf];
