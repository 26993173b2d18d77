import { timeText } from '@dougong/kernel/forms';
import { readPercent, readTime, showPercent } from '@dougong/ui/lines';
import { readDecimal } from '@dougong/ui/numbers';
import type { ShownField } from '../parts/fields.js';

/** What was typed as the wire has it: a share as its fraction, a time in full. */
export function boundRead(field: ShownField, typed: string): string {
  const { schema } = field;
  if (schema.format === 'local-time') return readTime(typed) ?? '';
  const read = schema['x-percent'] === true ? readPercent(typed) : readDecimal(typed);
  return typeof read === 'string' ? read : '';
}

/** A bound as people read it, and may type it again. */
export function boundShown(field: ShownField, bound: string): string {
  if (bound === '') return '';
  if (field.schema.format === 'local-time') return timeText(bound);
  return field.schema['x-percent'] === true ? showPercent(bound) : bound;
}
