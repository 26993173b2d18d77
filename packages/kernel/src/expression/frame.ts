import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import { EVALUATION_STEPS_MAX } from './limits.js';
import type { ShortDecimal } from './short-decimal.js';
import type { EvaluationInput, FunctionUse, RecordData, Value, ValueType } from './types.js';

/** One evaluation under way: its input and the work it has spent. */
export interface Frame {
  readonly input: EvaluationInput;
  /** The line that a quantifier of a condition is looking at. */
  readonly line?: RecordData;
  /** Inside a named formula: the values of its parameters. */
  readonly args?: readonly Value[];
  /** Hears of calls of functions that the release defines. */
  readonly onUse?: (use: FunctionUse) => void;
  readonly budget: Budget;
  /** Evaluations with the same mark read the same record, so what one has read the next need not read again. */
  readonly pass: object;
}

/** What an evaluation has spent. */
export interface Budget {
  steps: number;
}

export type Run = (frame: Frame) => Value;

/** A compiled node: what it gives and how. */
export interface Typed {
  readonly type: ValueType;
  readonly run: Run;
  /** The number in short; `null` is blank, `undefined` is too long: then `run` is the way. */
  readonly short?: ShortRun;
  /** The same in decimals only, for whoever has tried the short way. */
  readonly long?: Run;
}

export type ShortRun = (frame: Frame) => ShortDecimal | null | undefined;

/** Starts an evaluation with a full budget. */
export function openFrame(
  input: EvaluationInput,
  onUse?: (use: FunctionUse) => void,
  budget: Budget = { steps: 0 },
): Frame {
  const pass = input.pass ?? budget;
  return onUse === undefined ? { input, budget, pass } : { input, onUse, budget, pass };
}

/**
 * The input of a pass of many questions about one record: its fields are read once for all of them. Neither record nor
 * variables may change while it lasts; for a changed record a new pass begins.
 */
export function inOnePass(input: EvaluationInput): EvaluationInput {
  const { record, row, reference, variables, shared } = input;
  return { record, row, reference, variables, shared, pass: {} };
}

/** Counts work in loops and calls, the only places where an evaluation can grow. */
export function spend(frame: Frame, steps: number, span: Span): void {
  frame.budget.steps += steps;
  if (frame.budget.steps > EVALUATION_STEPS_MAX)
    fail('LIMIT', span, { what: 'steps', max: EVALUATION_STEPS_MAX });
}
