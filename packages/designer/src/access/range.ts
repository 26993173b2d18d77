/** A cell of the matrix: a form and a role by their places. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where an arrow key leads; the same cell at the edge, nothing for other keys. */
export function moved({ row, column }: Cell, key: string, rows: number, columns: number): Cell | undefined {
  const step = Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
  if (!step) return undefined;
  const within = (at: number, count: number) => Math.min(Math.max(at, 0), count - 1);
  return { row: within(row + step[0], rows), column: within(column + step[1], columns) };
}

/** Whether a cell lies in the rectangle between two others. */
export function isBetween({ row, column }: Cell, one: Cell, other: Cell): boolean {
  const inside = (at: number, a: number, b: number) => at >= Math.min(a, b) && at <= Math.max(a, b);
  return inside(row, one.row, other.row) && inside(column, one.column, other.column);
}

/** All cells of the rectangle between two, row by row. */
export function cellsBetween(one: Cell, other: Cell): readonly Cell[] {
  const [top, bottom] = [Math.min(one.row, other.row), Math.max(one.row, other.row)];
  const [left, right] = [Math.min(one.column, other.column), Math.max(one.column, other.column)];
  const cells: Cell[] = [];
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) cells.push({ row, column });
  return cells;
}
