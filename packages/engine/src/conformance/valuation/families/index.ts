import type { JsonObject } from '../../suite.js';
import { allocate, direct, interchange, overhead, reciprocal, stepDown } from './allocation.js';
import { billOfMaterials, equivalentUnits, mouldAmortisation, productionOrder } from './production.js';
import { fefoPick, periodAverage, unitCostTables } from './tables.js';

/** One call each: what a case gives, and what the kernel says to it in the words of the case. */
export const FAMILIES: Readonly<Record<string, (input: JsonObject) => JsonObject>> = {
  allocate,
  bom_rollup: billOfMaterials,
  direct,
  equivalent_units: equivalentUnits,
  fefo_pick: fefoPick,
  interchange,
  mould_amortisation: mouldAmortisation,
  overhead,
  period_average: periodAverage,
  production_order: productionOrder,
  reciprocal,
  step_down: stepDown,
  unit_cost_table: unitCostTables,
};
