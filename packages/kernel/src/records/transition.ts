import type { RecordData } from '../expression/index.js';
import { isEditableIn, stateOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { LifecycleAction } from '../metadata/index.js';

/** What flows say about a record, so that nobody steps around them. */
export interface FlowHold {
  /** A flow instance runs on the record. */
  readonly running?: boolean;
  /** States that only a flow sets. */
  readonly reserved?: ReadonlySet<string>;
  /** The command comes from a task of the flow itself. */
  readonly inTask?: boolean;
}

/** An action of the form's lifecycle. */
export function findAction(model: FormModel, actionId: string): LifecycleAction | undefined {
  return model.lifecycle.actions.get(actionId);
}

/** Whether this action may be taken now: it exists, it starts from the record's state, no flow is stepped around. */
export function checkAction(
  model: FormModel,
  record: RecordData,
  actionId: string,
  hold: FlowHold = {},
): readonly Issue[] {
  const action = findAction(model, actionId);
  if (!action) return [issue('unknown_action', '', { action: actionId })];
  const held = checkHold(hold, action.to, { action: actionId });
  if (held.length > 0) return held;
  const state = stateOf(model.lifecycle, record);
  return action.from.includes(state)
    ? []
    : [issue('wrong_state', '', { action: actionId, state, expected: action.from })];
}

/** Whether the values of a record may be changed now. */
export function checkEditable(model: FormModel, record: RecordData, hold: FlowHold = {}): readonly Issue[] {
  if (hold.inTask) return [];
  const held = checkHold(hold, undefined, {});
  if (held.length > 0) return held;
  const state = stateOf(model.lifecycle, record);
  return isEditableIn(model.lifecycle, state) ? [] : [issue('wrong_state', '', { state, action: 'update' })];
}

/** Whether a state may be entered: it exists, and outside a flow it is none that only flows set. */
export function checkState(model: FormModel, state: string, hold: FlowHold = {}): readonly Issue[] {
  if (model.lifecycle.states.size > 0 && !model.lifecycle.states.has(state)) {
    return [issue('unknown_state', '', { state })];
  }
  return hold.inTask || !hold.reserved?.has(state) ? [] : [issue('outside_flow', '', { state })];
}

function checkHold(
  hold: FlowHold,
  to: string | undefined,
  params: Record<string, unknown>,
): readonly Issue[] {
  if (hold.inTask) return [];
  const reserved = to !== undefined && hold.reserved?.has(to);
  return hold.running || reserved ? [issue('outside_flow', '', params)] : [];
}
