import type { ChildFlow, Closing, FlowState, FlowToken } from './flow-state.js';
import type { Draft, Level } from './level.js';

/** The state that a level leaves; empty members are left out, for a row is read and written with every step. */
export function stateOf(level: Level): FlowState {
  const { draft } = level;
  const moving = level.step.halt(level);
  const tokens = [...draft.tokens, ...moving]
    .map((token) => withChildren(level, token))
    .sort((a, b) => a.id - b.id);
  const closings = stillOpen(draft.closings ?? [], tokens);
  const state: Draft = { ...draft, tokens, closings };
  if (level.parent === undefined) state.eventSeq = level.step.record.eventSeq;
  return withoutEmpty(state);
}

function withChildren(level: Level, token: FlowToken): FlowToken {
  const children = level.children.get(token.id);
  if (children === undefined) return token;
  const states = children.map((child): ChildFlow => {
    const index = child.parent?.index;
    return { flow: child.flow.key, state: stateOf(child), ...(index === undefined ? {} : { index }) };
  });
  return { ...token, children: states };
}

/** Nothing stems from it any more: what followed was decided, or it was spoiled. */
function stillOpen(closings: readonly Closing[], tokens: readonly FlowToken[]): readonly Closing[] {
  return closings.filter(({ id }) => tokens.some((token) => token.since === id));
}

const OPTIONAL = ['timers', 'approvers', 'kept', 'closings', 'passed', 'chosen'] as const;

function withoutEmpty(state: Draft): FlowState {
  const kept = { ...state };
  for (const name of OPTIONAL) {
    const value = kept[name];
    if (value !== undefined && Object.keys(value).length === 0) delete kept[name];
  }
  return kept;
}
