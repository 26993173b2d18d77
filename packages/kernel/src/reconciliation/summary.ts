import { ZERO } from '../foundation/index.js';
import type { Decimal } from '../foundation/index.js';
import type { Category, Level, Reconciliation } from './difference.js';

export interface ReconciliationSummary {
  readonly matched: number;
  readonly differences: number;
  readonly byCategory: Readonly<Record<Category, number>>;
  readonly byLevel: Readonly<Record<Level, number>>;
  readonly atStake: Decimal;
}

/** Counts what was found. */
export function summarise({ differences, matched }: Reconciliation): ReconciliationSummary {
  const byCategory = { business_type: 0, timing_lag: 0, quantity: 0, amount: 0 };
  const byLevel = { red: 0, yellow: 0, green: 0 };
  for (const { category, level } of differences) {
    byCategory[category] += 1;
    byLevel[level] += 1;
  }
  const atStake = differences.reduce((sum, each) => sum.plus(each.atStake), ZERO);
  return { matched, differences: differences.length, byCategory, byLevel, atStake };
}
