import type { RecordData } from '@dougong/kernel/expression';
import { pointer } from '@dougong/kernel/foundation';
import { computeRecord, type FormModel } from '@dougong/kernel/forms';
import type { FormStateOptions, FormValues } from '@dougong/ui/forms';
import type { CellValue } from '@dougong/ui/lines';

function rowsIn(record: RecordData, table: string): readonly RecordData[] {
  const rows = record[table];
  return Array.isArray(rows) ? (rows as readonly RecordData[]) : [];
}

/** Cells of a table whose row is another object now; rows that stayed the same are not looked at. */
function changedCells(
  table: string,
  columns: readonly string[],
  before: RecordData,
  after: RecordData,
): [string, CellValue][] {
  const old = rowsIn(before, table);
  return rowsIn(after, table).flatMap((row, index) => {
    if (row === old[index]) return [];
    return columns
      .filter((column) => row[column] !== old[index]?.[column])
      .map((column): [string, CellValue] => [
        pointer('', table, index, column),
        (row[column] ?? null) as CellValue,
      ]);
  });
}

/**
 * The formulas of a form for its state: what was typed goes in, what follows from it comes out, computed by the same
 * code as on the server.
 */
export function liveFormulas(model: FormModel): NonNullable<FormStateOptions['recompute']> {
  const headerFields = model.graph.order
    .filter((field) => field.line === undefined)
    .map((field) => field.key);
  const columnsOf = new Map(
    model.lines.map((line) => [
      line.key,
      model.graph.order.filter((field) => field.line === line.key).map((field) => field.key),
    ]),
  );
  return (values: FormValues, changed: ReadonlySet<string>) => {
    const before = values as RecordData;
    const { record } = computeRecord(model, before, {}, changed);
    if (record === before) return {};
    const header = headerFields
      .filter((field) => record[field] !== before[field])
      .map((field): [string, CellValue] => [pointer('', field), (record[field] ?? null) as CellValue]);
    const cells = [...columnsOf].flatMap(([table, columns]) => changedCells(table, columns, before, record));
    return Object.fromEntries([...header, ...cells]);
  };
}
