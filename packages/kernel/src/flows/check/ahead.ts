import type { FlowDefinition } from '../../metadata/index.js';
import type { NodeTypePart } from '../node-type.js';
import { dominators } from './dominators.js';
import type { NumberedGraph } from './dominators.js';
import { idsWhere, readDrawing } from './drawing.js';

/**
 * Which tokens a join still has to wait for. Going round a loop that the join itself lies in would be its next turn, so
 * the backward lines of such loops do not count; a loop before the join is only a longer way to it.
 */
export type ComesTo = (from: string, join: string) => boolean;

/** For a flow: whether a token on a node (or on a line into it) can still come to another node in this turn of it. */
export function comesTo(definition: FlowDefinition, nodeTypes?: readonly NodeTypePart[]): ComesTo {
  const drawing = readDrawing(definition, nodeTypes);
  const ids = [...drawing.byId.keys()];
  const number = new Map(ids.map((id, at) => [id, at]));
  const graph: number[][] = ids.map(() => []);
  for (const { from, to } of drawing.live) graph[number.get(from) ?? 0]?.push(number.get(to) ?? 0);
  const [start = ''] = idsWhere(drawing, (part) => part.isStart);
  const ahead = aheadOf(graph, number.get(start) ?? 0);
  const known = new Map<number, ReadonlySet<number>>();
  return (from, join) => {
    const [at, target] = [number.get(from), number.get(join)];
    if (at === undefined || target === undefined) return false;
    const coming = known.get(target) ?? ahead(target);
    known.set(target, coming);
    return coming.has(at);
  };
}

/** The same by number: the nodes from which tokens come to a node, that one among them. */
export function aheadOf(graph: NumberedGraph, root: number): (target: number) => ReadonlySet<number> {
  const before: number[][] = graph.map(() => []);
  graph.forEach((targets, from) => {
    for (const to of targets) before[to]?.push(from);
  });
  const loops = loopsOf(graph, before, root);
  return (target) => {
    const nextTurn = loops.filter(({ body }) => body.has(target));
    const isNextTurn = (from: number, to: number): boolean =>
      nextTurn.some((loop) => loop.from === from && loop.to === to);
    const coming = new Set([target]);
    for (const at of coming) for (const from of before[at] ?? []) if (!isNextTurn(from, at)) coming.add(from);
    return coming;
  };
}

interface Loop {
  /** The ends of the backward line. */
  readonly from: number;
  readonly to: number;
  /** Everything that can come to the line without leaving the loop at its head. */
  readonly body: ReadonlySet<number>;
}

function loopsOf(graph: NumberedGraph, before: NumberedGraph, root: number): readonly Loop[] {
  const { dominates } = dominators(graph, root);
  return graph.flatMap((targets, from) =>
    targets.filter((to) => dominates(to, from)).map((to) => ({ from, to, body: loopBody(before, from, to) })),
  );
}

function loopBody(before: NumberedGraph, from: number, head: number): ReadonlySet<number> {
  const body = new Set([head, from]);
  for (const at of body) if (at !== head) for (const earlier of before[at] ?? []) body.add(earlier);
  return body;
}
