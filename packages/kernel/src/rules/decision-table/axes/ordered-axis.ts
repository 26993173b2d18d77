import type { Value } from '../../../expression/index.js';
import type { Decimal } from '../../../foundation/index.js';
import { BLANK_CLASS } from './axis.js';
import type { Axis, ClassSpan } from './axis.js';
import { between, hasBetween } from './between.js';
import type { Bound, Cell, Term } from '../cells/cell.js';
import type { ColumnType, OrderedDomain } from '../column-types/column-type.js';
import { complement, joined, namedValues } from './spans.js';

/** Decimals of so many digits survive the way into a float and back. */
const SHORT_DIGITS_MAX = 15;

/** Cuts a line at every boundary that a cell names and at the ends of the domain. */
export function orderedAxis(type: ColumnType, domain: OrderedDomain, cells: readonly Cell[]): Axis {
  return new OrderedAxis(type, domain, boundariesOf(domain, cells));
}

function boundariesOf(domain: OrderedDomain, cells: readonly Cell[]): readonly Decimal[] {
  const named = cells
    .flatMap((cell) => (cell === 'any' ? [] : namedValues(cell)))
    .flatMap(({ from, to }) => [from, to])
    .flatMap((bound) => (bound ? [domain.position(bound.value)] : []));
  const ends = [domain.least, domain.most].filter((end) => end !== undefined);
  const sorted = [...named, ...ends].sort((a, b) => a.cmp(b));
  return sorted.filter((each, at) => at === 0 || !each.eq(sorted[at - 1] as Decimal));
}

/**
 * With boundaries b0 < b1 < ... class 1 lies below b0, class 2 is b0 itself, class 3 lies between b0 and b1, and so on:
 * even classes are points, odd ones what is between them.
 */
class OrderedAxis implements Axis {
  readonly classes: number;
  /** Rounding keeps the order, so the floats find the place and exact numbers are compared only where they tie. */
  private readonly rough: Float64Array;
  private readonly last: number;
  /** Equal floats of boundaries and values of at most 15 digits mean equal numbers. */
  private readonly areShort: boolean;
  /** The classes of the ends of the domain. */
  private readonly least: number;
  private readonly most: number;
  private filledClasses: readonly number[] | undefined;

  constructor(
    private readonly type: ColumnType,
    private readonly domain: OrderedDomain,
    private readonly boundaries: readonly Decimal[],
  ) {
    this.last = 2 * boundaries.length + 1;
    this.classes = this.last + 1;
    this.rough = Float64Array.from(boundaries, (boundary) => boundary.toNumber());
    this.areShort = boundaries.every((boundary) => boundary.precision(true) <= SHORT_DIGITS_MAX);
    this.least = domain.least ? this.classAt(domain.least) : 1;
    this.most = domain.most ? this.classAt(domain.most) : this.last;
  }

  classOf(value: Value): number | undefined {
    if (value === null) return BLANK_CLASS;
    const cls = this.classAt(this.domain.position(value));
    return cls >= this.least && cls <= this.most ? cls : undefined;
  }

  classOfFloat(float: number): number | undefined {
    const place = this.placeOf(float);
    const isTie = this.rough[place] === float;
    if (isTie && !this.areShort) return undefined;
    const cls = isTie ? 2 * place + 2 : 2 * place + 1;
    return cls >= this.least && cls <= this.most ? cls : undefined;
  }

  spansOf(cell: Cell): readonly ClassSpan[] {
    if (cell === 'any') return [{ first: BLANK_CLASS, last: this.last }];
    return joined(cell.flatMap((term) => this.spansOfTerm(term)));
  }

  hasValue(cls: number): boolean {
    if (cls === BLANK_CLASS) return true;
    const { least, most, scale } = this.domain;
    const low = this.boundaries[Math.ceil(cls / 2) - (cls % 2 === 0 ? 1 : 2)];
    if (cls % 2 === 0) return isOnGrid(low as Decimal, scale) && this.isInDomain(low as Decimal);
    const high = this.boundaries[(cls - 1) / 2];
    // The ends of the domain are boundaries, so a gap is inside or outside as a whole.
    if (low === undefined ? least !== undefined : most?.lte(low) === true) return false;
    if (high !== undefined && least?.gte(high) === true) return false;
    return hasBetween(low, high, scale);
  }

  sample(cls: number): Value | undefined {
    if (cls === BLANK_CLASS) return null;
    if (!this.hasValue(cls)) return undefined;
    const below = (cls - 1) / 2 - 1;
    const found =
      cls % 2 === 0
        ? this.boundary(cls / 2 - 1)
        : between(this.boundaries[below], this.boundaries[below + 1], this.domain.scale);
    return found === undefined ? undefined : this.domain.valueAt(found);
  }

  write(chosen: ReadonlySet<number>): string {
    const runs = this.runsOf(chosen);
    const isAll = runs.length === 1 && this.isWhole(runs[0] as ClassSpan);
    if (isAll) return chosen.has(BLANK_CLASS) ? '-' : 'not blank';
    return [...(chosen.has(BLANK_CLASS) ? ['blank'] : []), ...runs.map((run) => this.writeRun(run))].join(
      ', ',
    );
  }

  private classAt(position: Decimal): number {
    const rough = position.toNumber();
    let place = this.placeOf(rough);
    for (; this.rough[place] === rough; place += 1) {
      const order = this.boundary(place).cmp(position);
      if (order === 0) return 2 * place + 2;
      if (order > 0) break;
    }
    return 2 * place + 1;
  }

  /** The place of the first boundary whose float is not smaller. */
  private placeOf(rough: number): number {
    let low = 0;
    let high = this.rough.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rough[middle] as number) < rough) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private spansOfTerm(term: Term): readonly ClassSpan[] {
    if (term.kind === 'blank') return [{ first: BLANK_CLASS, last: BLANK_CLASS }];
    if (term.kind === 'not')
      return complement(joined(term.terms.flatMap((inner) => this.spansOfTerm(inner))), 1, this.last);
    const first = term.from ? this.pointOf(term.from) + (term.from.open ? 1 : 0) : 1;
    const last = term.to ? this.pointOf(term.to) - (term.to.open ? 1 : 0) : this.last;
    return first <= last ? [{ first, last }] : [];
  }

  private pointOf({ value }: Bound): number {
    return this.classAt(this.domain.position(value));
  }

  private boundary(at: number): Decimal {
    return this.boundaries[at] as Decimal;
  }

  private isInDomain(position: Decimal): boolean {
    const { least, most } = this.domain;
    return least?.gt(position) !== true && most?.lt(position) !== true;
  }

  /** Classes that have a value, worked out when a cell is written for the first time. */
  private get filled(): readonly number[] {
    this.filledClasses ??= Array.from({ length: this.last }, (_, at) => at + 1).filter((cls) =>
      this.hasValue(cls),
    );
    return this.filledClasses;
  }

  /** Runs of chosen classes; classes without a value interrupt none and are left off at the ends. */
  private runsOf(chosen: ReadonlySet<number>): readonly ClassSpan[] {
    const runs: ClassSpan[] = [];
    let open: ClassSpan | undefined;
    for (const cls of this.filled) {
      if (chosen.has(cls)) open = { first: open?.first ?? cls, last: cls };
      else if (open) {
        runs.push(open);
        open = undefined;
      }
    }
    return open ? [...runs, open] : runs;
  }

  private isWhole({ first, last }: ClassSpan): boolean {
    return first === this.filled[0] && last === this.filled.at(-1);
  }

  private writeRun({ first, last }: ClassSpan): string {
    if (first === last && first % 2 === 0) return this.writeBoundary(first / 2 - 1);
    const from = first % 2 === 0 ? first / 2 - 1 : (first - 1) / 2 - 1;
    const to = last % 2 === 0 ? last / 2 - 1 : (last - 1) / 2;
    const isFromOpen = first % 2 === 1;
    const isToOpen = last % 2 === 1;
    if (first === this.filled[0]) return `${isToOpen ? '<' : '<='} ${this.writeBoundary(to)}`;
    if (last === this.filled.at(-1)) return `${isFromOpen ? '>' : '>='} ${this.writeBoundary(from)}`;
    return `${isFromOpen ? '(' : '['}${this.writeBoundary(from)}..${this.writeBoundary(to)}${isToOpen ? ')' : ']'}`;
  }

  private writeBoundary(at: number): string {
    return this.type.write(this.domain.valueAt(this.boundary(at)));
  }
}

function isOnGrid(point: Decimal, scale: number | undefined): boolean {
  return scale === undefined || point.decimalPlaces() <= scale;
}
