import type { CompiledCondition, ConditionTrace, EvaluationInput, WireValue } from '../expression/index.js';

/** A value that a rule wrote, or would have written. */
export interface TraceWrite {
  readonly field: string;
  readonly line?: string;
  readonly before: WireValue;
  readonly after: WireValue;
  /** The rule that goes first and has written this field already, so that this write was dropped. */
  readonly keptBy?: string;
}

/** What became of one rule, or of one rule at one line. */
export interface TraceEntry {
  readonly rule: string;
  /** Id of the line asked. */
  readonly line?: string;
  /** `not_triggered`: the event is none that the rule waits for. */
  readonly outcome: 'fired' | 'not_met' | 'not_triggered';
  /** Which actions ran: those of the rule or those of its `else`. */
  readonly branch?: 'actions' | 'else';
  readonly writes: readonly TraceWrite[];
  /** Why the condition holds or not; worked out only when asked. */
  explain(): ConditionTrace | undefined;
}

/** Explains a condition on the record as it was, when somebody asks. */
export function explanation(condition: CompiledCondition, input: EvaluationInput): () => ConditionTrace {
  return () => condition.explain(input);
}
