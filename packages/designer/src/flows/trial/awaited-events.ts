import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { TrialAnswer } from './trial-contract.js';

/** Names of the events that active nodes wait for. */
export function awaitedEvents({ nodes }: FlowDefinition, { flow }: TrialAnswer): readonly string[] {
  const active = new Set(flow.nodes.filter(({ state }) => state === 'active').map(({ id }) => id));
  const names = nodes
    .filter(({ id }) => active.has(id))
    .map(({ config }) => config['event'])
    .filter((event): event is string => typeof event === 'string' && event !== '');
  return [...new Set(names)];
}
