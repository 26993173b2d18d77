import type { RecordData } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, RULE_ACTIONS_MAX } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { CompiledRule } from './compiled-rule.js';
import { askings, untriggered } from './rule-context.js';
import type { Asking, RuleContext } from './rule-context.js';
import type { RuleEffect } from './rule-effect.js';
import type { RuleEvent } from './rule-event.js';
import type { RuleSet } from './rule-set.js';
import { explanation } from './trace.js';
import type { TraceEntry } from './trace.js';

/** What the rules of a phase want, what they object to, and why. */
export interface Fired {
  readonly effects: readonly RuleEffect[];
  readonly issues: readonly Issue[];
  readonly trace: readonly TraceEntry[];
}

/** Asks the validate rules once, on final values; all messages are collected. Errors refuse, warnings pass. */
export function fireValidate(
  rules: RuleSet,
  model: FormModel,
  event: RuleEvent,
  record: RecordData,
  context: RuleContext = {},
): Fired {
  return firePhase(rules, model, 'validate', event, record, context);
}

/** Asks the rules that act once the record is settled; their effects join the same transaction. */
export function fireAfterSave(
  rules: RuleSet,
  model: FormModel,
  event: RuleEvent,
  record: RecordData,
  context: RuleContext = {},
): Fired {
  return firePhase(rules, model, 'afterSave', event, record, context);
}

function firePhase(
  rules: RuleSet,
  model: FormModel,
  phase: 'validate' | 'afterSave',
  event: RuleEvent,
  record: RecordData,
  context: RuleContext,
): Fired {
  const effects: RuleEffect[] = [];
  const issues: Issue[] = [];
  const trace: TraceEntry[] = [];
  for (const rule of rules.candidates(model.key, phase, event)) {
    for (const asking of askings(rule, record, context)) {
      const fired = ask(rule, asking);
      effects.push(...fired.effects);
      issues.push(...fired.issues);
      trace.push(...fired.trace);
    }
  }
  if (phase === 'afterSave' && effects.length > RULE_ACTIONS_MAX) {
    issues.push(issue('too_many_actions', '', { max: RULE_ACTIONS_MAX }));
  }
  return { effects, issues, trace: [...trace, ...untriggered(rules, model, phase, event, context)] };
}

function ask(rule: CompiledRule, { input, line }: Asking): Fired {
  const isMet = rule.condition.holds(input);
  const actions = isMet ? rule.actions : rule.otherwise;
  const produced = actions?.run(input, { key: rule.key }, line);
  const entry: TraceEntry = {
    rule: rule.key,
    ...(line === undefined ? {} : { line: line.id }),
    outcome: isMet ? 'fired' : 'not_met',
    ...(actions ? { branch: isMet ? 'actions' : 'else' } : {}),
    writes: [],
    explain: explanation(rule.condition, input),
  };
  return { effects: produced?.effects ?? [], issues: produced?.issues ?? [], trace: [entry] };
}
