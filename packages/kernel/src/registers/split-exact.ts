import { allocateUnits, issue, ok, refused, unitsOf, decimalOfUnits } from '../foundation/index.js';
import type { Issue, Result, Decimal } from '../foundation/index.js';

/**
 * Splits `total` by `weights` so that the parts add up to the total exactly: every share is cut off at `scale`, and the
 * units left go to the largest fractions, ties to the earlier line. A negative total mirrors the positive one.
 * @returns one part for each weight, or `nothing_to_split_by` when no weight is above zero.
 */
export function splitExact(
  total: Decimal,
  weights: readonly Decimal[],
  scale: number,
): Result<readonly Decimal[], readonly Issue[]> {
  if (total.decimalPlaces() > scale)
    return refused([issue('too_many_decimals', '', { value: total.toString(), scale })]);
  const negative = weights.findIndex((weight) => weight.isNegative() && !weight.isZero());
  if (negative >= 0) return refused([issue('negative_weight', `/${negative}`)]);
  const wholes = wholeWeights(weights);
  if (wholes.every((weight) => weight === 0n)) return refused([issue('nothing_to_split_by')]);
  const parts = allocateUnits(unitsOf(total, scale), wholes);
  return ok(parts.map((part) => decimalOfUnits(part, scale)));
}

/** Weights as whole numbers of their finest common unit. */
function wholeWeights(weights: readonly Decimal[]): bigint[] {
  const scale = Math.max(0, ...weights.map((weight) => weight.decimalPlaces()));
  return weights.map((weight) => unitsOf(weight, scale));
}
