import { assertNever } from '../../../foundation/index.js';
import type { TableInput, TableOutput } from '../../../metadata/index.js';
import type { ColumnType } from './column-type.js';
import { booleanColumn } from './boolean.column.js';
import { choiceColumn } from './choice.column.js';
import { dateColumn } from './date.column.js';
import { numberColumn } from './number.column.js';
import { textColumn } from './text.column.js';

/** How the values of a column are read, compared and written. */
export function columnTypeOf(column: TableInput | TableOutput): ColumnType {
  switch (column.type) {
    case 'number':
      return numberColumn(column);
    case 'date':
      return dateColumn(column);
    case 'text':
      return textColumn;
    case 'choice':
      return choiceColumn(column);
    case 'boolean':
      return booleanColumn;
    default:
      return assertNever(column);
  }
}
