/** An earlier movement, and how much of it is still out. */
export interface OpenOriginal {
  readonly of: string;
  readonly left: bigint;
}

/** What of a return goes to one original. */
export interface ReturnPart {
  readonly of: string;
  readonly quantity: bigint;
  readonly isTooMuch: boolean;
}

/** Spreads a quantity over originals in their order; the last one gets the rest, which may be too much for it. */
export function returnParts(open: readonly OpenOriginal[], quantity: bigint): readonly ReturnPart[] {
  const parts: ReturnPart[] = [];
  let rest = quantity;
  for (const [at, { of, left: remains }] of open.entries()) {
    const left = remains > 0n ? remains : 0n;
    const isLast = at === open.length - 1;
    const part = isLast || rest < left ? rest : left;
    if (part > 0n) parts.push({ of, quantity: part, isTooMuch: part > left });
    rest -= part;
  }
  return parts;
}

/** Why parts cannot come back, if they cannot. */
export function faultOfParts(
  parts: readonly ReturnPart[],
): 'already_reversed' | 'return_exceeds_original' | undefined {
  if (parts.length === 0) return 'already_reversed';
  return parts.some(({ isTooMuch }) => isTooMuch) ? 'return_exceeds_original' : undefined;
}
