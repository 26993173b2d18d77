import type { Localized } from '@dougong/kernel/foundation';
import type { CompiledDecisionTable } from '@dougong/kernel/rules';

/** What one input column did: which rows it left and which it put out. */
export interface ColumnTrace {
  readonly input: string;
  readonly title: Localized;
  /** As it travels; `null` is blank. */
  readonly value: unknown;
  /** Rows whose condition in this column fits. */
  readonly fitting: number;
  /** Rows that fit in this column and in all columns before it. */
  readonly remaining: number;
  /** Ids of rows that fitted until here; the first of them when there are many. */
  readonly excluded: readonly string[];
}

const ROWS_NAMED_MAX = 200;

/** Goes through the columns from left to right, as a person reads a table to find the row that fits. */
export function traceTable(
  table: CompiledDecisionTable,
  given: Readonly<Record<string, unknown>>,
): readonly ColumnTrace[] {
  const { rows } = table.definition;
  let left: readonly number[] = rows.map((_, row) => row);
  return table.inputs.map(({ definition: { id, title }, type, axis, spans }) => {
    const value = type.take(Object.hasOwn(given, id) ? given[id] : null) ?? null;
    const cls = axis.classOf(value);
    const fits = (row: number) =>
      cls !== undefined && (spans[row] ?? []).some(({ first, last }) => first <= cls && cls <= last);
    const excluded = left.filter((row) => !fits(row));
    left = left.filter(fits);
    return {
      input: id,
      title,
      value: type.wire(value),
      fitting: rows.filter((_, row) => fits(row)).length,
      remaining: left.length,
      excluded: excluded.slice(0, ROWS_NAMED_MAX).map((row) => rows[row]?.id ?? ''),
    };
  });
}
