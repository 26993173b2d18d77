import type { FlowDefinition } from '../../metadata/index.js';
import type { NodeTypePart } from '../node-type.js';
import { dominators } from './dominators.js';
import { idsWhere, readDrawing } from './drawing.js';
import { graphOf } from './graph.js';
import type { Graph } from './graph.js';

/** Telling the lines that lead on from those that lead back. */

/**
 * The graph of a flow without its backward lines and without lines that are never taken: what a token can still reach
 * without going back. A line leads back when every way from the start to where it leaves passes where it arrives.
 */
export function forwardGraph(definition: FlowDefinition, nodeTypes?: readonly NodeTypePart[]): Graph {
  const drawing = readDrawing(definition, nodeTypes);
  const starts = idsWhere(drawing, (part) => part.isStart);
  return graphOf(drawing.byId.keys(), forwardLines([...drawing.byId.keys()], drawing.live, starts));
}

/** The lines whose target does not dominate their source. */
export function forwardLines<L extends { readonly from: string; readonly to: string }>(
  nodes: readonly string[],
  lines: readonly L[],
  starts: readonly string[],
): readonly L[] {
  const number = new Map(nodes.map((node, at) => [node, at]));
  const at = (id: string): number => number.get(id) ?? nodes.length;
  // One root before all starts, so that several of them are no special case.
  const graph: number[][] = [...nodes.map(() => []), starts.map(at)];
  for (const { from, to } of lines) if (number.has(to) && number.has(from)) graph[at(from)]?.push(at(to));
  const { dominates } = dominators(graph, nodes.length);
  return lines.filter(({ from, to }) => !dominates(at(to), at(from)));
}
