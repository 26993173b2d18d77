import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { RecordData, WireValue } from '../../expression/index.js';
import { AddressField } from '../../metadata/index.js';
import { isBlank } from '../blank.js';
import type { FieldType } from './field-type.js';

/** The parts of an address, as people in China write them one behind the other. */
export const ADDRESS_PARTS = ['province', 'city', 'district', 'street', 'detail'] as const;

const PART_LENGTH_MAX = 200;
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** An object of text parts; parts that are blank are left out, and an address without parts is blank. */
function partsOf(value: object): Result<WireValue, Issue> {
  const kept: Record<string, string> = {};
  for (const [part, text] of Object.entries(value)) {
    if (!ADDRESS_PARTS.includes(part as (typeof ADDRESS_PARTS)[number]))
      return refused(issue('unknown_field', '', { field: part }));
    if (isBlank(text)) continue;
    if (typeof text !== 'string' || UNSTORABLE.test(text)) return refused(issue('address_invalid'));
    if (text.length > PART_LENGTH_MAX) return refused(issue('text_too_long', '', { max: PART_LENGTH_MAX }));
    if (text.trim() !== '') kept[part] = text.trim().normalize('NFC');
  }
  return ok(Object.keys(kept).length === 0 ? null : inOrder(kept));
}

/** One order of the parts, so that equal addresses have equal texts. */
function inOrder(parts: RecordData): RecordData {
  return Object.fromEntries(
    ADDRESS_PARTS.flatMap((part) => (parts[part] === undefined ? [] : [[part, parts[part]] as const])),
  );
}

function isParted(value: unknown): value is RecordData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: WireValue): string {
  return isParted(value) ? JSON.stringify(inOrder(value)) : '';
}

function textOf(value: WireValue): string {
  return isParted(value) ? ADDRESS_PARTS.map((part) => value[part] ?? '').join('') : '';
}

export const addressField: FieldType = {
  kind: 'address',
  version: 1,
  title: { 'zh-CN': '地址', en: 'Address' },
  description: { 'zh-CN': '省、市、区、街道和门牌', en: 'Province, city, district, street and house' },
  config: AddressField,
  sqlType: 'jsonb',
  isSorted: false,
  isColumn: false,
  searchParts: ADDRESS_PARTS,
  operators: ['contains', 'blank'],
  copies: { group: 'address', isWhole: true },
  matches: (schema) => 'x-address' in schema,
  coerce(value) {
    if (isBlank(value)) return ok(null);
    // A text alone is what stands at the door: filters and plain lists have it so.
    if (typeof value === 'string') return partsOf({ detail: value });
    return isParted(value) ? partsOf(value) : refused(issue('address_invalid'));
  },
  adopt: (value) => {
    const parts = typeof value === 'string' ? { detail: value } : value;
    if (!isParted(parts)) return null;
    const read = partsOf(parts);
    return read.ok ? read.value : null;
  },
  same: (left, right) => sorted(left) === sorted(right),
  valueType: () => ({
    kind: 'record',
    fields: Object.fromEntries(ADDRESS_PARTS.map((part) => [part, { kind: 'text' } as const])),
  }),
  text: (value) => textOf(value),
};
