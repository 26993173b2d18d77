import type { CompiledCondition, ConditionTrace, EvaluationInput, WireValue } from '../expression/index.js';
import type { Issue } from '../foundation/index.js';

/** A value that a rule wrote, or would have written. */
export interface TraceWrite {
  readonly field: string;
  readonly line?: string;
  readonly before: WireValue;
  readonly after: WireValue;
  /** The rule that goes first and has written this field already, so that this write was dropped. */
  readonly keptBy?: string;
  /** The rule that goes first and wrote this field later, so that this write did not last. */
  overwrittenBy?: string;
}

/**
 * What became of a rule.
 * - `not_met`: its condition does not hold
 * - `not_triggered`: the event is none that it waits for
 * - `group`: another rule of its group came first
 * - `not_effective`: the day is before or after its time
 * - `disabled`: it is switched off
 * - `not_reached`: the save was refused before its turn
 */
export type RuleOutcome =
  'fired' | 'not_met' | 'not_triggered' | 'group' | 'not_effective' | 'disabled' | 'not_reached';

/** Which actions of a rule ran: its own, or those of its `else`. */
export type Branch = 'actions' | 'else';

/** What became of one rule, or of one rule at one line. */
export interface TraceEntry {
  readonly rule: string;
  /** Id of the line asked. */
  readonly line?: string;
  readonly outcome: RuleOutcome;
  readonly branch?: Branch;
  /** The rule of the group that came first. */
  readonly winner?: string;
  readonly writes: readonly TraceWrite[];
  /** Failures of actions that may fail. */
  readonly issues?: readonly Issue[];
  /** Time taken, when somebody held a stopwatch. */
  readonly milliseconds?: number;
  /** Why the condition holds or not; worked out only when asked. */
  explain(): ConditionTrace | undefined;
}

/** Explains a condition on the record as it was, when somebody asks. */
export function explanation(condition: CompiledCondition, input: EvaluationInput): () => ConditionTrace {
  return () => condition.explain(input);
}
