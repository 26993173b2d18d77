import { NO_ISSUES } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';

export const textKind: ColumnKind = {
  kind: 'text',
  align: 'start',
  editor: 'input',
  read: (text) => (text.trim() === '' ? null : text),
  show: plainText,
  edit: plainText,
  check: (value, { maxLength }) =>
    maxLength !== undefined && plainText(value).length > maxLength
      ? [{ code: 'text_too_long', params: { max: maxLength } }]
      : NO_ISSUES,
};
