import type { Value, WireValue } from '../../../expression/index.js';
import { ok } from '../../../foundation/index.js';
import { quoteWhereNeeded } from '../cells/cell-text.js';
import type { ColumnType } from './column-type.js';

/** Texts, and ids of records and people: equal or not, to the letter. */
export const textColumn: ColumnType = {
  valueType: { kind: 'text' },
  parameter: 'text',
  domain: { ordered: false },
  literal: ok,
  take: takeText,
  write: (value) => quoteWhereNeeded(value as string),
  wire: (value) => value as WireValue,
};

/** A text, blank when there is nothing in it. */
export function takeText(raw: unknown): Value | undefined {
  if (raw === null || raw === undefined || raw === '') return null;
  return typeof raw === 'string' ? raw : undefined;
}
