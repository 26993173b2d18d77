import type { RecordData } from '../expression/index.js';
import { isBlank } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import type { Issue } from '../foundation/index.js';
import { askRule, entryOf } from './ask-rule.js';
import type { Asked } from './ask-rule.js';
import { currentValue, written } from './field-writes.js';
import { askings, inForce, passOver, unasked } from './rule-context.js';
import type { RuleContext } from './rule-context.js';
import type { SetFieldEffect } from './rule-effect.js';
import type { RuleEvent } from './rule-event.js';
import { Groups } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';
import type { TraceEntry, TraceWrite } from './trace.js';

/** A new record with the initial values that rules give it. */
export interface Defaulted {
  readonly record: RecordData;
  readonly effects: readonly SetFieldEffect[];
  readonly issues: readonly Issue[];
  readonly trace: readonly TraceEntry[];
}

/**
 * Fills blank fields of a new record, each rule once and in order; what somebody has filled in stays. Computed fields
 * are worked out afterwards, so these rules do not see them.
 */
export function fireDefault(
  rules: RuleSet,
  model: FormModel,
  event: RuleEvent,
  record: RecordData,
  context: RuleContext = {},
): Defaulted {
  const effects: SetFieldEffect[] = [];
  const issues: Issue[] = [];
  const trace: TraceEntry[] = [];
  const groups = new Groups();
  let current = record;
  let pass = passOver(record, context);
  const candidates = inForce(rules.candidates(model.key, 'default', event), context, (entry) =>
    trace.push(entry),
  );
  for (const rule of candidates) {
    for (const asking of askings(rule, pass)) {
      context.onWork?.(rule.definition.title);
      const asked = askRule(rule, asking, groups);
      const blank = blankFills(model, current, asked);
      trace.push(entryOf(rule, asking, asked, blank.map(traceWrite)));
      effects.push(...blank);
      issues.push(...(asked.produced?.issues ?? []));
      if (blank.length === 0) continue;
      current = written(model, current, blank);
      pass = passOver(current, context);
    }
  }
  context.onRest?.();
  return {
    record: current,
    effects,
    issues,
    trace: [...trace, ...unasked(rules, model, 'default', event, context)],
  };
}

function blankFills(model: FormModel, record: RecordData, { produced }: Asked): readonly SetFieldEffect[] {
  return (produced?.effects ?? []).filter(
    (effect): effect is SetFieldEffect =>
      effect.type === 'set_field' && isBlank(currentValue(model, record, effect)),
  );
}

function traceWrite({ field, line, value }: SetFieldEffect): TraceWrite {
  return { field, ...(line === undefined ? {} : { line }), before: null, after: value };
}
