import type { Value } from '../../../expression/index.js';
import type { Decimal } from '../../../foundation/index.js';
import { BLANK_CLASS } from './axis.js';
import type { Axis, ClassSpan } from './axis.js';
import { between, hasBetween } from './between.js';
import type { Bound, Cell, Term } from '../cells/cell.js';
import type { ColumnType, OrderedDomain } from '../column-types/column-type.js';
import { cutsOf, isShort, placeIn } from './cuts.js';
import type { Cuts } from './cuts.js';
import { complement, forEachInterval, joined } from './spans.js';

/** Cuts a line at every boundary that a cell names and at the ends of the domain. */
export function orderedAxis(type: ColumnType, domain: OrderedDomain, cells: readonly Cell[]): Axis {
  const marks = [domain.least, domain.most].filter((end) => end !== undefined);
  const mark = (bound: Bound | undefined) => {
    if (bound) marks.push(domain.position(bound.value));
  };
  for (const cell of cells)
    forEachInterval(cell, ({ from, to }) => {
      mark(from);
      if (to !== from) mark(to);
    });
  return new OrderedAxis(type, domain, cutsOf(marks));
}

/**
 * With boundaries b0 < b1 < ... class 1 lies below b0, class 2 is b0 itself, class 3 lies between b0 and b1, and so on:
 * even classes are points, odd ones what is between them.
 */
class OrderedAxis implements Axis {
  readonly classes: number;
  readonly isOrdered = true;
  /** Rounding keeps the order, so the floats find the place and exact numbers are compared only where they tie. */
  private readonly rough: Float64Array;
  private readonly last: number;
  /** Equal floats of boundaries and values of at most 15 digits mean equal numbers. */
  private readonly areShort: boolean;
  /** The classes of the ends of the domain. */
  private readonly least: number;
  private readonly most: number;
  private outermost: readonly [number, number] | undefined;

  private readonly boundaries: readonly Decimal[];

  constructor(
    private readonly type: ColumnType,
    private readonly domain: OrderedDomain,
    { boundaries, rough, areShort }: Cuts,
  ) {
    this.boundaries = boundaries;
    this.rough = rough;
    this.areShort = areShort;
    this.last = 2 * boundaries.length + 1;
    this.classes = this.last + 1;
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
    const [term, ...more] = cell;
    return term && more.length === 0
      ? this.spansOfTerm(term)
      : joined(cell.flatMap((each) => this.spansOfTerm(each)));
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
    return this.areFarApart(cls) || hasBetween(low, high, scale);
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

  isNamed(cls: number): boolean {
    return cls !== BLANK_CLASS && cls % 2 === 0;
  }

  write({ first, last }: ClassSpan): string {
    if (first === last && this.isNamed(first)) return this.writeBoundary(first / 2 - 1);
    const from = first % 2 === 0 ? first / 2 - 1 : (first - 1) / 2 - 1;
    const to = last % 2 === 0 ? last / 2 - 1 : (last - 1) / 2;
    const isFromOpen = first % 2 === 1;
    const isToOpen = last % 2 === 1;
    const [least, most] = this.ends();
    if (first === least) return `${isToOpen ? '<' : '<='} ${this.writeBoundary(to)}`;
    if (last === most) return `${isFromOpen ? '>' : '>='} ${this.writeBoundary(from)}`;
    return `${isFromOpen ? '(' : '['}${this.writeBoundary(from)}..${this.writeBoundary(to)}${isToOpen ? ')' : ']'}`;
  }

  private classAt(position: Decimal): number {
    const rough = position.toNumber();
    const place = this.placeOf(rough);
    if (this.rough[place] !== rough) return 2 * place + 1;
    const isSure = this.areShort && isShort(position);
    return isSure ? 2 * place + 2 : this.classAmongTies(position, rough, place);
  }

  /** Floats cannot tell boundaries apart that are long and close together. */
  private classAmongTies(position: Decimal, rough: number, first: number): number {
    let low = first;
    let high = this.placeAfter(rough);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.boundary(middle).cmp(position);
      if (order === 0) return 2 * middle + 2;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return 2 * low + 1;
  }

  /** The place of the first boundary whose float is larger. */
  private placeAfter(rough: number): number {
    let low = 0;
    let high = this.rough.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rough[middle] as number) <= rough) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The place of the first boundary whose float is not smaller. */
  private placeOf(rough: number): number {
    return placeIn(this.rough, rough);
  }

  private spansOfTerm(term: Term): readonly ClassSpan[] {
    if (term.kind === 'blank') return [{ first: BLANK_CLASS, last: BLANK_CLASS }];
    if (term.kind === 'not')
      return complement(joined(term.terms.flatMap((inner) => this.spansOfTerm(inner))), 1, this.last);
    if (term.from && term.from === term.to) return this.point(term.from);
    const first = term.from ? this.pointOf(term.from) + (term.from.open ? 1 : 0) : 1;
    const last = term.to ? this.pointOf(term.to) - (term.to.open ? 1 : 0) : this.last;
    return first <= last ? [{ first, last }] : [];
  }

  private point(bound: Bound): readonly ClassSpan[] {
    const cls = this.pointOf(bound);
    return [{ first: cls, last: cls }];
  }

  private pointOf({ value }: Bound): number {
    return this.classAt(this.domain.position(value));
  }

  private boundary(at: number): Decimal {
    return this.boundaries[at] as Decimal;
  }

  /** Whether floats are enough to see that something of the scale lies in a class between two boundaries. */
  private areFarApart(cls: number): boolean {
    const high = (cls - 1) / 2;
    const [a, b] = [this.rough[high - 1], this.rough[high]];
    if (a === undefined || b === undefined) return true;
    const doubt = (Math.abs(a) + Math.abs(b)) * Number.EPSILON;
    return b - a - doubt > 2 * 10 ** -(this.domain.scale ?? 0);
  }

  private isInDomain(position: Decimal): boolean {
    const { least, most } = this.domain;
    return least?.gt(position) !== true && most?.lt(position) !== true;
  }

  /** The lowest and the highest class that has a value. */
  private ends(): readonly [number, number] {
    if (this.outermost) return this.outermost;
    let least = 1;
    let most = this.last;
    while (least < most && !this.hasValue(least)) least += 1;
    while (most > least && !this.hasValue(most)) most -= 1;
    return (this.outermost = [least, most]);
  }

  private writeBoundary(at: number): string {
    return this.type.write(this.domain.valueAt(this.boundary(at)));
  }
}

function isOnGrid(point: Decimal, scale: number | undefined): boolean {
  return scale === undefined || point.decimalPlaces() <= scale;
}
