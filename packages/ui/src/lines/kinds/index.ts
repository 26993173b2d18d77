import type { ColumnKindName } from '../line-column.js';
import { booleanKind } from './boolean.kind.js';
import { choiceKind } from './choice.kind.js';
import type { ColumnKind } from './column-kind.js';
import { computedKind } from './computed.kind.js';
import { dateKind } from './date.kind.js';
import { decimalKind } from './decimal.kind.js';
import { integerKind } from './integer.kind.js';
import { percentKind } from './percent.kind.js';
import { referenceKind } from './reference.kind.js';
import { textKind } from './text.kind.js';
import { timeKind } from './time.kind.js';

/** Every kind of column, by its name. */
export const COLUMN_KINDS: Readonly<Record<ColumnKindName, ColumnKind>> = {
  text: textKind,
  decimal: decimalKind,
  percent: percentKind,
  integer: integerKind,
  date: dateKind,
  time: timeKind,
  choice: choiceKind,
  reference: referenceKind,
  boolean: booleanKind,
  computed: computedKind,
};

export { editPercent, readPercent, showPercent } from './percent.kind.js';
export { readTime } from './time.kind.js';
export type { ColumnKind } from './column-kind.js';
export { exactOption, findOptions } from './find-options.js';
