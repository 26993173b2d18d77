import {
  allocateUnits,
  Decimal,
  decimalOfUnits,
  decimalText,
  roundTo,
  unitsOf,
  ZERO,
} from '../../foundation/index.js';
import { ARITHMETIC } from '../arithmetic.js';
import type { Value } from '../types.js';
import { decimalAt, decimalListAt, integerAt } from './arguments.js';
import { NUMBER, NUMBERS } from './part.js';
import type { Call, EagerPart } from './part.js';

const { '*': times, '/': divide } = ARITHMETIC as Record<'*' | '/', (typeof ARITHMETIC)[string]>;

const SCALE = { min: 0, max: 20, fallback: 2 };

function weightsAt(args: readonly Value[], call: Call): readonly Decimal[] {
  const weights = decimalListAt(args, 1, call).map((weight) => weight ?? ZERO);
  const negative = weights.find((weight) => weight.lt(0));
  if (negative !== undefined) call.fail('DOMAIN', { value: decimalText(negative) });
  if (weights.every((weight) => weight.isZero())) call.fail('DIV_ZERO');
  return weights;
}

const allocate: EagerPart = {
  code: 'ALLOCATE',
  title: { 'zh-CN': '按比例分摊', en: 'Allocate by weights' },
  description: {
    'zh-CN': '按权重分摊总数，保留几位小数；各行之和恒等于总数，零头给余数最大的行',
    en: 'Splits a total by weights at a scale; the parts always add up to the total, odd units go to the largest remainders',
  },
  aliases: ['按比例分摊', '分摊'],
  minimum: 2,
  maximum: 3,
  parameters: ['number', 'numberList', 'number'],
  result: NUMBERS,
  aggregate: true,
  evaluate(args, call) {
    const scale = integerAt(args, 2, call, SCALE);
    const total = roundTo(decimalAt(args, 0, call), scale);
    const weights = weightsAt(args, call);
    const places = Math.max(...weights.map((weight) => weight.decimalPlaces()));
    const shares = allocateUnits(
      unitsOf(total, scale),
      weights.map((weight) => unitsOf(weight, places)),
    );
    return shares.map((units) => decimalOfUnits(units, scale));
  },
};

function countAt(args: readonly Value[], index: number, call: Call): Decimal {
  const count = decimalAt(args, index, call);
  return count.lt(0) ? call.fail('DOMAIN', { value: decimalText(count), position: index + 1 }) : count;
}

/** What has been written off in total after so many runs, rounded; parts are differences of it, so nothing is lost. */
function writtenOff(cost: Decimal, runs: Decimal, life: Decimal, scale: number, call: Call): Decimal {
  return roundTo(divide(times(cost, Decimal.min(runs, life), call.span), life, call.span), scale);
}

const amortize: EagerPart = {
  code: 'AMORTIZE',
  title: { 'zh-CN': '按次摊销', en: 'Amortize by runs' },
  description: {
    'zh-CN': '成本按寿命次数摊销：成本、寿命次数、已用次数、本次次数、小数位；累计从不超过成本',
    en: 'Writes a cost off over its life in runs: cost, life, runs before, runs now, scale; never more than the cost in all',
  },
  aliases: ['模具摊销', '按次摊销', '摊销'],
  minimum: 4,
  maximum: 5,
  parameters: ['number', 'number', 'number', 'number', 'number'],
  result: NUMBER,
  evaluate(args, call) {
    const cost = decimalAt(args, 0, call);
    const life = countAt(args, 1, call);
    const [before, runs] = [countAt(args, 2, call), countAt(args, 3, call)];
    const scale = integerAt(args, 4, call, SCALE);
    if (life.isZero()) call.fail('DIV_ZERO');
    const after = writtenOff(cost, before.plus(runs), life, scale, call);
    return after.minus(writtenOff(cost, before, life, scale, call));
  },
};

const unitCost: EagerPart = {
  code: 'UNITCOST',
  title: { 'zh-CN': '单件成本', en: 'Cost of one' },
  description: {
    'zh-CN': '总成本除以数量，可保留几位小数；数量为零时出错',
    en: 'A cost over a quantity, rounded where a scale is given; fails when the quantity is zero',
  },
  aliases: ['单件成本', '单位成本'],
  minimum: 2,
  maximum: 3,
  parameters: ['number', 'number', 'number'],
  result: NUMBER,
  evaluate(args, call) {
    const each = divide(decimalAt(args, 0, call), decimalAt(args, 1, call), call.span);
    return args.length < 3 ? each : roundTo(each, integerAt(args, 2, call, SCALE));
  },
};

export const ALLOCATION = [allocate, amortize, unitCost];
