import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FlowDefinition } from '../flow.js';
import { checkFlowTests } from './check-flow-tests.js';
import { findDuplicates } from './duplicates.js';

/** Ids that are unique, places and tests that speak of them. What is wrong with the drawing, a line to nowhere as well, is asked elsewhere. */
export function checkFlow(definition: FlowDefinition): readonly Issue[] {
  const { nodes, edges, layout = {} } = definition;
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
    ...Object.keys(layout).flatMap((id) => node(id, pointer('/layout', id))),
    ...checkFlowTests(definition),
  ];
}
