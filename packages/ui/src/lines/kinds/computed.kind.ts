import { NO_ISSUES } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';
import { showDecimal } from './decimal.kind.js';
import { showPercent } from './percent.kind.js';

const SHOWN = { text: plainText, decimal: showDecimal, percent: showPercent };

/** What a formula or the server fills; nobody types here. */
export const computedKind: ColumnKind = {
  kind: 'computed',
  align: 'end',
  editor: 'none',
  read: () => undefined,
  show: (value, column) => SHOWN[column.shows ?? 'decimal'](value, column),
  edit: plainText,
  check: () => NO_ISSUES,
};
