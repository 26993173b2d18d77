import { cellText, isBlankCell } from './sheet-cell.js';
import type { SheetCell } from './sheet-cell.js';

/**
 * Tells which document each row of a sheet belongs to. A row goes on with the document above it when its header cells are blank,
 * or when they repeat that document's; without line columns every row is a document of its own.
 */
export class RowGroups {
  private last = 0;
  private head: readonly string[] | undefined;

  /**
   * @param header columns of the header that tell documents apart: its keys where there are any, else all of them.
   * @param lines columns of lines.
   */
  constructor(
    private readonly header: readonly number[],
    private readonly lines: readonly number[],
  ) {}

  /** The number of the row's document, from 1; nothing for a blank row. */
  of(cells: readonly SheetCell[]): number | undefined {
    const head = this.header.map((column) => cellText(cells[column]).trim());
    const isHeadBlank = head.every((text) => text === '');
    const hasLine = this.lines.some((column) => !isBlankCell(cells[column]));
    if (isHeadBlank && !hasLine && cells.every((cell) => isBlankCell(cell))) return undefined;
    const isRepeated = this.head?.every((text, at) => text === head[at]) === true;
    const goesOn = this.lines.length > 0 && this.last > 0 && (isHeadBlank || isRepeated);
    if (goesOn) return this.last;
    this.head = head;
    return (this.last += 1);
  }

  /** A document that no row of the sheet has begun. */
  next(): number {
    return (this.last += 1);
  }

  /** How many documents there are so far. */
  get count(): number {
    return this.last;
  }
}
