import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';

export const FORMULA_ERROR_KINDS = [
  'SYNTAX',
  'UNKNOWN_VARIABLE',
  'UNKNOWN_FUNCTION',
  'ARITY',
  'TYPE',
  'DIV_ZERO',
  'DOMAIN',
  'OVERFLOW',
  'LIMIT',
  'FORBIDDEN',
  'CYCLE',
] as const;

export type FormulaErrorKind = (typeof FORMULA_ERROR_KINDS)[number];

/** Part of the source, in UTF-16 units: `start` is inside, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ErrorParams = Readonly<Record<string, unknown>>;

/** A formula's failure as a value, at compile time or at evaluation. */
export class FormulaError {
  constructor(
    readonly kind: FormulaErrorKind,
    readonly span: Span,
    readonly params: ErrorParams = {},
  ) {}

  /** The same failure as an issue: code `formula_<kind>`, the span among the parameters. */
  toIssue(path = ''): Issue {
    return issue(`formula_${this.kind.toLowerCase()}`, path, { ...this.params, span: this.span });
  }
}

/** Tells whether an evaluation failed. */
export function isFormulaError(value: unknown): value is FormulaError {
  return value instanceof FormulaError;
}

/** Carries a `FormulaError` up through closures; never leaves the expression domain. */
export class FormulaFailure extends Error {
  constructor(readonly error: FormulaError) {
    super(error.kind);
  }
}

/** Ends the work at hand with an error of this kind. */
export function fail(kind: FormulaErrorKind, span: Span, params?: ErrorParams): never {
  throw new FormulaFailure(new FormulaError(kind, span, params));
}

const NOWHERE: Span = { start: 0, end: 0 };

/** Tells whether an evaluation threw because it failed, a stack that ran out included. */
export function isFailure(thrown: unknown): boolean {
  return thrown instanceof FormulaFailure || thrown instanceof RangeError;
}

/** Runs `work`; a failure, or a stack that ran out, comes back as a value. */
export function catching<T>(work: () => T): T | FormulaError {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof FormulaFailure) return thrown.error;
    if (thrown instanceof RangeError) return new FormulaError('LIMIT', NOWHERE, { what: 'depth' });
    throw thrown;
  }
}
