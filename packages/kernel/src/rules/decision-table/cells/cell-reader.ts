import type { Issue, Result } from '../../../foundation/index.js';
import { ok } from '../../../foundation/index.js';
import type { ColumnType } from '../column-types/column-type.js';
import type { Cell } from './cell.js';
import { parseCell } from './parse-cell.js';

/** Reads the condition cells of one column. Equal texts are read once, so a column that repeats itself costs little. */
export class CellReader {
  /** All different cells that were read. */
  readonly cells: Cell[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly type: ColumnType) {}

  /** The number of a cell among the different ones, read before or now. */
  known(source: string): number | undefined {
    return this.numbers.get(source);
  }

  read(source: string): Result<number, Issue> {
    const cell = parseCell(source, this.type);
    if (!cell.ok) return cell;
    const number = this.cells.push(cell.value) - 1;
    this.numbers.set(source, number);
    return ok(number);
  }
}
