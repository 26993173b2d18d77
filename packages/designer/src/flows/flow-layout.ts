import { Graph, layout as arrange } from '@dagrejs/dagre';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { backwardLines } from './backward-lines.js';
import type { Layout, Position } from './flow-edits.js';

/** Sizes of the drawing, in canvas units. */
export const NODE_WIDTH = 232;
export const NODE_HEIGHT = 54;
export const ROW_HEIGHT = 104;
const RANK_GAP = ROW_HEIGHT - NODE_HEIGHT;
const COLUMN_GAP = 56;

/** Arranges the whole flow from top to bottom. Lines that lead back do not shape the picture. */
export function tidyLayout(definition: FlowDefinition): Layout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: COLUMN_GAP, ranksep: RANK_GAP, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of definition.nodes) graph.setNode(node.id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  const back = backwardLines(definition);
  for (const edge of definition.edges) {
    if (back.has(edge.id) || !graph.hasNode(edge.from) || !graph.hasNode(edge.to)) continue;
    // What happens on a refusal or when time is up stands aside of the usual way.
    graph.setEdge(edge.from, edge.to, { weight: edge.on === undefined ? 2 : 1 });
  }
  arrange(graph);
  const places = definition.nodes.map(({ id }): readonly [string, Position] => {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    return [id, { x: Math.round(x - NODE_WIDTH / 2), y: Math.round(y - NODE_HEIGHT / 2) }];
  });
  return inDrawnOrder(definition, Object.fromEntries(places));
}

/** The first way of a node stands left of its others: mirrored where most of them are the other way round. */
function inDrawnOrder({ nodes, edges }: FlowDefinition, places: Layout): Layout {
  let turned = 0;
  for (const { id } of nodes) {
    const ways = edges.filter((edge) => edge.from === id && edge.on === undefined);
    ways.slice(1).forEach((way, at) => {
      turned += Math.sign((places[ways[at]?.to ?? '']?.x ?? 0) - (places[way.to]?.x ?? 0));
    });
  }
  if (turned <= 0) return places;
  const right = Math.max(...Object.values(places).map(({ x }) => x));
  return Object.fromEntries(Object.entries(places).map(([id, { x, y }]) => [id, { x: right - x, y }]));
}

/** Arranges everything anew without moving the picture: what stood first stays where it was. */
export function tidyInPlace(definition: FlowDefinition, before: Layout): Layout {
  const tidied = tidyLayout(definition);
  const [first] = definition.nodes;
  const [old, now] = [before[first?.id ?? ''], tidied[first?.id ?? '']];
  if (old === undefined || now === undefined) return tidied;
  const [right, down] = [old.x - now.x, old.y - now.y];
  return Object.fromEntries(
    Object.entries(tidied).map(([id, { x, y }]) => [id, { x: x + right, y: y + down }]),
  );
}

/** Where every node stands: as it was drawn, else where a tidy picture would have it. */
export function positionsOf(definition: FlowDefinition): Layout {
  const drawn = definition.layout ?? {};
  if (definition.nodes.every(({ id }) => drawn[id] !== undefined)) return drawn;
  return { ...tidyLayout(definition), ...drawn };
}

/** The layout with everything at or below `y` pushed one row down. */
export function openRow(layout: Layout, y: number): Layout {
  return Object.fromEntries(
    Object.entries(layout).map(([id, place]) => [
      id,
      place.y >= y ? { x: place.x, y: place.y + ROW_HEIGHT } : place,
    ]),
  );
}

/** A free place for a node between two others, and the layout that makes room for it. */
export function placeBetween(
  layout: Layout,
  from: Position,
  to: Position,
  column: number,
): { layout: Layout; place: Position } {
  const isRoomy = to.y - from.y >= 2 * ROW_HEIGHT - 8;
  if (isRoomy) return { layout, place: { x: column, y: from.y + ROW_HEIGHT } };
  if (to.y <= from.y)
    return { layout, place: { x: Math.max(from.x, to.x) + NODE_WIDTH + COLUMN_GAP, y: from.y } };
  return { layout: openRow(layout, to.y), place: { x: column, y: to.y } };
}

/** The nearest free place in a row beside a column that must stay open, right before left. */
export function placeBeside(layout: Layout, column: Position): Position {
  const step = NODE_WIDTH + COLUMN_GAP;
  for (let away = 1; away < Object.keys(layout).length + 2; away += 1) {
    for (const side of [1, -1]) {
      const place = { x: column.x + side * away * step, y: column.y };
      if (isFree(layout, place)) return place;
    }
  }
  return freePlace(layout, column);
}

function isFree(layout: Layout, place: Position): boolean {
  return !Object.values(layout).some(
    (other) => Math.abs(other.x - place.x) < NODE_WIDTH && Math.abs(other.y - place.y) < NODE_HEIGHT,
  );
}

/** The first place from `wanted` to the right where nothing stands yet. */
export function freePlace(layout: Layout, wanted: Position): Position {
  let place = wanted;
  while (!isFree(layout, place)) place = { x: place.x + NODE_WIDTH + COLUMN_GAP, y: place.y };
  return place;
}
