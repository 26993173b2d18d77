import type { GridController, GridSettings } from './grid-controller.js';
import type { GridRange } from './grid-position.js';
import type { EditChange } from './edit-history.js';
import type { LineColumn } from './line-column.js';
import type { CellEdit } from './line-store.js';
import { COLUMN_KINDS, exactOption } from './kinds/index.js';
import { blockText, parseBlock } from './tsv.js';

export interface PasteResult {
  readonly rows: number;
  readonly columns: number;
  /** Cells left out: read-only, or beyond the last row or column. */
  readonly skipped: number;
}

const ROWS_MAX = 2000;

/** The block as a spreadsheet takes it: values as a person would type them. */
export function copyBlock(grid: GridController, range: GridRange): string {
  const rows = grid.store.rows().slice(range.top, range.bottom + 1);
  const columns = grid.columns().slice(range.left, range.right + 1);
  return blockText(
    rows.map((row) =>
      columns.map((column) => COLUMN_KINDS[column.kind].edit(grid.store.value(row, column.key), column)),
    ),
  );
}

interface Target {
  readonly row: string;
  readonly column: LineColumn;
  readonly text: string;
}

function targetsOf(
  grid: GridController,
  block: readonly (readonly string[])[],
): { targets: Target[]; skipped: number } {
  const { row: top, column: left } = grid.active();
  const rows = grid.store.rows();
  const targets: Target[] = [];
  let skipped = 0;
  block.forEach((cells, down) =>
    cells.forEach((text, along) => {
      const row = rows[top + down];
      const column = grid.columns()[left + along];
      if (row !== undefined && column !== undefined && grid.isEditable(row, column))
        targets.push({ row, column, text });
      else skipped += 1;
    }),
  );
  return { targets, skipped };
}

function editOf({ row, column, text }: Target): CellEdit {
  const value = COLUMN_KINDS[column.kind].read(text, column);
  return { row, column: column.key, value: value === undefined ? text : value };
}

/** Looks pasted codes and names up; each text is asked once, and only a certain answer is taken. */
async function resolveReferences(grid: GridController, targets: readonly Target[]): Promise<void> {
  const asked = new Map<string, Promise<string | undefined>>();
  const idOf = ({ row, column, text }: Target) => {
    const question = `${column.key}\n${text}`;
    const known = asked.get(question);
    if (known !== undefined) return known;
    const answer = column.search!(text, new AbortController().signal, row)
      .then(
        (options) => (exactOption(options, text) ?? (options.length === 1 ? options[0] : undefined))?.value,
      )
      .catch(() => undefined);
    asked.set(question, answer);
    return answer;
  };
  for (const target of targets) {
    const id = await idOf(target);
    const { row, column, text } = target;
    if (id !== undefined && grid.store.value(row, column.key) === text) {
      grid.store.setCells([{ row, column: column.key, value: id }]);
    }
  }
}

/** Writes a block from the active cell on as one step, adding rows where the table may grow. */
export function pasteBlock(grid: GridController, text: string, settings: GridSettings): PasteResult {
  const block = parseBlock(text).slice(0, ROWS_MAX);
  const missing = grid.active().row + block.length - grid.shape().rows;
  if (missing > 0 && settings.canAddRows === true && settings.readOnly !== true) grid.appendRows(missing);
  const { targets, skipped } = targetsOf(grid, block);
  const edits = targets.map(editOf);
  const changes: EditChange[] = edits.map((edit) => ({
    ...edit,
    before: grid.store.value(edit.row, edit.column),
  }));
  grid.store.setCells(edits);
  grid.history.recordEdits(changes);
  void resolveReferences(
    grid,
    targets.filter(
      (target, at) =>
        target.column.search !== undefined && target.text.trim() !== '' && edits[at]!.value === target.text,
    ),
  );
  return { rows: block.length, columns: Math.max(0, ...block.map((cells) => cells.length)), skipped };
}
