import { movingAverageCosting } from './moving-average.costing.js';
import { noCosting } from './none.costing.js';
import type { CostingMethod } from './costing.js';

export type { CostingMethod, Direction, PoolFigures } from './costing.js';

/** Every costing method that a register can name. */
export const COSTING_METHODS: readonly CostingMethod[] = [noCosting, movingAverageCosting];

const byKind = new Map(COSTING_METHODS.map((method) => [method.kind, method]));

/** The method of a `valuation` policy. */
export function costingMethod(kind: string): CostingMethod | undefined {
  return byKind.get(kind);
}
