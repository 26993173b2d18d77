import { NO_ISSUES } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';
import { exactOption, findOptions } from './find-options.js';

export const choiceKind: ColumnKind = {
  kind: 'choice',
  align: 'start',
  editor: 'options',
  read: (text, { options = [] }) => (text.trim() === '' ? null : exactOption(options, text)?.value),
  show: (value, { options = [] }) =>
    options.find((option) => option.value === value)?.title ?? plainText(value),
  edit: (value, column) => choiceKind.show(value, column),
  check: (value, { options = [] }) =>
    value === null || options.some((option) => option.value === value)
      ? NO_ISSUES
      : [{ code: 'choice_unknown' }],
  options: (text, { options = [] }) => findOptions(options, text),
};
