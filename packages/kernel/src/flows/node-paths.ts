import type { CompiledFlow, CompiledNode } from './flow-model.js';
import type { ChildFlow, FlowState, FlowTimer, FlowToken, WorkItem } from './flow-state.js';
import type { NodeRights, WorkPolicy } from './node-type.js';

/** Nodes by the paths that the outside knows them by: `node`, or `sub/node` and `sub[2]/node` in flows inside. */

const INDEX = /\[\d+\]$/;

/** The node of a path; `undefined` when there is none. */
export function nodeAt(flow: CompiledFlow, path: string): CompiledNode | undefined {
  const [first = '', ...rest] = path.split('/');
  const node = flow.nodes.get(first.replace(INDEX, ''));
  if (rest.length === 0 || node === undefined) return node;
  const inside = flow.subflow(String(node.config['flow']));
  return inside && nodeAt(inside, rest.join('/'));
}

/** What people may do at a node; `undefined` where it asks nobody. */
export function workPolicy(flow: CompiledFlow, path: string): WorkPolicy | undefined {
  const node = nodeAt(flow, path);
  return node?.part.work?.(node.config);
}

/** What of the record is open to whoever works at a node, the starter at the start among them. */
export function nodeRights(flow: CompiledFlow, path: string): NodeRights {
  const { config } = nodeAt(flow, path) ?? {};
  const list = (name: string): readonly string[] => (config?.[name] as readonly string[] | undefined) ?? [];
  return {
    hidden: list('hidden'),
    readOnly: list('readOnly'),
    editable: list('editable'),
    required: list('required'),
  };
}

/** Every open to-do, those of flows inside with the paths of their nodes. */
export function openWork(state: FlowState): readonly WorkItem[] {
  return inside(state, ({ work }) => work);
}

/** Every timer that is set, those of flows inside with the paths of their nodes. */
export function openTimers(state: FlowState): readonly FlowTimer[] {
  return inside(state, ({ timers }) => timers ?? []);
}

/** Every token, those of flows inside with the paths of their nodes. */
export function allTokens(state: FlowState): readonly FlowToken[] {
  return inside(state, ({ tokens }) => tokens);
}

function inside<T extends { readonly nodeId: string }>(
  state: FlowState,
  pick: (state: FlowState) => readonly T[],
): readonly T[] {
  const nested = state.tokens.flatMap(({ nodeId, children = [] }) =>
    children.flatMap((child) =>
      inside(child.state, pick).map((one) => ({ ...one, nodeId: `${holder(nodeId, child)}/${one.nodeId}` })),
    ),
  );
  return nested.length === 0 ? pick(state) : [...pick(state), ...nested];
}

function holder(nodeId: string, { index }: ChildFlow): string {
  return index === undefined ? nodeId : `${nodeId}[${index}]`;
}
