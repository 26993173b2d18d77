import { issue, pointer, warning } from '../../../foundation/index.js';
import type { Issue } from '../../../foundation/index.js';
import type { FlowDefinition, FlowEdge } from '../../../metadata/index.js';
import { duplicateIds } from '../../compile-flow.js';
import { idsWhere, isLive } from '../drawing.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** What a drawing must have before anything else can be said: ids, known types, one start, an end, lines with two ends. */

export function checkIds(definition: FlowDefinition): readonly Finding[] {
  return [...duplicateIds(definition.nodes, '/nodes'), ...duplicateIds(definition.edges, '/edges')].map(
    (found) =>
      found.path.startsWith('/nodes') ? about(found, [idIn(found)]) : about(found, [], [idIn(found)]),
  );
}

function idIn(found: Issue): string {
  return String(found.params?.['id']);
}

export function checkTypes({ definition, partOf }: Drawing): readonly Finding[] {
  return definition.nodes.flatMap((node, at) =>
    partOf.has(node.id)
      ? []
      : [about(issue('unknown_node_type', pointer('/nodes', at, 'type'), { type: node.type }), [node.id])],
  );
}

export function checkStartAndEnds(drawing: Drawing): readonly Finding[] {
  const starts = idsWhere(drawing, (part) => part.isStart);
  const ends = idsWhere(drawing, (part) => part.isEnd);
  const found: Finding[] = [];
  if (starts.length === 0) found.push(about(issue('no_start', '/nodes'), []));
  if (starts.length > 1) found.push(about(issue('many_starts', '/nodes'), starts));
  if (ends.length === 0) found.push(about(issue('no_end', '/nodes'), []));
  return found;
}

export function checkLines(drawing: Drawing): readonly Finding[] {
  return drawing.definition.edges.flatMap((edge, at) => checkLine(drawing, edge, pointer('/edges', at)));
}

function checkLine({ partOf, byId }: Drawing, edge: FlowEdge, path: string): readonly Finding[] {
  const ends = [edge.from, edge.to].filter((id) => byId.has(id));
  if (ends.length < 2) return [about(issue('dangling_line', path), ends, [edge.id])];
  const found: Finding[] = [];
  const source = partOf.get(edge.from);
  if (partOf.get(edge.to)?.isStart) found.push(about(issue('line_into_start', path), [edge.to], [edge.id]));
  if (source?.isEnd) found.push(about(issue('line_out_of_end', path), [edge.from], [edge.id]));
  const isGuarded = edge.when !== undefined || edge.default === true;
  if (source?.isBranch === false && isGuarded)
    found.push(about(warning('condition_ignored', path), [edge.from], [edge.id]));
  if (!isLive(source, byId.get(edge.from), edge))
    found.push(about(warning('unused_line', path), [edge.from], [edge.id]));
  return found;
}
