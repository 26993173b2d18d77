import { issue, pointer } from '../../../foundation/index.js';
import type { FlowNode } from '../../../metadata/index.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';
import { reachable } from '../graph.js';
import type { Graph } from '../graph.js';
import { liveGraph } from './reach.js';

/** A refusal that goes back leads to the start, or to a step of people that comes before the node. */
export function checkReturnTargets(drawing: Drawing): readonly Finding[] {
  const graph = liveGraph(drawing);
  return drawing.nodes.flatMap((drawn) => {
    const to = returnTarget(drawn.node);
    if (to === undefined || isBefore(drawing, graph, to, drawn)) return [];
    const path = pointer('/nodes', drawn.at, 'config', 'onReject', 'return');
    return [about(issue('bad_return_target', path, { node: titleOf(drawing, to) }), [drawn.node.id])];
  });
}

function returnTarget({ config: { onReject } }: FlowNode): string | undefined {
  const to = typeof onReject === 'object' && onReject !== null && 'return' in onReject && onReject.return;
  return typeof to === 'string' ? to : undefined;
}

function isBefore(
  { partOf, linesInto }: Drawing,
  graph: Graph,
  to: string,
  { node: { id } }: DrawnNode,
): boolean {
  const part = partOf.get(to);
  if (part?.isStart) return true;
  // What no line reaches is told of as such.
  if (part?.work === undefined || to === id) return false;
  return (linesInto.get(id)?.length ?? 0) === 0 || reachable(graph, [to]).has(id);
}

function titleOf({ byId }: Drawing, id: string): unknown {
  return byId.get(id)?.title ?? id;
}
