import type { Layout } from '../flow-edits.js';
import { NODE_HEIGHT, NODE_WIDTH } from '../flow-layout.js';
import type { Point } from './line-geometry.js';

/** The way of lines that lead back, and of what happens on an event: beside everything between, each in its lane. */

const LANE_GAP = 44;
/** Wide enough for the text of a line, which stands in its lane. */
const LANE_WIDTH = 76;
const SIDESTEP = 14;
const RADIUS = 8;

interface Ends {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** How far right each line that leads back has to go. Lines whose stretches overlap get different lanes. */
export function lanesOf(lines: readonly Ends[], places: Layout): ReadonlyMap<string, number> {
  const taken: { readonly top: number; readonly bottom: number; readonly x: number }[] = [];
  const found = lines.map((line): readonly [string, number] => {
    const [from, to] = [places[line.from], places[line.to]];
    if (from === undefined || to === undefined) return [line.id, 0];
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y) + NODE_HEIGHT];
    const beside = Object.values(places)
      .filter(({ y }) => y + NODE_HEIGHT > top && y < bottom)
      .map(({ x }) => x + NODE_WIDTH);
    let x = Math.max(...beside) + LANE_GAP;
    while (taken.some((lane) => lane.x === x && lane.top < bottom && lane.bottom > top)) x += LANE_WIDTH;
    taken.push({ top, bottom, x });
    return [line.id, x];
  });
  return new Map(found);
}

/** Which ends of a line have something to their right in the same row, so that the line steps out of the row first. */
export interface Blocked {
  readonly source: boolean;
  readonly target: boolean;
}

export function blockedEnds({ from, to }: Ends, places: Layout): Blocked {
  const isBlocked = (id: string): boolean => {
    const here = places[id];
    return Object.values(places).some(
      ({ x, y }) => here !== undefined && x > here.x && Math.abs(y - here.y) < NODE_HEIGHT,
    );
  };
  return { source: isBlocked(from), target: isBlocked(to) };
}

/** The corners of the way, and the middle of its long stretch. */
export function backRoute(source: Point, target: Point, lane: number, blocked: Blocked) {
  const half = NODE_HEIGHT / 2 + SIDESTEP;
  const out = blocked.source ? source.y + half : source.y;
  const back = blocked.target ? target.y - half : target.y;
  const corners = [
    source,
    ...(blocked.source
      ? [
          { x: source.x + SIDESTEP, y: source.y },
          { x: source.x + SIDESTEP, y: out },
        ]
      : []),
    { x: lane, y: out },
    { x: lane, y: back },
    ...(blocked.target
      ? [
          { x: target.x + SIDESTEP, y: back },
          { x: target.x + SIDESTEP, y: target.y },
        ]
      : []),
    target,
  ];
  return { path: roundedPath(corners), middle: { x: lane, y: (out + back) / 2 } };
}

/** A line over corners, each rounded as far as its stretches have room. */
function roundedPath(corners: readonly Point[]): string {
  return corners
    .map((corner, at) => {
      const [before, after] = [corners[at - 1], corners[at + 1]];
      if (before === undefined) return `M ${corner.x} ${corner.y}`;
      if (after === undefined) return `L ${corner.x} ${corner.y}`;
      const [into, outOf] = [towards(corner, before), towards(corner, after)];
      return `L ${into.x} ${into.y} Q ${corner.x} ${corner.y} ${outOf.x} ${outOf.y}`;
    })
    .join(' ');
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const reach = Math.min(RADIUS, length / 2);
  if (length === 0) return from;
  return {
    x: from.x + ((to.x - from.x) / length) * reach,
    y: from.y + ((to.y - from.y) / length) * reach,
  };
}
