import type { Value } from '../../../expression/index.js';
import { BLANK_CLASS } from './axis.js';
import type { Axis, ClassSpan } from './axis.js';
import type { Cell, Term } from '../cells/cell.js';
import type { ColumnType, NominalDomain } from '../column-types/column-type.js';
import { complement, joined, namedValues } from './spans.js';

/** Gives each value that there is, or that a cell names, a class of its own; all others share the last one. */
export function nominalAxis(type: ColumnType, domain: NominalDomain, cells: readonly Cell[]): Axis {
  const named = cells
    .flatMap((cell) => (cell === 'any' ? [] : namedValues(cell)))
    .flatMap(({ from }) => (from ? [from.value] : []));
  return new NominalAxis(type, [...new Set(domain.values ?? named)], domain.values === undefined);
}

class NominalAxis implements Axis {
  readonly classes: number;
  private readonly last: number;
  private readonly numbers: ReadonlyMap<Value, number>;

  constructor(
    private readonly type: ColumnType,
    private readonly values: readonly Value[],
    private readonly isOpen: boolean,
  ) {
    this.last = values.length + (isOpen ? 1 : 0);
    this.classes = this.last + 1;
    this.numbers = new Map(values.map((value, at) => [value, at + 1]));
  }

  classOf(value: Value): number | undefined {
    if (value === null) return BLANK_CLASS;
    return this.numbers.get(value) ?? (this.isOpen ? this.last : undefined);
  }

  spansOf(cell: Cell): readonly ClassSpan[] {
    if (cell === 'any') return [{ first: BLANK_CLASS, last: this.last }];
    return joined(cell.flatMap((term) => this.spansOfTerm(term)));
  }

  hasValue(): boolean {
    return true;
  }

  sample(cls: number): Value | undefined {
    if (cls === BLANK_CLASS) return null;
    return cls <= this.values.length ? this.values[cls - 1] : this.stranger();
  }

  write(chosen: ReadonlySet<number>): string {
    const blank = chosen.has(BLANK_CLASS);
    const inside = this.values.filter((_, at) => chosen.has(at + 1));
    const outside = this.values.filter((_, at) => !chosen.has(at + 1));
    const takesOthers = !this.isOpen || chosen.has(this.last);
    if (takesOthers && outside.length === 0) return blank ? '-' : 'not blank';
    const filled =
      this.isOpen && takesOthers
        ? [`not in (${this.list(outside)})`]
        : inside.map((value) => this.type.write(value));
    return [...(blank ? ['blank'] : []), ...filled].join(', ');
  }

  private list(values: readonly Value[]): string {
    return values.map((value) => this.type.write(value)).join(', ');
  }

  private spansOfTerm(term: Term): readonly ClassSpan[] {
    if (term.kind === 'blank') return [{ first: BLANK_CLASS, last: BLANK_CLASS }];
    if (term.kind === 'not')
      return complement(joined(term.terms.flatMap((inner) => this.spansOfTerm(inner))), 1, this.last);
    const cls = this.numbers.get(term.from?.value ?? null);
    return cls === undefined ? [] : [{ first: cls, last: cls }];
  }

  /** A text that no cell names. */
  private stranger(): Value {
    for (let count = 1; ; count += 1) {
      const text = count === 1 ? 'other' : `other ${count}`;
      if (!this.numbers.has(text)) return text;
    }
  }
}
