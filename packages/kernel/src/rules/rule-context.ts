import { inOnePass } from '../expression/index.js';
import type { EvaluationInput, RecordData } from '../expression/index.js';
import { rowsOf } from '../forms/index.js';
import type { ComputeContext, FormModel } from '../forms/index.js';
import type { RulePhase } from '../metadata/index.js';
import type { AskedLine } from './compile-actions.js';
import type { CompiledRule } from './compiled-rule.js';
import type { RuleEvent } from './rule-event.js';
import { isEffective } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';
import type { TraceEntry } from './trace.js';

/** What rules may read besides the record, and what they note. */
export interface RuleContext extends ComputeContext {
  /** The rules that are asked (unless said otherwise), all rules of the form, or none. */
  readonly trace?: 'none' | 'asked' | 'all';
  /** Milliseconds of a running clock, for the times in the trace. */
  readonly stopwatch?: () => number;
}

/** One asking of a rule: the record, or one of its lines. */
export interface Asking {
  readonly input: EvaluationInput;
  readonly line?: AskedLine;
}

/** What all rules are asked about that meet the same record. */
export interface RulePass {
  readonly input: EvaluationInput;
  /** The asking of a rule that is asked once. */
  readonly whole: readonly Asking[];
}

/** Begins a pass: the fields of the record are read once for all its rules. A changed record needs another. */
export function passOver(record: RecordData, { reference, variables }: RuleContext): RulePass {
  const input = inOnePass({ record, reference, variables });
  return { input, whole: [{ input }] };
}

/** A rule without `foreach` is asked once, another once for each line. */
export function askings(rule: CompiledRule, { input, whole }: RulePass): readonly Asking[] {
  if (rule.line === undefined) return whole;
  return rowsOf(input.record, rule.line).map((row, index) => ({
    input: { ...input, row },
    line: { id: String(row.id), index },
  }));
}

/** The trace of the rules of a phase that were not asked; none unless it was asked for. */
export function unasked(
  rules: RuleSet,
  model: FormModel,
  phase: RulePhase,
  event: RuleEvent,
  context: RuleContext,
): readonly TraceEntry[] {
  if (context.trace !== 'all') return [];
  const asked = new Set(rules.candidates(model.key, phase, event));
  return rules.checked
    .filter((rule) => rule.form === model.key && rule.phase === phase && !asked.has(rule))
    .map((rule) => idle(rule.key, rule.definition.enabled ? 'not_triggered' : 'disabled'));
}

/** The rules that may be asked on this day; the others are noted. */
export function inForce(
  rules: readonly CompiledRule[],
  context: RuleContext,
  note: (entry: TraceEntry) => void,
): readonly CompiledRule[] {
  const today = context.variables?.today;
  if (rules.every((rule) => rule.definition.effective === undefined)) return rules;
  return rules.filter((rule) => {
    const effective = isEffective(rule, today);
    if (!effective) note(idle(rule.key, 'not_effective'));
    return effective;
  });
}

/** The trace of a rule that was not asked. */
export function idle(rule: string, outcome: TraceEntry['outcome']): TraceEntry {
  return { rule, outcome, writes: [], explain: () => undefined };
}
