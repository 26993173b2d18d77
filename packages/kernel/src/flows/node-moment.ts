import { addDuration } from '../foundation/index.js';
import type { FlowFacts } from './flow-command.js';
import type { CompiledFlow } from './flow-model.js';
import type { FlowState } from './flow-state.js';
import { readItems, withItem } from './nested-items.js';
import type { NodeMoment } from './node-type.js';
import { readPeopleField } from './people-field.js';

type Known = Pick<FlowState, 'starter' | 'chosen' | 'item'>;

/** What a node of `flow` knows now. */
export function nodeMoment(
  flow: CompiledFlow,
  { starter, chosen, item }: Known,
  facts: Pick<FlowFacts, 'input' | 'people' | 'now' | 'dueAfter' | 'dayStart'>,
): NodeMoment {
  const { admin } = flow.definition;
  const input = withItem(facts.input, item);
  return {
    starter,
    input,
    people: facts.people,
    now: facts.now,
    flow: flow.key,
    settings: flow.settings,
    textsAt: (path) => {
      const field = flow.formulas.get(path);
      return field === undefined ? [] : readPeopleField(field, input);
    },
    itemsAt: (path) => readItems(path, flow.formulas.get(path), input),
    chosenFor: (nodeId) => chosen?.[nodeId] ?? [],
    dueAfter: (duration) => dueAfter(flow, facts, facts.now, duration),
    dayStart: (day) => facts.dayStart?.(day) ?? `${day}T00:00:00.000Z`,
    ...(admin === undefined ? {} : { admin }),
  };
}

/** The instant so much time after another: working time where the flow has a calendar, elapsed time elsewhere. */
export function dueAfter(
  { settings }: Pick<CompiledFlow, 'settings'>,
  facts: Pick<FlowFacts, 'dueAfter'>,
  instant: string,
  duration: string,
): string {
  if (settings.calendar !== undefined && facts.dueAfter !== undefined)
    return facts.dueAfter(instant, duration, settings.calendar);
  const due = addDuration(instant, duration);
  if (due.ok) return due.value;
  throw new Error(`a compiled flow holds a bad duration: ${duration}`);
}
