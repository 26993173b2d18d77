import { CHAIN_DEPTH_MAX } from '../../foundation/index.js';
import { beginning } from '../beginning.js';
import type { FlowItem, FlowToken } from '../flow-state.js';
import { Level } from '../level.js';
import { childrenOf } from '../nested-items.js';
import { halt, suspend } from './suspend.js';

interface Nesting {
  readonly flow: string;
  readonly items?: readonly FlowItem[];
}

/** Begins the flows inside of a node: one, or one for each element of a list. */
export function nest(level: Level, token: FlowToken, { flow: key, items }: Nesting): void {
  const flow = level.flow.subflow(key);
  if (flow === undefined) return halt(level, { ...token, stuck: true }, 'action_failed');
  if (level.depth + 1 > CHAIN_DEPTH_MAX) return suspend(level, token, 'loop_limit');
  level.rest(token);
  const { starter } = level.draft;
  const chosen = choicesFor(level, token.nodeId);
  const children = childrenOf(items).map(
    ({ index, item }) =>
      new Level(flow, level.step, beginning(starter, { chosen, item }), {
        level,
        tokenId: token.id,
        ...(index === undefined ? {} : { index }),
      }),
  );
  level.children.set(token.id, children);
  for (const child of [...children].reverse()) child.move({ id: child.nextId(), nodeId: flow.start.id });
}

/** People picked for nodes of the flow inside: `sub/node` out here is `node` in there. */
function choicesFor({ draft }: Level, nodeId: string): Readonly<Record<string, readonly string[]>> {
  const picked = Object.entries(draft.chosen ?? {}).filter(([path]) => path.startsWith(`${nodeId}/`));
  return Object.fromEntries(picked.map(([path, users]) => [path.slice(nodeId.length + 1), users]));
}
