import { Type } from '@sinclair/typebox';
import { shareOf } from '../share-of.js';
import type { CostingMethod, Direction, PoolFigures } from './costing.js';

function costOf(pool: PoolFigures, quantity: bigint, direction: Direction): bigint | null {
  if (pool.quantity <= 0n) return null;
  if (direction === 'out' && quantity === pool.quantity) return pool.amount;
  return shareOf(pool.amount, quantity, pool.quantity);
}

/** Moving average: what moves takes its share of the pool's amount. */
export const movingAverageCosting: CostingMethod = {
  kind: 'moving_average',
  version: 1,
  title: { 'zh-CN': '移动加权平均', en: 'Moving average' },
  description: {
    'zh-CN': '出库按结存平均成本，最后一笔带走全部金额。',
    en: 'What goes out takes its share of the amount held; the last of it takes all that is left.',
  },
  config: Type.Object({}, { additionalProperties: false }),
  valued: true,
  costOf,
};
