import type { Layout } from '../flow-edits.js';
import { NODE_HEIGHT, NODE_WIDTH } from '../flow-layout.js';

const MARGIN = 6;

/** Whether the usual way of a line, down, across and down again, would run over a node that stands between its ends. */
export function runsOverNodes(
  { from, to }: { readonly from: string; readonly to: string },
  places: Layout,
): boolean {
  const [source, target] = [places[from], places[to]];
  if (source === undefined || target === undefined) return false;
  const [top, bottom] = [source.y + NODE_HEIGHT, target.y];
  if (bottom <= top) return false;
  const [sourceX, targetX] = [source.x + NODE_WIDTH / 2, target.x + NODE_WIDTH / 2];
  const bend = (top + bottom) / 2;
  return Object.entries(places).some(([id, { x, y }]) => {
    if (id === from || id === to) return false;
    const hits = (left: number, right: number, above: number, below: number) =>
      right > x - MARGIN && left < x + NODE_WIDTH + MARGIN && below > y && above < y + NODE_HEIGHT;
    return (
      hits(sourceX, sourceX, top, bend) ||
      hits(Math.min(sourceX, targetX), Math.max(sourceX, targetX), bend, bend) ||
      hits(targetX, targetX, bend, bottom)
    );
  });
}
