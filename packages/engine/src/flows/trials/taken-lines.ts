import type { CompiledFlow, NodeOutcome } from '@dougong/kernel/flows';
import type { FlowEventView } from '../record-flow.js';

/** Which lines a flow has gone over, as its trail tells. */

type Ending = 'normal' | 'rejected' | 'timeout';

/** How a node must have been closed for its line to be taken; by default as it is meant to. */
const OUTCOMES: Readonly<Record<Ending, readonly NodeOutcome[]>> = {
  normal: ['approved', 'auto_approved', 'submitted', 'done', 'skipped'],
  rejected: ['rejected', 'auto_rejected'],
  timeout: ['timed_out'],
};

type Told = Pick<FlowEventView, 'kind' | 'nodeId' | 'payload'>;

/** Ids of the lines, in the order of the drawing. */
export function takenLines(
  { definition, nodes }: CompiledFlow,
  events: readonly Told[],
  visits: (node: string) => number,
): readonly string[] {
  const chosen = new Set(events.flatMap(linesIn));
  return definition.edges
    .filter(({ id, from, to, on }) => {
      if (visits(to) === 0) return false;
      if (events.some((event) => event.nodeId === from && linesIn(event).length > 0)) return chosen.has(id);
      const closed = closings(events, from);
      if (closed.length > 0) return closed.some((outcome) => OUTCOMES[on ?? 'normal'].includes(outcome));
      const part = nodes.get(from)?.part;
      return on === undefined && part !== undefined && !part.waits && (part.isStart || visits(from) > 0);
    })
    .map(({ id }) => id);
}

/** Branches say over which lines they went on. */
function linesIn({ payload }: Told): readonly string[] {
  const edges = payload?.['edges'] ?? payload?.['edge'];
  return [edges].flat().filter((edge): edge is string => typeof edge === 'string');
}

function closings(events: readonly Told[], node: string): readonly NodeOutcome[] {
  return events
    .filter(({ nodeId, kind }) => nodeId === node && kind === 'node_closed')
    .map(({ payload }) => payload?.['outcome'] as NodeOutcome);
}
