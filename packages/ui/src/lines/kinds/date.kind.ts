import dayjs from 'dayjs';
import { readDate } from '../../numbers/index.js';
import { NO_ISSUES } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

export const dateKind: ColumnKind = {
  kind: 'date',
  align: 'start',
  editor: 'input',
  inputMode: 'text',
  read: (text) => readDate(text, dayjs().format('YYYY')),
  show: plainText,
  edit: plainText,
  check: (value) =>
    value === null || ISO_DATE.test(plainText(value)) ? NO_ISSUES : [{ code: 'date_invalid' }],
};
