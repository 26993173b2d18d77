import type { FormModel } from '../forms/index.js';
import { evaluateRules } from './evaluate-rules.js';
import type { RuleCase } from './evaluate-rules.js';
import { idle } from './rule-context.js';
import type { RuleContext } from './rule-context.js';
import { traceData } from './trace-data.js';
import type { TraceRecord, TraceSurroundings } from './trace-data.js';

/**
 * Why a rule fired or did not for a record: its entries in the trace of a whole evaluation, one for each line of a
 * rule over lines, each with its sentence. Empty when there is no such rule, or no line to ask it for.
 */
export function explainRule(
  surroundings: TraceSurroundings,
  model: FormModel,
  key: string,
  given: RuleCase,
  context: RuleContext = {},
): readonly TraceRecord[] {
  const { trace, refused } = evaluateRules(surroundings.rules, model, given, { ...context, trace: 'all' });
  const own = trace.filter((entry) => entry.rule === key);
  return traceData(own.length > 0 || !refused ? own : [idle(key, 'not_reached')], surroundings);
}
