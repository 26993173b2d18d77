import { Decimal, decimalText } from '../../../foundation/index.js';

/** No literal of a cell has more digits after the point than this makes whole. */
const UNITS = new Decimal(10).pow(21);

/** Decimals of so many digits survive the way into a float and back. */
const SHORT_DIGITS_MAX = 15;

/** A line cut at its boundaries, which ascend and are all different. */
export interface Cuts {
  readonly boundaries: readonly Decimal[];
  /** The boundaries as floats; long ones that lie close together may have the same. */
  readonly rough: Float64Array;
  /** Equal floats of boundaries and other short numbers mean equal numbers. */
  readonly areShort: boolean;
}

/** Whether a number is the only short one with its float. */
export function isShort(position: Decimal): boolean {
  return position.precision(true) <= SHORT_DIGITS_MAX;
}

/** Sorts marks on a line into its boundaries. */
export function cutsOf(marks: readonly Decimal[]): Cuts {
  return marks.every(isShort) ? shortCuts(marks) : longCuts(marks);
}

/** Floats settle everything about short numbers. */
function shortCuts(marks: readonly Decimal[]): Cuts {
  const floats = Float64Array.from(marks, (mark) => mark.toNumber());
  const rough = different(floats.toSorted());
  const boundaries: Decimal[] = new Array<Decimal>(rough.length);
  for (let at = 0; at < marks.length; at += 1)
    boundaries[placeIn(rough, floats[at] as number)] = marks[at] as Decimal;
  return { boundaries, rough, areShort: true };
}

/** Whole numbers put long decimals in order at a fraction of what decimals take. */
function longCuts(marks: readonly Decimal[]): Cuts {
  const sorted = marks
    .map((mark) => ({ mark, units: BigInt(decimalText(mark.times(UNITS))) }))
    .sort((a, b) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0))
    .filter(({ units }, at, all) => at === 0 || units !== all[at - 1]?.units);
  const boundaries = sorted.map(({ mark }) => mark);
  return {
    boundaries,
    rough: Float64Array.from(boundaries, (boundary) => boundary.toNumber()),
    areShort: false,
  };
}

function different(sorted: Float64Array): Float64Array {
  let count = 0;
  for (const float of sorted) {
    if (count > 0 && sorted[count - 1] === float) continue;
    sorted[count] = float;
    count += 1;
  }
  return sorted.slice(0, count);
}

/** The place of the first of ascending numbers that is not smaller than another. */
export function placeIn(ascending: Float64Array, float: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < float) low = middle + 1;
    else high = middle;
  }
  return low;
}
