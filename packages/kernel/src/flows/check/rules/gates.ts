import { issue, pointer } from '../../../foundation/index.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** Only a branch may choose: every other node has one normal line, and one for each event. */
export function checkFanOut({ linesOf }: Drawing, { node, at, part }: DrawnNode): readonly Finding[] {
  const lines = linesOf.get(node.id) ?? [];
  const isBranch = part.isBranch || part.split !== undefined;
  return [...new Set(lines.map((line) => line.on))].flatMap((on) => {
    const edges = lines.filter((line) => line.on === on).map((line) => line.id);
    const mayChoose = on === undefined && (isBranch || part.isEnd);
    return edges.length < 2 || mayChoose
      ? []
      : [about(issue('needs_branch_node', pointer('/nodes', at)), [node.id], edges)];
  });
}
