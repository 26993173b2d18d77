import type { WireValue } from '../expression/index.js';
import { isBlank } from './blank.js';
import type { FieldModel } from './field-model.js';
import type { ValueWords } from './field-types/index.js';

/** A value of a field as people read it in a list, an export, a message; a blank is the empty text. */
export function valueText(
  field: Pick<FieldModel, 'type' | 'schema'>,
  value: WireValue | undefined,
  words: ValueWords,
): string {
  if (isBlank(value)) return '';
  return field.type.text?.(value as WireValue, field.schema, words) ?? plain(value as WireValue);
}

function plain(value: WireValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
