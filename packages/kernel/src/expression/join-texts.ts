import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import { TEXT_RESULT_LENGTH_MAX } from './limits.js';
import type { Value } from './types.js';
import { valueText } from './wire.js';

/** Joins values as text and keeps the result within bounds. */
export function joinTexts(values: readonly Value[], span: Span): string {
  const parts = values.map((value) => valueText(value) ?? '');
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > TEXT_RESULT_LENGTH_MAX) fail('LIMIT', span, { what: 'text', max: TEXT_RESULT_LENGTH_MAX });
  return parts.join('');
}
