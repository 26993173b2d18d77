import { Decimal } from '../../foundation/index.js';
import { same } from '../comparison.js';
import { FormulaFailure } from '../formula-error.js';
import type { FormulaErrorKind } from '../formula-error.js';
import { unify } from '../typing.js';
import type { Value } from '../types.js';
import { isBlank } from '../wire.js';
import { BOOLEAN } from './part.js';
import type { Call, EagerPart, LazyPart } from './part.js';

type Thunk = () => Value;

function truth(value: Value, call: Call): boolean {
  if (value === null || typeof value === 'boolean') return value === true;
  return Decimal.isDecimal(value) ? !(value as Decimal).isZero() : call.fail('TYPE', { expected: 'boolean' });
}

/** Tries `test, value` pairs in order; a last value without a test is the answer when none held. */
function firstThatHolds(args: readonly Thunk[], call: Call): Value {
  for (let at = 0; at + 1 < args.length; at += 2) {
    if (truth((args[at] as Thunk)(), call)) return (args[at + 1] as Thunk)();
  }
  return args.length % 2 === 1 ? (args.at(-1) as Thunk)() : null;
}

const when: LazyPart = {
  code: 'IF',
  title: { 'zh-CN': '如果', en: 'If' },
  description: {
    'zh-CN': '条件成立取前者，否则取后者；另一支不计算',
    en: 'One value or the other; the branch not taken is not evaluated',
  },
  aliases: ['如果'],
  minimum: 2,
  maximum: 3,
  parameters: ['boolean', 'any', 'any'],
  result: (args) => unify(args.slice(1)),
  lazy: true,
  evaluate: firstThatHolds,
};

const whenMany: LazyPart = {
  code: 'IFS',
  title: { 'zh-CN': '多重条件', en: 'First that holds' },
  description: {
    'zh-CN': '依次判断条件，取第一个成立的值；最后可写一个其余情况的值',
    en: 'The value of the first condition that holds; a last single value is the rest',
  },
  aliases: ['多重条件'],
  minimum: 2,
  parameters: ['any'],
  result: (args) =>
    unify(args.filter((_, index) => index % 2 === 1 || (index === args.length - 1 && args.length % 2 === 1))),
  lazy: true,
  evaluate: firstThatHolds,
};

const every: LazyPart = {
  code: 'AND',
  title: { 'zh-CN': '且', en: 'And' },
  description: { 'zh-CN': '全部成立', en: 'All of them hold' },
  aliases: ['且'],
  minimum: 1,
  parameters: ['boolean'],
  result: BOOLEAN,
  lazy: true,
  evaluate: (args, call) => args.every((arg) => truth(arg(), call)),
};

const some: LazyPart = {
  code: 'OR',
  title: { 'zh-CN': '或', en: 'Or' },
  description: { 'zh-CN': '至少一个成立', en: 'At least one of them holds' },
  aliases: ['或'],
  minimum: 1,
  parameters: ['boolean'],
  result: BOOLEAN,
  lazy: true,
  evaluate: (args, call) => args.some((arg) => truth(arg(), call)),
};

const not: EagerPart = {
  code: 'NOT',
  title: { 'zh-CN': '非', en: 'Not' },
  description: { 'zh-CN': '不成立', en: 'It does not hold' },
  aliases: ['非'],
  minimum: 1,
  maximum: 1,
  parameters: ['boolean'],
  result: BOOLEAN,
  blanks: 'own',
  evaluate: (args, call) => !truth(args[0] as Value, call),
};

const match: LazyPart = {
  code: 'SWITCH',
  title: { 'zh-CN': '匹配', en: 'Match' },
  description: {
    'zh-CN': '按值取对应结果；最后可写一个其余情况的值',
    en: 'The result that stands beside an equal value; a last single value is the rest',
  },
  aliases: ['匹配'],
  minimum: 3,
  parameters: ['any'],
  result: (args) =>
    unify(
      args
        .slice(1)
        .filter((_, index, rest) => index % 2 === 1 || (index === rest.length - 1 && rest.length % 2 === 1)),
    ),
  lazy: true,
  evaluate([subject, ...cases], call) {
    const value = (subject as Thunk)();
    return firstThatHolds(
      cases.map((item, index) =>
        index % 2 === 0 && index < cases.length - 1 ? () => equal(value, item()) : item,
      ),
      call,
    );
  },
};

function equal(value: Value, other: Value): boolean {
  return value !== null && same(value, other);
}

const coalesce: LazyPart = {
  code: 'COALESCE',
  title: { 'zh-CN': '首个非空', en: 'First not blank' },
  description: { 'zh-CN': '第一个不为空的值', en: 'The first value that is not blank' },
  aliases: ['首个非空'],
  minimum: 1,
  parameters: ['any'],
  result: unify,
  lazy: true,
  evaluate(args) {
    for (const arg of args) {
      const value = arg();
      if (!isBlank(value)) return value;
    }
    return null;
  },
};

const blank: EagerPart = {
  code: 'ISBLANK',
  title: { 'zh-CN': '为空', en: 'Is blank' },
  description: { 'zh-CN': '没有填写', en: 'Nothing is filled in' },
  aliases: ['为空'],
  minimum: 1,
  maximum: 1,
  parameters: ['any'],
  result: BOOLEAN,
  blanks: 'own',
  evaluate: (args) => isBlank(args[0]),
};

/** Failures that no formula may hide: they end the evaluation because it has become too expensive. */
const NOT_CAUGHT: ReadonlySet<FormulaErrorKind> = new Set(['LIMIT']);

const onError: LazyPart = {
  code: 'IFERROR',
  title: { 'zh-CN': '出错时', en: 'If it fails' },
  description: { 'zh-CN': '计算出错时改用后者', en: 'Another value when the first cannot be computed' },
  aliases: ['出错时'],
  minimum: 2,
  maximum: 2,
  parameters: ['any', 'any'],
  result: unify,
  lazy: true,
  evaluate([tried, instead]) {
    try {
      return (tried as Thunk)();
    } catch (thrown) {
      if (thrown instanceof FormulaFailure && !NOT_CAUGHT.has(thrown.error.kind)) return (instead as Thunk)();
      throw thrown;
    }
  },
};

export const LOGIC = [when, whenMany, every, some, not, match, coalesce, blank, onError];
