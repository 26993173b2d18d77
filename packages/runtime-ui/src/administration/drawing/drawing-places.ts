import type { FlowDefinition, FlowEdge } from '@dougong/kernel/metadata';

/** Where the nodes of a flow stand on paper, and how its lines run between them. */

export const NODE_WIDTH = 212;
export const NODE_HEIGHT = 56;
const ROW = 104;
const COLUMN = NODE_WIDTH + 40;
const MARGIN = 16;
/** Room on the right for each line that leads back. */
const LANE = 18;
const BEND = 22;
const WORDS_BELOW = 18;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface DrawnLine {
  readonly edge: FlowEdge;
  readonly path: string;
  /** Where its words stand. */
  readonly words: Place;
}

export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Place>;
  readonly lines: readonly DrawnLine[];
}

type Graph = Pick<FlowDefinition, 'nodes' | 'edges' | 'layout'>;

/** The flow as a picture: as it was laid out, else one row for each step from the start. */
export function drawnFlow(definition: Graph): Drawn {
  const places = atOrigin(isLaidOut(definition) ? laidOut(definition) : inRows(definition));
  const right = Math.max(0, ...[...places.values()].map(({ x }) => x)) + NODE_WIDTH;
  const bottom = Math.max(0, ...[...places.values()].map(({ y }) => y)) + NODE_HEIGHT;
  let lanes = 0;
  const lines = definition.edges.flatMap((edge): DrawnLine[] => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (from === undefined || to === undefined) return [];
    if (to.y > from.y) return [forward(edge, from, to)];
    lanes += 1;
    return [backward(edge, from, to, right + lanes * LANE)];
  });
  return {
    width: right + (lanes === 0 ? MARGIN : (lanes + 1) * LANE),
    height: bottom + MARGIN,
    places,
    lines,
  };
}

function isLaidOut({ nodes, layout = {} }: Graph): boolean {
  return nodes.every(({ id }) => layout[id] !== undefined);
}

function laidOut({ nodes, layout = {} }: Graph): ReadonlyMap<string, Place> {
  return new Map(nodes.map(({ id }) => [id, layout[id] ?? { x: 0, y: 0 }]));
}

/** Each node one row below the lowest of those that lead to it; lines that lead back do not count. */
function inRows({ nodes, edges }: Graph): ReadonlyMap<string, Place> {
  const back = linesBack({ nodes, edges });
  const rows = new Map<string, number>();
  const rowOf = (id: string): number => {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const before = edges.filter((edge) => edge.to === id && !back.has(edge));
    const row = Math.max(-1, ...before.map(({ from }) => rowOf(from))) + 1;
    rows.set(id, row);
    return row;
  };
  const taken = new Map<number, number>();
  return new Map(
    nodes.map(({ id }) => {
      const row = rowOf(id);
      const column = taken.get(row) ?? 0;
      taken.set(row, column + 1);
      return [id, { x: column * COLUMN, y: row * ROW }];
    }),
  );
}

/** Lines to a node that lies on the way to where they begin. */
function linesBack({ nodes, edges }: Graph): ReadonlySet<FlowEdge> {
  const back = new Set<FlowEdge>();
  const left = new Set<string>();
  const walk = (id: string, way: ReadonlySet<string>) => {
    if (left.has(id)) return;
    for (const edge of edges.filter(({ from }) => from === id)) {
      if (way.has(edge.to)) back.add(edge);
      else walk(edge.to, new Set([...way, edge.to]));
    }
    left.add(id);
  };
  for (const { id } of nodes) walk(id, new Set([id]));
  return back;
}

function atOrigin(places: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> {
  const all = [...places.values()];
  const left = Math.min(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x - left + MARGIN, y: y - top + MARGIN }]));
}

const middle = ({ x }: Place) => x + NODE_WIDTH / 2;

/** Down, across right above the node that it leads to, and down. */
function forward(edge: FlowEdge, from: Place, to: Place): DrawnLine {
  const [start, end] = [from.y + NODE_HEIGHT, to.y];
  const bend = end - BEND;
  const isStraight = from.x === to.x;
  const across = isStraight ? '' : `V${bend}H${middle(to)}`;
  const path = `M${middle(from)} ${start}${across}V${end}`;
  return { edge, path, words: { x: middle(to) + 8, y: isStraight ? start + WORDS_BELOW : bend + 4 } };
}

/** Along the right edge of the picture and in from the side. */
function backward(edge: FlowEdge, from: Place, to: Place, lane: number): DrawnLine {
  const [start, end] = [from.y + NODE_HEIGHT / 2, to.y + NODE_HEIGHT / 2];
  const path = `M${from.x + NODE_WIDTH} ${start}H${lane}V${end}H${to.x + NODE_WIDTH}`;
  return { edge, path, words: { x: from.x + NODE_WIDTH + 6, y: start - 6 } };
}
