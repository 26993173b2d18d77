import type { Span } from '../formula-error.js';

/** One piece of a formula, in ASCII spelling, with the exact place of its original. */
export interface Token {
  readonly kind: 'number' | 'text' | 'boolean' | 'name' | 'title' | 'symbol';
  /** Symbols and names in normal form; the content of a text; the digits of a number. */
  readonly text: string;
  readonly span: Span;
}

/** Tells whether a token stands for a value rather than between values. */
export function isOperand(token: Token | undefined): boolean {
  return token !== undefined && token.kind !== 'symbol';
}

/** Tells whether a value may end here, so that an operator or a bracket may follow. */
export function endsOperand(token: Token | undefined): boolean {
  return isOperand(token) || token?.text === ')' || token?.text === ']';
}
