import { ok } from '../foundation/index.js';
import type { Decimal, Issue, Result } from '../foundation/index.js';
import { splitExact } from '../registers/index.js';
import { perUnit } from './per-unit.js';

export interface ProcessCosts {
  readonly material: Decimal;
  readonly conversion: Decimal;
  /** Units that are done, and units still in process. */
  readonly finished: Decimal;
  readonly inProcess: Decimal;
  /** How far the units in process are, between zero and one. */
  readonly materialDegree: Decimal;
  readonly conversionDegree: Decimal;
  readonly scale: number;
}

export interface ProcessSplit {
  readonly finished: Decimal;
  readonly inProcess: Decimal;
  /** None while nothing is done. */
  readonly unitCost: Decimal | null;
}

/**
 * Equivalent units (约当产量): what a period cost, split between the units that are done and those in process.
 * @returns both amounts, together all costs; `nothing_to_split_by` when there are no units.
 */
export function splitByEquivalentUnits(costs: ProcessCosts): Result<ProcessSplit, readonly Issue[]> {
  const byDegree = (degree: Decimal) => [costs.finished, costs.inProcess.times(degree)];
  const material = splitExact(costs.material, byDegree(costs.materialDegree), costs.scale);
  if (!material.ok) return material;
  const conversion = splitExact(costs.conversion, byDegree(costs.conversionDegree), costs.scale);
  if (!conversion.ok) return conversion;
  const [finished, inProcess] = [0, 1].map((at) =>
    (material.value[at] as Decimal).plus(conversion.value[at] as Decimal),
  ) as [Decimal, Decimal];
  return ok({ finished, inProcess, unitCost: perUnit(finished, costs.finished) });
}
