import { ZERO } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';
import { ARITHMETIC } from '../arithmetic.js';
import type { Value } from '../types.js';
import { isBlank } from '../wire.js';
import { decimalListAt, decimalsOf, listAt } from './arguments.js';
import { NUMBER } from './part.js';
import type { Call, EagerPart } from './part.js';

const plus = ARITHMETIC['+'] as (typeof ARITHMETIC)[string];
const times = ARITHMETIC['*'] as (typeof ARITHMETIC)[string];
const divide = ARITHMETIC['/'] as (typeof ARITHMETIC)[string];

/** What all functions over many values share: blanks are skipped, columns are whole. */
const overMany = { minimum: 1, result: NUMBER, aggregate: true, blanks: 'own' } as const;

function total(values: readonly Decimal[], call: Call): Decimal {
  return values.reduce((sum, value) => plus(sum, value, call.span), ZERO);
}

function extreme(values: readonly Decimal[], better: (a: Decimal, b: Decimal) => boolean): Decimal | null {
  return values.reduce<Decimal | null>(
    (best, value) => (best === null || better(value, best) ? value : best),
    null,
  );
}

const sum: EagerPart = {
  ...overMany,
  code: 'SUM',
  title: { 'zh-CN': '求和', en: 'Sum' },
  description: { 'zh-CN': '所有数值之和，空值不计', en: 'Adds up all numbers; blanks are skipped' },
  aliases: ['求和'],
  parameters: ['numbers'],
  evaluate: (args, call) => total(decimalsOf(args, call), call),
};

const average: EagerPart = {
  ...overMany,
  code: 'AVG',
  title: { 'zh-CN': '平均值', en: 'Average' },
  description: {
    'zh-CN': '所有数值的平均，空值不计；没有数值时为空',
    en: 'Mean of all numbers; blank when there are none',
  },
  aliases: ['平均值', 'AVERAGE'],
  parameters: ['numbers'],
  evaluate(args, call) {
    const values = decimalsOf(args, call);
    return values.length === 0 ? null : divide(total(values, call), ZERO.plus(values.length), call.span);
  },
};

const minimum: EagerPart = {
  ...overMany,
  code: 'MIN',
  title: { 'zh-CN': '最小值', en: 'Minimum' },
  description: { 'zh-CN': '最小的数值，空值不计', en: 'The smallest number; blanks are skipped' },
  aliases: ['最小值'],
  parameters: ['numbers'],
  evaluate: (args, call) => extreme(decimalsOf(args, call), (a, b) => a.lt(b)),
};

const maximum: EagerPart = {
  ...overMany,
  code: 'MAX',
  title: { 'zh-CN': '最大值', en: 'Maximum' },
  description: { 'zh-CN': '最大的数值，空值不计', en: 'The largest number; blanks are skipped' },
  aliases: ['最大值'],
  parameters: ['numbers'],
  evaluate: (args, call) => extreme(decimalsOf(args, call), (a, b) => a.gt(b)),
};

const count: EagerPart = {
  ...overMany,
  code: 'COUNT',
  title: { 'zh-CN': '计数', en: 'Count' },
  description: { 'zh-CN': '不为空的值的个数', en: 'How many values are not blank' },
  aliases: ['计数'],
  parameters: ['any'],
  evaluate(args, call) {
    const values = args.flatMap((arg) => (Array.isArray(arg) ? (arg as readonly Value[]) : [arg]));
    call.spend(values.length);
    return ZERO.plus(values.filter((value) => !isBlank(value)).length);
  },
};

const rowCount: EagerPart = {
  ...overMany,
  code: 'ROWCOUNT',
  title: { 'zh-CN': '行数', en: 'Number of rows' },
  description: { 'zh-CN': '明细的行数', en: 'How many lines a table has' },
  aliases: ['行数'],
  maximum: 1,
  parameters: ['table'],
  evaluate: (args, call) => ZERO.plus(listAt(args, 0, call).length),
};

const sumProduct: EagerPart = {
  ...overMany,
  code: 'SUMPRODUCT',
  title: { 'zh-CN': '乘积和', en: 'Sum of products' },
  description: {
    'zh-CN': '逐行相乘后求和，有空值的行不计',
    en: 'Multiplies line by line and adds up; lines with a blank are skipped',
  },
  aliases: ['乘积和'],
  parameters: ['numberList'],
  evaluate(args, call) {
    const lists = args.map((_, index) => decimalListAt(args, index, call));
    const [first = []] = lists;
    if (lists.some((list) => list.length !== first.length))
      call.fail('DOMAIN', { value: lists.map((list) => list.length).join(' ≠ ') });
    return first.reduce<Decimal>((sum, _, row) => plus(sum, rowProduct(lists, row, call), call.span), ZERO);
  },
};

function rowProduct(lists: readonly (readonly (Decimal | null)[])[], row: number, call: Call): Decimal {
  const factors = lists.map((list) => list[row] ?? null);
  if (factors.includes(null)) return ZERO;
  return (factors as readonly Decimal[]).reduce((product, factor) => times(product, factor, call.span));
}

export const AGGREGATES = [sum, average, minimum, maximum, count, rowCount, sumProduct];
