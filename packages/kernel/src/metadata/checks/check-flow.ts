import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FlowDefinition } from '../flow.js';
import { findDuplicates } from './duplicates.js';

/** Ids that are unique and edges between nodes that are there. Whether the drawing is sound is asked elsewhere. */
export function checkFlow({ nodes, edges, layout = {} }: FlowDefinition): readonly Issue[] {
  const known = new Set(nodes.map((node) => node.id));
  const node = (id: string, at: string): readonly Issue[] =>
    known.has(id) ? [] : [issue('unknown_node', at, { node: id })];
  return [
    ...findDuplicates(
      nodes.map((one) => one.id),
      '/nodes',
      'id',
    ),
    ...findDuplicates(
      edges.map((one) => one.id),
      '/edges',
      'id',
    ),
    ...edges.flatMap((edge, index) => [
      ...node(edge.from, pointer('/edges', index, 'from')),
      ...node(edge.to, pointer('/edges', index, 'to')),
    ]),
    ...Object.keys(layout).flatMap((id) => node(id, pointer('/layout', id))),
  ];
}
