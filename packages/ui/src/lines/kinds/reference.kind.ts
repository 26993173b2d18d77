import { NO_ISSUES } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A record of another form: the id on the wire, code and name on the screen. */
export const referenceKind: ColumnKind = {
  kind: 'reference',
  align: 'start',
  editor: 'options',
  read: (text) => (text.trim() === '' ? null : ID.test(text.trim()) ? text.trim() : undefined),
  show: (value, { labelOf }) => {
    const label = typeof value === 'string' ? labelOf?.(value) : undefined;
    if (label === undefined) return ID.test(plainText(value)) ? '' : plainText(value);
    return [label.code, label.title].filter((text) => text !== undefined && text !== '').join('\u3000');
  },
  edit: (value, column) => referenceKind.show(value, column),
  check: (value, { labelOf }) => {
    const text = plainText(value);
    return value === null || ID.test(text) || labelOf?.(text) !== undefined
      ? NO_ISSUES
      : [{ code: 'reference_unknown', params: { text } }];
  },
};
