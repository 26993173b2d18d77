import { Decimal } from '../../../foundation/index.js';
import type { FieldSet } from './field-set.js';

/** How values of an ordered field lie and are written. */
export interface Line {
  /** Distance of neighbours; none where there is always a value between two others. */
  readonly step?: Decimal;
  write(value: Decimal): string;
}

/** One end of an interval; missing ends are infinite. */
export interface End {
  readonly value: Decimal;
  readonly isOpen: boolean;
}

export interface Interval {
  readonly low?: End;
  readonly high?: End;
}

/** A hole of at most this width looks like a slip. */
const HOLE_MAX = new Decimal(1);

/** Values of a number or a day: intervals that do not overlap. */
export class OrderedSet implements FieldSet {
  readonly intervals: readonly Interval[];

  constructor(
    intervals: readonly Interval[],
    private readonly line: Line,
  ) {
    this.intervals = intervals.flatMap((each) => closed(each, line.step)).filter((each) => !isVoid(each));
  }

  get isEmpty(): boolean {
    return this.intervals.length === 0;
  }

  meet(other: OrderedSet): OrderedSet {
    const met = this.intervals.flatMap((one) =>
      other.intervals.map((two) => interval(inner(one.low, two.low, 1), inner(one.high, two.high, -1))),
    );
    return new OrderedSet(met, this.line);
  }

  without(other: OrderedSet): OrderedSet {
    return other.intervals.reduce<OrderedSet>((left, { low, high }) => {
      const around = [
        ...(low ? [interval(undefined, turned(low))] : []),
        ...(high ? [interval(turned(high), undefined)] : []),
      ];
      return left.meet(new OrderedSet(around, this.line));
    }, this);
  }

  rest(): OrderedSet {
    return new OrderedSet([{}], this.line).without(this);
  }

  sample(): string {
    const [first] = this.intervals;
    return this.line.write(first ? inside(first) : new Decimal(0));
  }

  hole(): { readonly from: string; readonly to: string } | { readonly value: string } | undefined {
    const [only, another] = this.intervals;
    if (!only?.low || !only.high || another) return undefined;
    const { low, high } = only;
    if (low.value.eq(high.value)) return { value: this.line.write(low.value) };
    const width = high.value.minus(low.value);
    if (width.gt(HOLE_MAX) || (this.line.step !== undefined && width.gt(this.line.step))) return undefined;
    return { from: this.line.write(low.value), to: this.line.write(high.value) };
  }
}

function interval(low: End | undefined, high: End | undefined): Interval {
  return { ...(low ? { low } : {}), ...(high ? { high } : {}) };
}

/** Where values have neighbours an open end is the next value, closed. */
function closed({ low, high }: Interval, step: Decimal | undefined): Interval[] {
  if (step === undefined) return [interval(low, high)];
  return [
    interval(
      low && { value: onGrid(low, step, 1), isOpen: false },
      high && { value: onGrid(high, step, -1), isOpen: false },
    ),
  ];
}

/** The first value of the grid inside, going up (1) or down (-1). */
function onGrid({ value, isOpen }: End, step: Decimal, direction: 1 | -1): Decimal {
  const steps = value.div(step);
  const whole = direction === 1 ? steps.ceil() : steps.floor();
  const next = isOpen && whole.eq(steps) ? whole.plus(direction) : whole;
  return next.times(step);
}

function isVoid({ low, high }: Interval): boolean {
  if (!low || !high || low.value.lt(high.value)) return false;
  return low.value.gt(high.value) || low.isOpen || high.isOpen;
}

/** The end further inside: the greater low one (1), the smaller high one (-1). */
function inner(one: End | undefined, two: End | undefined, direction: 1 | -1): End | undefined {
  if (!one || !two) return one ?? two;
  const order = one.value.cmp(two.value) * direction;
  if (order === 0) return { value: one.value, isOpen: one.isOpen || two.isOpen };
  return order > 0 ? one : two;
}

/** The same end seen from the other side. */
function turned({ value, isOpen }: End): End {
  return { value, isOpen: !isOpen };
}

function inside({ low, high }: Interval): Decimal {
  if (low && !low.isOpen) return low.value;
  if (high && !high.isOpen) return high.value;
  if (low && high) return low.value.plus(high.value).div(2);
  if (low) return low.value.plus(1);
  return high ? high.value.minus(1) : new Decimal(0);
}
