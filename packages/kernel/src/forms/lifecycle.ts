import type { RecordData } from '../expression/index.js';
import type { FormDefinition, LifecycleAction, LifecycleState } from '../metadata/index.js';

/** The state of records whose form declares no lifecycle. */
export const STATE_WITHOUT_LIFECYCLE = 'active';

/** States and actions of a form's records. */
export interface LifecycleModel {
  readonly initial: string;
  readonly states: ReadonlyMap<string, LifecycleState>;
  readonly actions: ReadonlyMap<string, LifecycleAction>;
}

/** Reads the lifecycle of a form; one without has a single state and no actions. */
export function lifecycleOf(definition: FormDefinition): LifecycleModel {
  const { initial = STATE_WITHOUT_LIFECYCLE, states = [], actions = [] } = definition.lifecycle ?? {};
  return {
    initial,
    states: new Map(states.map((state) => [state.id, state])),
    actions: new Map(actions.map((action) => [action.id, action])),
  };
}

/** The state of a record; a new one is in the initial state. */
export function stateOf(lifecycle: LifecycleModel, record: RecordData): string {
  return typeof record.status === 'string' && record.status !== '' ? record.status : lifecycle.initial;
}

/** Whether a record in this state may be changed outside a task. Without a lifecycle it always may. */
export function isEditableIn(lifecycle: LifecycleModel, state: string): boolean {
  return lifecycle.states.size === 0 || lifecycle.states.get(state)?.editable === true;
}

/** The actions that start from this state, in the order of the definition. */
export function actionsFrom(lifecycle: LifecycleModel, state: string): readonly LifecycleAction[] {
  return [...lifecycle.actions.values()].filter((action) => action.from.includes(state));
}
