import type { Value } from '../../../expression/index.js';
import { BLANK_CLASS } from './axis.js';
import type { Axis, ClassSpan } from './axis.js';
import type { Cell, Term } from '../cells/cell.js';
import type { ColumnType, NominalDomain } from '../column-types/column-type.js';
import { complement, forEachInterval, joined } from './spans.js';

/** Gives each value that there is, or that a cell names, a class of its own; all others share the last one. */
export function nominalAxis(type: ColumnType, domain: NominalDomain, cells: readonly Cell[]): Axis {
  return new NominalAxis(type, [...new Set(domain.values ?? namedIn(cells))], domain.values === undefined);
}

function namedIn(cells: readonly Cell[]): ReadonlySet<Value> {
  const named = new Set<Value>();
  for (const cell of cells)
    forEachInterval(cell, ({ from }) => {
      if (from) named.add(from.value);
    });
  return named;
}

class NominalAxis implements Axis {
  readonly classes: number;
  readonly isOrdered = false;
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

  isNamed(cls: number): boolean {
    return cls !== BLANK_CLASS && cls <= this.values.length;
  }

  write({ first }: ClassSpan): string {
    return this.type.write(this.values[first - 1] as Value);
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
