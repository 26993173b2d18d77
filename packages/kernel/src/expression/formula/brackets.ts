import type { Span } from '../formula-error.js';
import { endsOperand } from './token.js';
import type { Token } from './token.js';

/** Where the brackets of a formula stand, so that every node knows its whole text. */
export interface Brackets {
  /** Start of a function's name -> end of its call. */
  readonly callEnds: ReadonlyMap<number, number>;
  /** Lists in the order in which they close. */
  readonly lists: readonly Span[];
  /** The span with all brackets that stand around nothing else. */
  around(span: Span): Span;
}

/** Finds the brackets of a formula whose sequence was checked. */
export function findBrackets(tokens: readonly Token[]): Brackets {
  const callEnds = new Map<number, number>();
  const groups = new Map<string, Span>();
  const lists: Span[] = [];
  const open: number[] = [];
  tokens.forEach(({ kind, text, span }, index) => {
    if (kind !== 'symbol') return;
    if (text === '(' || text === '[') open.push(index);
    if (text !== ')' && text !== ']') return;
    const at = open.pop() ?? index;
    const whole = { start: (tokens[at] as Token).span.start, end: span.end };
    const before = tokens[at - 1];
    if (text === ']') lists.push(whole);
    else if (before && endsOperand(before)) callEnds.set(before.span.start, span.end);
    else groups.set(insideOf(tokens, at, index), whole);
  });
  return { callEnds, lists, around: (span) => around(span, groups) };
}

function insideOf(tokens: readonly Token[], open: number, close: number): string {
  return nameOf({
    start: tokens[open + 1]?.span.start ?? 0,
    end: tokens[close - 1]?.span.end ?? 0,
  });
}

function around(span: Span, groups: ReadonlyMap<string, Span>): Span {
  if (groups.size === 0) return span;
  let widest = span;
  for (let wider = groups.get(nameOf(span)); wider; wider = groups.get(nameOf(wider))) widest = wider;
  return widest;
}

function nameOf({ start, end }: Span): string {
  return `${start}:${end}`;
}
