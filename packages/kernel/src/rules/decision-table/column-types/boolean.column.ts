import type { WireValue } from '../../../expression/index.js';
import { issue, ok, refused } from '../../../foundation/index.js';
import type { ColumnType } from './column-type.js';

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['是', true],
  ['false', false],
  ['no', false],
  ['否', false],
]);

export const booleanColumn: ColumnType = {
  valueType: { kind: 'boolean' },
  parameter: 'boolean',
  domain: { ordered: false, values: [true, false] },
  literal(text) {
    const value = WORDS.get(text.toLowerCase());
    return value === undefined
      ? refused(issue('cell_value', '', { value: text, expected: 'boolean' }))
      : ok(value);
  },
  take(raw) {
    if (raw === null || raw === undefined || raw === '') return null;
    return typeof raw === 'boolean' ? raw : undefined;
  },
  write: (value) => String(value as boolean),
  wire: (value) => value as WireValue,
};
