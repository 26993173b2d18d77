import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import { EVALUATION_STEPS_MAX } from './limits.js';
import type { EvaluationInput, RecordData, Value, ValueType } from './types.js';

/** One evaluation under way: its input and the work it has spent. */
export interface Frame {
  readonly input: EvaluationInput;
  /** The line that a quantifier of a condition is looking at. */
  readonly line?: RecordData;
  readonly budget: { steps: number };
}

export type Run = (frame: Frame) => Value;

/** A compiled node: what it gives and how. */
export interface Typed {
  readonly type: ValueType;
  readonly run: Run;
}

/** Starts an evaluation with a full budget. */
export function openFrame(input: EvaluationInput): Frame {
  return { input, budget: { steps: 0 } };
}

/** Counts work in loops and calls, the only places where an evaluation can grow. */
export function spend(frame: Frame, steps: number, span: Span): void {
  frame.budget.steps += steps;
  if (frame.budget.steps > EVALUATION_STEPS_MAX)
    fail('LIMIT', span, { what: 'steps', max: EVALUATION_STEPS_MAX });
}
