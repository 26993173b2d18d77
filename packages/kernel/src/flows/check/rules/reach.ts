import { issue, pointer } from '../../../foundation/index.js';
import type { FlowEdge } from '../../../metadata/index.js';
import { idsWhere } from '../drawing.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';
import { graphOf, reachable, reversed } from '../graph.js';
import type { Graph } from '../graph.js';

/** The graph of the lines that can be taken at all. */
export function liveGraph({ byId, live }: Drawing): Graph {
  return graphOf(byId.keys(), live);
}

/** Nodes that no line leads to. */
export function unreachedNodes(drawing: Drawing): ReadonlySet<string> {
  const reached = reachable(
    liveGraph(drawing),
    idsWhere(drawing, (part) => part.isStart),
  );
  return new Set([...drawing.byId.keys()].filter((id) => !reached.has(id)));
}

/** Every node can be reached from the start and can reach an end over lines that some record can take. */
export function checkReach(drawing: Drawing, excluded: readonly FlowEdge[] = []): readonly Finding[] {
  const starts = idsWhere(drawing, (part) => part.isStart);
  const ends = idsWhere(drawing, (part) => part.isEnd);
  const unreached = unreachedNodes(drawing);
  const finishing = reachable(
    reversed(
      graphOf(
        drawing.byId.keys(),
        drawing.live.filter((line) => !excluded.includes(line)),
      ),
    ),
    ends,
  );
  return drawing.definition.nodes.flatMap((node, at) => {
    const path = pointer('/nodes', at);
    if (starts.length > 0 && unreached.has(node.id)) return [about(issue('unreachable', path), [node.id])];
    if (ends.length > 0 && !finishing.has(node.id)) return [about(issue('cannot_finish', path), [node.id])];
    return [];
  });
}
