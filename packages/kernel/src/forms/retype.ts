import type { WireValue } from '../expression/index.js';
import { businessDay, businessDayStart, decimalText, ok, parseDecimal } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { ScalarField } from '../metadata/index.js';
import { fieldTypeOf } from './field-types/index.js';
import type { FieldType } from './field-types/index.js';

/**
 * What becomes of stored values when a field is given another definition. Values go the way of values from outside: what the
 * new definition would take from a person it takes from the old field too, spelled as that field shows it.
 */

/** `keep`: every stored value stands as it is. `convert`: each must be read anew. `never`: no value says what the other would. */
export type Retype = 'keep' | 'convert' | 'never';

/** Column types whose values can be spelled as text and read from it. */
const SPELLED: ReadonlySet<string> = new Set([
  'numeric',
  'text',
  'boolean',
  'date',
  'timestamptz',
  'integer',
  'time',
]);

/** What a change of a field's definition asks of its stored values. */
export function retypeOf(from: ScalarField, to: ScalarField): Retype {
  const [old, now] = [fieldTypeOf(from), fieldTypeOf(to)];
  if (referredBy(from) !== referredBy(to)) return 'never';
  if (old.kind === now.kind && old.sqlType === now.sqlType)
    return placesOf(to) < placesOf(from) ? 'convert' : 'keep';
  return SPELLED.has(old.sqlType) && SPELLED.has(now.sqlType) ? 'convert' : 'never';
}

/**
 * A stored value as the new definition keeps it; blank stays blank. An issue says why the value cannot be kept: its path is empty.
 * @param value in the wire form of `from`: decimals and days as text.
 */
export function convertValue(from: ScalarField, to: ScalarField, value: WireValue): Result<WireValue, Issue> {
  if (value === null || value === '') return ok(null);
  const type = fieldTypeOf(to);
  return type.coerce(spellingFor(type, fieldTypeOf(from), value), to);
}

/** How the new type is told the value: as a person would write it. */
function spellingFor(to: FieldType, from: FieldType, value: WireValue): unknown {
  const text = typeof value === 'string' ? value.trim() : String(value);
  switch (to.sqlType) {
    case 'boolean':
      return TRUTHS.get(text.toLowerCase()) ?? text;
    case 'integer':
    case 'numeric':
      return numberText(text);
    case 'date':
      return from.sqlType === 'timestamptz' ? businessDay(text) : dayText(text);
    case 'timestamptz':
      return from.sqlType === 'date' ? businessDayStart(text) : text;
    default:
      return text;
  }
}

/** What people write for yes and no. */
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'y', '1', '是', '真', '有'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0', '否', '假', '无'].map((word) => [word, false] as const),
]);

const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** A number without what is only for the eye: thousands in groups, zeros behind the last place. */
function numberText(text: string): string {
  const plain = GROUPED.test(text) ? text.replaceAll(',', '') : text;
  const number = parseDecimal(plain);
  return number ? decimalText(number) : plain;
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/** A day as it is kept, from the spellings that are usual in both languages. */
function dayText(text: string): string {
  const match = DAY.exec(text);
  if (!match) return text;
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The form that values name a record of, or that they name a person; another one makes other values of them. */
function referredBy(schema: ScalarField): string {
  if ('x-reference' in schema) return `form ${schema['x-reference'].form}`;
  return 'x-user' in schema ? 'user' : '';
}

function placesOf(schema: ScalarField): number {
  return 'x-scale' in schema && typeof schema['x-scale'] === 'number' ? schema['x-scale'] : 0;
}
