/**
 * Splits units by weights: each share is cut toward zero, and the units missing go one each to the largest
 * remainders, ties to the earlier row. The shares always add up to the total.
 */
export function allocateUnits(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  const sign = total < 0n ? -1n : 1n;
  const size = total * sign;
  const shares = weights.map((weight) => (size * weight) / sum);
  let missing = size - shares.reduce((all, share) => all + share, 0n);
  const rows = weights.map((weight, row) => ({ row, rest: (size * weight) % sum }));
  rows.sort((a, b) => (a.rest === b.rest ? a.row - b.row : a.rest > b.rest ? -1 : 1));
  for (const { row } of rows) {
    if (missing === 0n) break;
    shares[row] = (shares[row] as bigint) + 1n;
    missing -= 1n;
  }
  return shares.map((share) => share * sign);
}
