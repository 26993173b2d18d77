import { issue, ok, refused } from '../../../foundation/index.js';
import type { TableInput } from '../../../metadata/index.js';
import type { ColumnType } from './column-type.js';
import { textColumn } from './text.column.js';

type ChoiceColumn = Pick<Extract<TableInput, { type: 'choice' }>, 'choices'>;

/** One of the codes that the column lists. */
export function choiceColumn({ choices }: ChoiceColumn): ColumnType {
  return {
    ...textColumn,
    domain: { ordered: false, values: choices },
    literal: (text) =>
      choices.includes(text) ? ok(text) : refused(issue('cell_choice', '', { value: text, known: choices })),
  };
}
