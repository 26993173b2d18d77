import type { CompiledFormula } from '../../expression/index.js';
import type { CompiledAllocation } from './compile-allocation.js';

/** Keys of the functions of the release that an allocation calls itself, in order. */
export function calledFormulas({
  measures,
  degrees,
  bills,
  settlement,
}: CompiledAllocation): readonly string[] {
  const tables = [bills?.lines, bills?.operations, bills?.byProducts];
  const formulas: readonly CompiledFormula[] = [
    ...[...measures.values()].flatMap((measure) => Object.values(measure.formulas)),
    ...degrees,
    ...Object.values(bills?.header ?? {}),
    ...tables.flatMap((table) => Object.values(table?.formulas ?? {})),
    ...(settlement?.values.values() ?? []),
    ...(settlement?.lines?.values.values() ?? []),
  ];
  return [...new Set(formulas.flatMap(({ calls }) => calls))].sort();
}
