import type { CompiledFlow, CompiledNode } from '@dougong/kernel/flows';
import type { OwnWork } from './flow-work.js';
import { levelOf } from './possible-steps.js';
import type { NodeChoice } from './record-action.js';

/** Whom somebody must pick with what he is about to do; the flow refuses it without. */

/** Nodes whose people the starter picks. */
export function choicesAtStart(flow: CompiledFlow): readonly NodeChoice[] {
  return [...flow.nodes.values()]
    .filter(({ part, config }) => part.choices?.(config).byStarter === true)
    .map(choiceOf);
}

/** Nodes whose people are picked by whoever agrees at this one, as far as nobody has picked them yet. */
export function choicesAt({ instance, flow, item }: OwnWork): readonly NodeChoice[] {
  // A helper only gives an opinion.
  if (item.helps !== undefined) return [];
  const level = levelOf(flow, instance.state, item.nodeId);
  const { chosen = {} } = level.state;
  return [...level.flow.nodes.values()]
    .filter(({ part, config }) => part.choices?.(config).at.includes(level.nodeId))
    .filter(({ id }) => (chosen[id]?.length ?? 0) === 0)
    .map(choiceOf);
}

function choiceOf({ id, definition }: CompiledNode): NodeChoice {
  return { node: id, title: definition.title };
}
