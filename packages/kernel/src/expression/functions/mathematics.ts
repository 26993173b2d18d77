import { decimalText } from '../../foundation/index.js';
import { power } from '../arithmetic.js';
import { decimalAt } from './arguments.js';
import { NUMBER } from './part.js';
import type { EagerPart } from './part.js';

const absolute: EagerPart = {
  code: 'ABS',
  title: { 'zh-CN': '绝对值', en: 'Absolute value' },
  description: { 'zh-CN': '去掉负号', en: 'The number without its sign' },
  aliases: ['绝对值'],
  minimum: 1,
  maximum: 1,
  parameters: ['number'],
  result: NUMBER,
  evaluate: (args, call) => decimalAt(args, 0, call).abs(),
};

const squareRoot: EagerPart = {
  code: 'SQRT',
  title: { 'zh-CN': '平方根', en: 'Square root' },
  description: { 'zh-CN': '不接受负数', en: 'Refuses negative numbers' },
  aliases: ['平方根'],
  minimum: 1,
  maximum: 1,
  parameters: ['number'],
  result: NUMBER,
  evaluate(args, call) {
    const value = decimalAt(args, 0, call);
    return value.lt(0) ? call.fail('DOMAIN', { value: decimalText(value) }) : value.sqrt();
  },
};

const modulo: EagerPart = {
  code: 'MOD',
  title: { 'zh-CN': '取余', en: 'Remainder' },
  description: {
    'zh-CN': '余数的符号与除数相同',
    en: 'The remainder has the sign of the divisor, as in spreadsheets',
  },
  aliases: ['取余'],
  minimum: 2,
  maximum: 2,
  parameters: ['number', 'number'],
  result: NUMBER,
  evaluate(args, call) {
    const divisor = decimalAt(args, 1, call);
    if (divisor.isZero()) call.fail('DIV_ZERO');
    const rest = decimalAt(args, 0, call).mod(divisor);
    return rest.isZero() || rest.isNegative() === divisor.isNegative() ? rest : rest.plus(divisor);
  },
};

const raise: EagerPart = {
  code: 'POWER',
  title: { 'zh-CN': '幂', en: 'Power' },
  description: { 'zh-CN': '乘方', en: 'A number raised to a power' },
  aliases: ['幂'],
  minimum: 2,
  maximum: 2,
  parameters: ['number', 'number'],
  result: NUMBER,
  evaluate: (args, call) => power(decimalAt(args, 0, call), decimalAt(args, 1, call), call.span),
};

export const MATHEMATICS = [absolute, squareRoot, modulo, raise];
