import { i18nInstance } from '../../i18n/index.js';
import { NO_ISSUES, type CellValue } from '../line-store.js';
import type { ColumnKind } from './column-kind.js';

const YES = ['true', 'yes', 'y', '1', '是', '√', '✓'];
const NO = ['false', 'no', 'n', '0', '否', '×', '✗'];

function shown(value: CellValue): string {
  return value === null ? '' : i18nInstance.t(value === true ? 'states.yes' : 'states.no');
}

export const booleanKind: ColumnKind = {
  kind: 'boolean',
  align: 'center',
  editor: 'switch',
  read: (text) => {
    const word = text.trim().toLowerCase();
    return word === '' ? null : YES.includes(word) ? true : NO.includes(word) ? false : undefined;
  },
  show: shown,
  edit: shown,
  check: (value) =>
    value === null || typeof value === 'boolean' ? NO_ISSUES : [{ code: 'boolean_invalid' }],
};
