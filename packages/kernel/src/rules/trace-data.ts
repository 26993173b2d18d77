import type { ConditionTrace } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import type { Issue, Localized } from '../foundation/index.js';
import { pathTitles } from './path-titles.js';
import type { RuleSet } from './rule-set.js';
import type { Branch, RuleOutcome, TraceEntry, TraceWrite } from './trace.js';
import { whySentence } from './why-sentence.js';

/** A trace as it is kept and shown: plain data. */
export interface TraceRecord {
  readonly rule: string;
  readonly title: Localized;
  /** The release whose rule it was. */
  readonly release: number;
  readonly line?: string;
  /** `blank`: the condition does not hold only because a value is blank. */
  readonly outcome: RuleOutcome | 'blank';
  readonly branch?: Branch;
  readonly winner?: string;
  /** Every operand with its value, and the comparison that settled the answer. */
  readonly condition?: ConditionTrace;
  readonly writes: readonly TraceWrite[];
  readonly issues: readonly Issue[];
  readonly milliseconds?: number;
  readonly sentence: Localized;
}

/** What traces are told with. */
export interface TraceSurroundings {
  readonly rules: RuleSet;
  readonly models: ReadonlyMap<string, FormModel>;
  readonly release: number;
}

/** Turns a trace into data: conditions explained, each entry with its sentence. */
export function traceData(
  trace: readonly TraceEntry[],
  surroundings: TraceSurroundings,
): readonly TraceRecord[] {
  return trace.flatMap((entry) => traceRecord(entry, surroundings) ?? []);
}

function traceRecord(
  entry: TraceEntry,
  { rules, models, release }: TraceSurroundings,
): TraceRecord | undefined {
  const rule = rules.rule(entry.rule);
  const model = models.get(rule?.form ?? '');
  if (!rule || !model) return undefined;
  const { explain, issues = [], ...told } = entry;
  const isAsked = entry.outcome === 'fired' || entry.outcome === 'not_met';
  const condition = isAsked ? explain() : undefined;
  const isBlank = entry.outcome === 'not_met' && condition?.deciding.blank === true;
  const facts = {
    titles: pathTitles(model, models),
    ruleTitle: (key: string) => rules.rule(key)?.definition.title ?? { 'zh-CN': key, en: key },
    ...(condition === undefined ? {} : { condition }),
  };
  return {
    ...told,
    outcome: isBlank ? 'blank' : entry.outcome,
    title: rule.definition.title,
    release,
    ...(condition === undefined ? {} : { condition }),
    issues,
    sentence: whySentence(rule, entry, facts),
  };
}
