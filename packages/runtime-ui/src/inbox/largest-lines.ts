import { Decimal, isDecimalText } from '@dougong/kernel/foundation';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition, LineColumn } from '@dougong/kernel/metadata';
import type { StoredRecord } from '@dougong/ui/api';
import type { LineValues } from '@dougong/ui/lines';

/** The lines that decide: those with the largest amounts. */
export interface LargestLines {
  readonly table: string;
  readonly columns: readonly LineColumn[];
  readonly lines: readonly LineValues[];
  /** How many lines have an amount at all. */
  readonly count: number;
}

export const LARGEST_SHOWN = 8;
const COLUMNS_SHOWN = 9;

function sizeOf(value: unknown): Decimal {
  return typeof value === 'string' && isDecimalText(value) ? new Decimal(value).abs() : new Decimal(0);
}

/** What names the line comes first, then the columns nearest to the amount; codes are left to the document. */
function tellingColumns(
  definition: FormDefinition,
  table: string,
  columns: readonly LineColumn[],
  max: number,
): readonly LineColumn[] {
  const field = definition.schema.properties[table];
  const isReference = (column: LineColumn) =>
    isLinesField(field) && 'x-reference' in (field.items.properties[column.id] ?? {});
  const shown = columns.filter((column) => column.hidden !== true);
  const names = shown.filter((column) => column.frozen === true && !isReference(column)).slice(0, 1);
  const first = names.length > 0 ? names : shown.slice(0, 1);
  return [
    ...first,
    ...shown.filter((column) => !first.includes(column) && column.frozen !== true).slice(1 - max),
  ];
}

/** Finds the lines with the largest values in the column that the form adds up; null when it adds up none. */
export function largestLines(
  definition: FormDefinition,
  record: StoredRecord,
  columnsMax = COLUMNS_SHOWN,
): LargestLines | null {
  for (const { field, columns } of definition.ui.lines ?? []) {
    const lines = record[field];
    const summed = columns.filter((column) => column.sum === true && column.hidden !== true).at(-1);
    if (summed === undefined || !Array.isArray(lines)) continue;
    const sized = (lines as readonly LineValues[])
      .map((line) => ({ line, size: sizeOf(line[summed.id]) }))
      .filter(({ size }) => !size.isZero())
      .sort((a, b) => b.size.comparedTo(a.size));
    return {
      table: field,
      columns: tellingColumns(definition, field, columns, columnsMax),
      lines: sized.slice(0, LARGEST_SHOWN).map(({ line }) => line),
      count: sized.length,
    };
  }
  return null;
}
