import { Decimal, decimalText } from '../../foundation/index.js';
import { bounded } from '../arithmetic.js';
import { ROUNDING_DIGITS_MAX } from '../limits.js';
import type { Value } from '../types.js';
import { decimalAt, integerAt } from './arguments.js';
import { NUMBER } from './part.js';
import type { Call, EagerPart } from './part.js';

/** One of the modes that decimals know, such as `Decimal.ROUND_UP`. */
type RoundingMode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** How many places to keep; negative ones round before the point. */
function placesAt(args: readonly Value[], call: Call): number {
  return integerAt(args, 1, call, { min: -ROUNDING_DIGITS_MAX, max: ROUNDING_DIGITS_MAX, fallback: 0 });
}

/** Rounds to places before or behind the point. */
export function roundPlaces(value: Decimal, places: number, mode: RoundingMode): Decimal {
  if (places >= 0) return value.toDecimalPlaces(places, mode);
  const unit = new Decimal(10).pow(-places);
  return value.toNearest(unit, mode);
}

function rounding(
  code: string,
  mode: RoundingMode,
  words: Pick<EagerPart, 'title' | 'description' | 'aliases'>,
): EagerPart {
  return {
    ...words,
    code,
    minimum: 1,
    maximum: 2,
    parameters: ['number', 'number'],
    result: NUMBER,
    evaluate: (args, call) => roundPlaces(decimalAt(args, 0, call), placesAt(args, call), mode),
  };
}

const round = rounding('ROUND', Decimal.ROUND_HALF_UP, {
  title: { 'zh-CN': '四舍五入', en: 'Round' },
  description: { 'zh-CN': '保留几位小数，五入时远离零', en: 'Rounds to places; a half goes away from zero' },
  aliases: ['四舍五入'],
});

const roundHalfEven = rounding('ROUNDHALFEVEN', Decimal.ROUND_HALF_EVEN, {
  title: { 'zh-CN': '银行家舍入', en: 'Round half to even' },
  description: { 'zh-CN': '五入时取偶数', en: 'Rounds to places; a half goes to the even digit' },
  aliases: ['银行家舍入'],
});

const roundUp = rounding('ROUNDUP', Decimal.ROUND_UP, {
  title: { 'zh-CN': '向上舍入', en: 'Round up' },
  description: { 'zh-CN': '远离零舍入', en: 'Rounds away from zero' },
  aliases: ['向上舍入'],
});

const roundDown = rounding('ROUNDDOWN', Decimal.ROUND_DOWN, {
  title: { 'zh-CN': '向下舍入', en: 'Round down' },
  description: { 'zh-CN': '向零舍入（截断）', en: 'Rounds toward zero' },
  aliases: ['向下舍入'],
});

/** Multiples of a step, one when it is left out. */
function stepwise(
  code: string,
  mode: RoundingMode,
  words: Pick<EagerPart, 'title' | 'description' | 'aliases'>,
): EagerPart {
  return {
    ...words,
    code,
    minimum: 1,
    maximum: 2,
    parameters: ['number', 'number'],
    result: NUMBER,
    evaluate(args, call) {
      const value = decimalAt(args, 0, call);
      const step = args.length > 1 ? decimalAt(args, 1, call) : new Decimal(1);
      if (step.isZero()) call.fail('DIV_ZERO');
      if (step.isNegative()) call.fail('DOMAIN', { value: decimalText(step) });
      return bounded(value.toNearest(step, mode), call.span);
    },
  };
}

const floor = stepwise('FLOOR', Decimal.ROUND_FLOOR, {
  title: { 'zh-CN': '向下取整', en: 'Floor' },
  description: {
    'zh-CN': '不大于它的最大整数或倍数',
    en: 'The largest whole number, or multiple of a step, not above it',
  },
  aliases: ['向下取整'],
});

const ceiling = stepwise('CEILING', Decimal.ROUND_CEIL, {
  title: { 'zh-CN': '向上取整', en: 'Ceiling' },
  description: {
    'zh-CN': '不小于它的最小整数或倍数',
    en: 'The smallest whole number, or multiple of a step, not below it',
  },
  aliases: ['向上取整', 'CEIL'],
});

export const ROUNDING = [round, roundHalfEven, roundUp, roundDown, floor, ceiling];
