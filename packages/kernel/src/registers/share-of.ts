import { magnitude } from '../foundation/index.js';

/** `amount * part / whole`, rounded once, half away from zero. `whole` is above zero. */
export function shareOf(amount: bigint, part: bigint, whole: bigint): bigint {
  const product = amount * part;
  const rounded = (2n * magnitude(product) + whole) / (2n * whole);
  return product < 0n ? -rounded : rounded;
}
