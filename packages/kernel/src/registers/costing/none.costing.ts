import { Type } from '@sinclair/typebox';
import type { CostingMethod } from './costing.js';

/** No valuation: each resource is counted for itself. */
export const noCosting: CostingMethod = {
  kind: 'none',
  version: 1,
  title: { 'zh-CN': '不计价', en: 'Not valued' },
  description: {
    'zh-CN': '只记数量或金额，不计算成本。',
    en: 'Counts quantities or amounts; no cost is worked out.',
  },
  config: Type.Object({}, { additionalProperties: false }),
  valued: false,
  costOf: () => null,
};
