import type { RecordData } from '@dougong/kernel/expression';
import { pointer } from '@dougong/kernel/foundation';
import { computeRecord, type ComputeContext, type FormModel } from '@dougong/kernel/forms';
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

/** What formulas and rules read besides the record, while it is typed. */
export interface LiveGround {
  /** What stands beside the record now: who and when it is, and the records that references name. */
  context(): ComputeContext;
  /** Whether something was looked for that is still on its way. */
  lacks(): boolean;
}

const NOTHING_BESIDE: LiveGround = { context: () => ({}), lacks: () => false };

/**
 * The formulas of a form for its state: what was typed goes in, what follows from it comes out, computed by the same
 * code as on the server. What looks at records that are still on their way waits for them, so that no number goes blank.
 */
export function liveFormulas(
  model: FormModel,
  ground: LiveGround = NOTHING_BESIDE,
): NonNullable<FormStateOptions['recompute']> {
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
    const { record } = computeRecord(model, before, ground.context(), changed);
    if (record === before || ground.lacks()) return {};
    const header = headerFields
      .filter((field) => record[field] !== before[field])
      .map((field): [string, CellValue] => [pointer('', field), (record[field] ?? null) as CellValue]);
    const cells = [...columnsOf].flatMap(([table, columns]) => changedCells(table, columns, before, record));
    return Object.fromEntries([...header, ...cells]);
  };
}
