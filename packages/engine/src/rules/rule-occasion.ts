import type { TimeBudget } from '@dougong/kernel/commands';
import type { EvaluationInput, RecordData } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { Static } from '@sinclair/typebox';
import type { CompiledRule, RuleContext, RuleCase, RuleEvent } from '@dougong/kernel/rules';
import { businessDay } from '@dougong/kernel/foundation';
import { invalid } from '../http/refusal.js';
import type { ReadReference } from './referred-facts.js';
import type { EventWire } from './rule-wire.js';

export type WireEvent = Static<typeof EventWire>;

/** The first event that a rule waits for, as if everything on the record had changed. */
export function ownEvent({ definition: { trigger } }: Pick<CompiledRule, 'definition'>): WireEvent {
  const saves = trigger.on.includes('update') ? 'update' : trigger.on[0];
  if (trigger.on.includes('action')) return { type: 'action', action: trigger.actions?.[0] ?? '' };
  if (trigger.on.includes('state')) return { type: 'state', state: trigger.states?.[0] ?? '' };
  return { type: saves ?? 'update' };
}

/** The event as the kernel takes it. What changed is everything unless something else is said. */
export function kernelEvent(
  { changed, ...event }: WireEvent,
  model: FormModel,
  rule: string | undefined,
  isNew: boolean,
): RuleEvent {
  return {
    ...event,
    ...(rule === undefined ? {} : { rule }),
    ...(event.type === 'open' ? { isNew } : {}),
    changed: new Set(changed ?? allPaths(model)),
  };
}

function allPaths({ fields, lines }: FormModel): readonly string[] {
  const columns = lines.flatMap((line) => [line.key, ...line.fields.map(({ path }) => path)]);
  return ['status', ...fields.map(({ path }) => path), ...columns];
}

/** The record as it stands, for an event that it may have gone through. */
export function standingCase(record: RecordData, event: RuleEvent): RuleCase {
  return { ...(event.type === 'create' ? {} : { before: record }), after: record, event };
}

/** What rules may read besides the record, with every rule of the form in the trace. */
export function tracing(
  reference: ReadReference,
  variables: NonNullable<EvaluationInput['variables']>,
): RuleContext {
  return { reference, variables, trace: 'all', stopwatch: () => performance.now() };
}

/** A round of trying rules out; what would be refused as a save for its time is refused here, too. */
export function roundWithin<Answer>(
  budget: TimeBudget,
  round: (onWork: NonNullable<RuleContext['onWork']>) => Answer,
): Answer {
  budget.start();
  try {
    return round((what) => {
      budget.turnTo(what);
      if (budget.isSpent) throw invalid([budget.toIssue()]);
    });
  } finally {
    budget.stop();
  }
}

/** Who asks and when, as formulas read it. */
export function occasionAt(now: string, actor: string): NonNullable<EvaluationInput['variables']> {
  return { actor, now, today: businessDay(now) };
}
