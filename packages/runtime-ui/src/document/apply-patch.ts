import type { FormPatch, FormState, LinesChange } from '@dougong/ui/forms';
import type { CellValue } from '@dougong/ui/lines';

function isLinesChange(value: FormPatch[string] | undefined): value is LinesChange {
  return typeof value === 'object' && value !== null;
}

function applyLines(state: FormState, table: string, { upsert = [], delete: gone = [] }: LinesChange): void {
  const lines = state.lines(table);
  const known = new Set(lines.rows());
  lines.deleteRows(gone.filter((row) => known.has(row)));
  const edits = upsert.flatMap((line) => {
    const row = line['id'];
    if (typeof row !== 'string' || !known.has(row)) return [];
    return Object.entries(line).flatMap(([column, value]) =>
      column === 'id' ? [] : [{ row, column, value }],
    );
  });
  if (edits.length > 0) lines.setCells(edits);
  const added = upsert.filter((line) => typeof line['id'] !== 'string');
  if (added.length === 0) return;
  // Written cell by cell, since only what a person wrote counts as unsaved.
  const rows = lines.insertRows(
    added.map((_, index) => ({ index: lines.rows().length + index, values: {} })),
  );
  lines.setCells(
    rows.flatMap((row, index) =>
      Object.entries(added[index] ?? {}).map(([column, value]) => ({ row, column, value })),
    ),
  );
}

/** Writes a patch into a form as if it were typed; lines that are gone by now are left out. */
export function applyPatch(state: FormState, patch: FormPatch, tables: readonly string[]): void {
  const header: Record<string, CellValue> = {};
  for (const [field, value] of Object.entries(patch)) {
    if (!isLinesChange(value)) header[field] = value;
    else if (tables.includes(field)) applyLines(state, field, value);
  }
  if (Object.keys(header).length > 0) state.setValues(header);
}
