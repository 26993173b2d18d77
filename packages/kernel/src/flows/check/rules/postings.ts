import { pointer, warning } from '../../../foundation/index.js';
import type { CheckFlowContext } from '../check-context.js';
import { idsWhere } from '../drawing.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';
import { graphOf, reachable } from '../graph.js';

/** Nodes that post although some way from the start to them passes no decision of a person. */
export function checkPostings(drawing: Drawing, { posts }: CheckFlowContext): readonly Finding[] {
  if (posts === undefined) return [];
  // Where people answer the way is guarded, so the search stops there.
  const unguarded = drawing.live.filter(({ from }) => drawing.partOf.get(from)?.work === undefined);
  const starts = idsWhere(drawing, (part) => part.isStart);
  const reached = reachable(graphOf(drawing.byId.keys(), unguarded), starts);
  return drawing.nodes
    .filter(({ node, part }) => reached.has(node.id) && (part.actions?.(node.config) ?? []).some(posts))
    .map(({ node, at }) => about(warning('unguarded_posting', pointer('/nodes', at)), [node.id]));
}
