import type { ColumnKindName } from '../line-column.js';
import { booleanKind } from './boolean.kind.js';
import { choiceKind } from './choice.kind.js';
import type { ColumnKind } from './column-kind.js';
import { computedKind } from './computed.kind.js';
import { dateKind } from './date.kind.js';
import { decimalKind } from './decimal.kind.js';
import { integerKind } from './integer.kind.js';
import { referenceKind } from './reference.kind.js';
import { textKind } from './text.kind.js';

/** Every kind of column, by its name. */
export const COLUMN_KINDS: Readonly<Record<ColumnKindName, ColumnKind>> = {
  text: textKind,
  decimal: decimalKind,
  integer: integerKind,
  date: dateKind,
  choice: choiceKind,
  reference: referenceKind,
  boolean: booleanKind,
  computed: computedKind,
};

export type { ColumnKind } from './column-kind.js';
export { exactOption, findOptions } from './find-options.js';
