import type { ClassSpan } from './axis.js';
import type { Cell, Term } from '../cells/cell.js';

type Interval = Extract<Term, { kind: 'interval' }>;

/** Sorts spans and joins those that touch. */
export function joined(spans: readonly ClassSpan[]): readonly ClassSpan[] {
  if (spans.length < 2) return spans;
  const result: { first: number; last: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.first - b.first)) {
    const previous = result.at(-1);
    if (previous && span.first <= previous.last + 1) previous.last = Math.max(previous.last, span.last);
    else result.push({ ...span });
  }
  return result;
}

/** What lies between joined spans, from class `first` to class `last`. */
export function complement(spans: readonly ClassSpan[], first: number, last: number): readonly ClassSpan[] {
  const result: ClassSpan[] = [];
  let next = first;
  for (const span of spans) {
    if (span.first > next) result.push({ first: next, last: span.first - 1 });
    next = Math.max(next, span.last + 1);
  }
  if (next <= last) result.push({ first: next, last });
  return result;
}

/** Visits the intervals that a cell names, those inside `not` too. */
export function forEachInterval(cell: Cell, visit: (interval: Interval) => void): void {
  if (cell === 'any') return;
  for (const term of cell) {
    if (term.kind === 'interval') visit(term);
    else if (term.kind === 'not') forEachInterval(term.terms, visit);
  }
}
