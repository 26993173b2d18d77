import type { ClassSpan } from './axis.js';
import type { Term } from '../cells/cell.js';

/** Sorts spans and joins those that touch. */
export function joined(spans: readonly ClassSpan[]): readonly ClassSpan[] {
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

/** The values that the terms of a cell name, those inside `not` too. */
export function namedValues(terms: readonly Term[]): readonly NonNullable<Term & { kind: 'interval' }>[] {
  return terms.flatMap((term) => {
    if (term.kind === 'blank') return [];
    return term.kind === 'not' ? namedValues(term.terms) : [term];
  });
}
