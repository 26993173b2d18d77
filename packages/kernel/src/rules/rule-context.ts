import type { EvaluationInput, RecordData } from '../expression/index.js';
import { rowsOf } from '../forms/index.js';
import type { ComputeContext, FormModel } from '../forms/index.js';
import type { RulePhase } from '../metadata/index.js';
import type { AskedLine } from './compile-actions.js';
import type { CompiledRule } from './compiled-rule.js';
import type { RuleEvent } from './rule-event.js';
import type { RuleSet } from './rule-set.js';
import type { TraceEntry } from './trace.js';

/** What rules may read besides the record. */
export interface RuleContext extends ComputeContext {
  /** Lists the rules that the event did not trigger in the trace, too. */
  readonly traceAll?: boolean;
}

/** One asking of a rule: the record, or one of its lines. */
export interface Asking {
  readonly input: EvaluationInput;
  readonly line?: AskedLine;
}

/** A rule without `foreach` is asked once, another once for each line. */
export function askings(rule: CompiledRule, record: RecordData, context: RuleContext): readonly Asking[] {
  const { reference, variables } = context;
  const input: EvaluationInput = { record, reference, variables };
  if (rule.line === undefined) return [{ input }];
  return rowsOf(record, rule.line).map((row, index) => ({
    input: { ...input, row },
    line: { id: String(row.id), index },
  }));
}

/** The trace of the rules that wait for another event; none unless it was asked for. */
export function untriggered(
  rules: RuleSet,
  model: FormModel,
  phase: RulePhase,
  event: RuleEvent,
  context: RuleContext,
): readonly TraceEntry[] {
  if (!context.traceAll) return [];
  const asked = new Set(rules.candidates(model.key, phase, event));
  return rules
    .ofPhase(model.key, phase)
    .filter((rule) => !asked.has(rule))
    .map((rule) => ({ rule: rule.key, outcome: 'not_triggered', writes: [], explain: () => undefined }));
}
