/** A cell by its place: row and column counted from zero. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridShape {
  readonly rows: number;
  readonly columns: number;
}

export function clamped(position: GridPosition, shape: GridShape): GridPosition {
  return {
    row: Math.max(0, Math.min(position.row, shape.rows - 1)),
    column: Math.max(0, Math.min(position.column, shape.columns - 1)),
  };
}

/** The next cell in reading order that can be filled; null when there is none. */
export function nextEditable(
  from: GridPosition,
  back: boolean,
  shape: GridShape,
  isEditable: (position: GridPosition) => boolean,
): GridPosition | null {
  const step = back ? -1 : 1;
  const last = shape.rows * shape.columns;
  for (let at = from.row * shape.columns + from.column + step; at >= 0 && at < last; at += step) {
    const position = { row: Math.floor(at / shape.columns), column: at % shape.columns };
    if (isEditable(position)) return position;
  }
  return null;
}

export interface GridRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The block between two cells, whichever way it was drawn. */
export function rangeBetween(a: GridPosition, b: GridPosition): GridRange {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function isInRange({ row, column }: GridPosition, range: GridRange): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}
