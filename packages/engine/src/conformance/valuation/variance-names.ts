import type { VarianceKind } from '@dougong/kernel/registers';

/** What the cases call the variances of the books. */
export const VARIANCE_NAMES: Readonly<Record<VarianceKind, string>> = {
  price: 'purchase_price',
  shortage: 'negative_stock',
  return_price: 'return_price_difference',
  return_residual: 'return_residual',
  reversal_residual: 'reversal_residual',
  gain: 'count_gain',
  loss: 'count_loss',
  revaluation: 'revaluation',
  standard_revaluation: 'standard_revaluation',
  late_cost: 'landed_cost_expensed',
};
