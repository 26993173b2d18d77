import type { RuleDefinition } from '@dougong/kernel/metadata';
import type { Names } from '../../surroundings/names.js';
import type { RuleEvent } from './rule-calls.js';

export interface EventOption {
  readonly value: string;
  readonly label: string;
  readonly event: RuleEvent;
}

/** Everything that a rule waits for, each action and each state by itself. */
export function eventOptions({ trigger }: RuleDefinition, names: Names): readonly EventOption[] {
  return trigger.on.flatMap((type): EventOption[] => {
    if (type === 'action')
      return (trigger.actions ?? []).map((action) =>
        optionOf({ type, action }, names.text('try.onAction', { action: names.action(action) })),
      );
    if (type === 'state')
      return (trigger.states ?? []).map((state) =>
        optionOf({ type, state }, names.text('try.onState', { state: names.state(state) })),
      );
    return [optionOf({ type }, names.text(`rules.on.${type}`))];
  });
}

function optionOf(event: RuleEvent, label: string): EventOption {
  return { value: [event.type, event.action, event.state].filter(Boolean).join('/'), label, event };
}
