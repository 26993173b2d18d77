/** Where the text and the plus of a line stand, so that neither hides the other nor the way of another line. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LineEnds {
  readonly source: Point;
  readonly target: Point;
  /** Where xyflow would put a label: the middle of the way. */
  readonly middle: Point;
}

export interface LineMarks {
  readonly label: Point;
  readonly plus: Point;
  /** Text beside the line, because there is no room on it. */
  readonly isLabelBeside: boolean;
}

const ROOMY = 84;
const PLUS_GAP = 20;
/** Half of what a text and a plus need below each other. */
const HALF = 15;

/** Places the marks of a line that leads down; lines that leave at the side carry both in the middle. */
export function lineMarks(
  { source, target, middle }: LineEnds,
  fromBranch: boolean,
  isSide: boolean,
): LineMarks {
  if (isSide)
    return {
      label: { x: middle.x, y: middle.y - HALF },
      plus: { x: middle.x, y: middle.y + HALF },
      isLabelBeside: false,
    };
  const length = target.y - source.y;
  const isStraight = Math.abs(source.x - target.x) < 2;
  if (isStraight && length > ROOMY) {
    const half = source.y + length / 2;
    return {
      label: { x: source.x, y: half - 14 },
      plus: { x: source.x, y: half + 14 },
      isLabelBeside: false,
    };
  }
  if (isStraight) return { label: { x: source.x + 16, y: middle.y }, plus: middle, isLabelBeside: true };
  if (length <= 0)
    return { label: middle, plus: { x: middle.x, y: middle.y + PLUS_GAP + 2 }, isLabelBeside: false };
  // Of several lines that part, each owns its last stretch; of several that meet, each owns its first.
  const bend = middle.y;
  const plus = fromBranch
    ? { x: target.x, y: (bend + target.y) / 2 }
    : { x: source.x, y: (source.y + bend) / 2 };
  return { label: { x: (source.x + target.x) / 2, y: bend }, plus, isLabelBeside: false };
}
