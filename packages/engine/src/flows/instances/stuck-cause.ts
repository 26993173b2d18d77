import { allTokens, openWork } from '@dougong/kernel/flows';
import type { FlowState, SuspendReason } from '@dougong/kernel/flows';

/** Why an instance does not go on by itself. */
export interface StuckCause {
  readonly code: string;
  /** Paths of the nodes that it is about. */
  readonly nodes: readonly string[];
  /** People who are asked and are not there any more. */
  readonly people: readonly string[];
}

/** Each reason for which the engine stops an instance, and the code of its sentence. */
const CODES: Readonly<Record<SuspendReason, string>> = {
  no_branch: 'stuck_no_branch',
  no_assignee: 'stuck_no_assignee',
  loop_limit: 'stuck_loop_limit',
  action_failed: 'stuck_action_failed',
};

/** The cause in codes; nothing where the instance is on its way. */
export function stuckCause(state: FlowState, isActive: (user: string) => boolean): StuckCause | undefined {
  if (state.status === 'suspended') {
    const nodes = allTokens(state)
      .filter(({ stuck }) => stuck === true)
      .map(({ nodeId }) => nodeId);
    return {
      code: CODES[state.reason as SuspendReason] ?? 'stuck_action_failed',
      nodes: [...new Set(nodes)],
      people: [],
    };
  }
  const left = openWork(state).filter(({ assignee }) => !isActive(assignee));
  if (left.length === 0) return undefined;
  const nodes = left.map(({ nodeId }) => nodeId);
  const people = left.map(({ assignee }) => assignee);
  return { code: 'stuck_inactive_people', nodes: [...new Set(nodes)], people: [...new Set(people)] };
}
