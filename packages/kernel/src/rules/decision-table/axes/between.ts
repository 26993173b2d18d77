import { Decimal, ZERO } from '../../../foundation/index.js';

/** Two literals of a cell differ by their twentieth place at the latest. */
const PLACES_MAX = 21;

const ONE = new Decimal(1);
const TEN = new Decimal(10);
const STEPS: readonly Decimal[] = Array.from({ length: PLACES_MAX + 1 }, (_, places) => TEN.pow(-places));

/** Whether a number of at most `scale` places lies strictly between two others. A missing end is infinity. */
export function hasBetween(
  low: Decimal | undefined,
  high: Decimal | undefined,
  scale: number | undefined,
): boolean {
  if (low === undefined || high === undefined || scale === undefined) return true;
  return following(low, scale).lt(high);
}

/**
 * The number strictly between two others that has the fewest places, at most `scale` of them; `undefined` when there is
 * none. A missing end is infinity.
 */
export function between(
  low: Decimal | undefined,
  high: Decimal | undefined,
  scale: number | undefined,
): Decimal | undefined {
  if (low === undefined) return high === undefined ? ZERO : high.ceil().minus(ONE);
  if (high === undefined) return low.floor().plus(ONE);
  for (let places = 0; places <= (scale ?? PLACES_MAX); places += 1) {
    const next = following(low, places);
    if (next.lt(high)) return next;
  }
  return undefined;
}

/** The next larger number with so many places. */
function following(value: Decimal, places: number): Decimal {
  return value.toDecimalPlaces(places, Decimal.ROUND_FLOOR).plus(STEPS[places] as Decimal);
}
