import { cellText, columnName, proposeColumns } from '@dougong/kernel/exchange';
import type { ImportColumn, ImportTarget } from '@dougong/kernel/exchange';
import type { SheetFile } from '../sheets/sheet-reader.js';
import type { SheetWire } from './import.wire.js';

/** The first rows of a sheet, kept beside its file. */
export interface SheetTop {
  readonly name: string;
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

const ROWS_SHOWN = 20;
const SHEETS_MAX = 20;
const TEXT_MAX = 100;
const HEADER_WITHIN = 10;
const SAMPLES = 3;

/** Reads how each sheet begins, and nothing more. */
export async function readTops(file: SheetFile): Promise<readonly SheetTop[]> {
  const tops: SheetTop[] = [];
  for (const [at, name] of file.sheets.slice(0, SHEETS_MAX).entries()) {
    const rows: SheetTop['rows'][number][] = [];
    for await (const { row, cells } of file.rows(at)) {
      const texts = cells.map((cell) => cellText(cell).slice(0, TEXT_MAX));
      if (texts.some((text) => text.trim() !== '')) rows.push({ row, cells: texts });
      if (rows.length === ROWS_SHOWN) break;
    }
    tops.push({ name, rows });
  }
  return tops;
}

/** What is remembered of earlier files: head -> target. */
export type Remembered = Readonly<Record<string, string | null>>;

/** The row whose texts name most fields; the first one where none does. */
export function guessHeaderRow(
  { rows }: SheetTop,
  targets: readonly ImportTarget[],
  remembered: Remembered,
): number {
  let [best, most] = [rows[0]?.row ?? 1, 0];
  for (const { row, cells } of rows.slice(0, HEADER_WITHIN)) {
    const named = proposeColumns(cells, targets, remembered).filter(({ target }) => target !== null).length;
    if (named > most) [best, most] = [row, named];
  }
  return best;
}

/** The texts of a header row. */
export function headsOf({ rows }: SheetTop, headerRow: number): readonly string[] {
  return rows.find(({ row }) => row === headerRow)?.cells ?? [];
}

/** A sheet with its columns assigned to fields, as far as that can be guessed. */
export function proposedSheet(
  top: SheetTop,
  targets: readonly ImportTarget[],
  remembered: Remembered,
  headerRow = guessHeaderRow(top, targets, remembered),
): SheetWire {
  const heads = headsOf(top, headerRow);
  const proposed: readonly ImportColumn[] = proposeColumns(heads, targets, remembered);
  const below = top.rows.filter(({ row }) => row > headerRow).slice(0, SAMPLES);
  const columns = heads.map((head, column) => ({
    column,
    name: columnName(column),
    head,
    samples: below.map(({ cells }) => cells[column] ?? ''),
    target: proposed[column]?.target ?? null,
  }));
  return {
    name: top.name,
    headerRow,
    columns,
    top: top.rows.map(({ row, cells }) => ({ row, cells: [...cells] })),
  };
}
