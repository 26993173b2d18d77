import type { RecordData } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, RULE_ACTIONS_MAX } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { RulePhase } from '../metadata/index.js';
import { askRule, entryOf } from './ask-rule.js';
import type { Asked } from './ask-rule.js';
import type { CompiledRule } from './compiled-rule.js';
import { askings, inForce, passOver, unasked } from './rule-context.js';
import type { Asking, RuleContext } from './rule-context.js';
import type { RuleEffect } from './rule-effect.js';
import type { RuleEvent } from './rule-event.js';
import { Groups } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';
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

/** Asks the rules whose effects the outbox delivers after the commit; they are decided on the record that is kept. */
export function fireAfterCommit(
  rules: RuleSet,
  model: FormModel,
  event: RuleEvent,
  record: RecordData,
  context: RuleContext = {},
): Fired {
  return firePhase(rules, model, 'afterCommit', event, record, context);
}

function firePhase(
  rules: RuleSet,
  model: FormModel,
  phase: RulePhase,
  event: RuleEvent,
  record: RecordData,
  context: RuleContext,
): Fired {
  const effects: RuleEffect[] = [];
  const issues: Issue[] = [];
  const trace: TraceEntry[] = [];
  const groups = new Groups();
  const pass = passOver(record, context);
  const note = (entry: TraceEntry): void => {
    if (context.trace !== 'none') trace.push(entry);
  };
  for (const rule of inForce(rules.candidates(model.key, phase, event), context, note)) {
    for (const asking of askings(rule, pass)) {
      const { produced } = askTimed(rule, asking, groups, context, note);
      if (produced === undefined) continue;
      effects.push(...produced.effects);
      issues.push(...produced.issues);
    }
  }
  context.onRest?.();
  if (effects.length > RULE_ACTIONS_MAX)
    issues.push(issue('too_many_actions', '', { max: RULE_ACTIONS_MAX }));
  if (context.trace === 'all') trace.push(...unasked(rules, model, phase, event, context));
  return { effects, issues, trace };
}

function askTimed(
  rule: CompiledRule,
  asking: Asking,
  groups: Groups,
  { trace, stopwatch, onWork }: RuleContext,
  note: (entry: TraceEntry) => void,
): Asked {
  onWork?.(rule.definition.title);
  const started = stopwatch?.();
  const asked = askRule(rule, asking, groups);
  if (trace === 'none') return asked;
  const entry = entryOf(rule, asking, asked);
  note(stopwatch && started !== undefined ? { ...entry, milliseconds: stopwatch() - started } : entry);
  return asked;
}
