import { issue, ok, refused, TEXT_LENGTH_MAX } from '../../foundation/index.js';
import { TextField } from '../../metadata/index.js';
import type { ScalarField } from '../../metadata/index.js';
import { orNull } from '../blank.js';
import type { FieldType } from './field-type.js';
import type { TextSchema } from './schemas.js';
import { textOf } from './text-value.js';

// PostgreSQL keeps no NUL, and a lone surrogate is no text in any encoding.
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Keywords that make something else than plain text of a string. */
const SPECIAL = ['format', 'enum', 'x-choices', 'x-department'];

function lengthOf(text: string): number {
  return [...text].length;
}

function limits(schema: ScalarField): { min: number; max: number } {
  const text = schema as TextSchema;
  return { min: text.minLength ?? 0, max: text.maxLength ?? TEXT_LENGTH_MAX };
}

/** Letters, digits, signs and Chinese characters that every normal form leaves as they are; no spaces at the front. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const isAscii = unit > (at === 0 ? 0x20 : 0x1f) && unit < 0x7f;
    if (!isAscii && !(unit >= 0x4e00 && unit <= 0x9fff)) return false;
  }
  return text !== '';
}

export const textField: FieldType = {
  kind: 'text',
  version: 1,
  title: { 'zh-CN': '文本', en: 'Text' },
  description: { 'zh-CN': '一行或多行文字', en: 'One or several lines of text' },
  config: TextField,
  sqlType: 'text',
  operators: ['eq', 'ne', 'contains', 'starts', 'in', 'blank'],
  matches: (schema) => schema.type === 'string' && !SPECIAL.some((keyword) => keyword in schema),
  coerce(value, schema) {
    if (typeof value !== 'string') return refused(issue('text_invalid'));
    if (UNSTORABLE.test(value)) return refused(issue('text_invalid'));
    // Spaces say nothing: a text of nothing else is blank, so it does not fill a required field.
    const text = value.trim() === '' ? '' : value.normalize('NFC');
    const { min, max } = limits(schema);
    if (text.length > max && lengthOf(text) > max) return refused(issue('text_too_long', '', { max }));
    if (text !== '' && text.length < 2 * min && lengthOf(text) < min)
      return refused(issue('text_too_short', '', { min }));
    return ok(text === '' ? null : text);
  },
  isCanonical(value, schema) {
    if (typeof value !== 'string') return false;
    const { minLength = 0, maxLength = TEXT_LENGTH_MAX } = schema as TextSchema;
    return value.length >= minLength && value.length <= maxLength && isPlain(value);
  },
  adopt: (value) => textOf(value),
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'text' }),
};
