import { decimalText, issue, ok, parseDecimal, refused } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import type { RecordData, WireValue } from '../../expression/index.js';
import { LocationField } from '../../metadata/index.js';
import { isBlank } from '../blank.js';
import type { FieldType } from './field-type.js';

/** Bounds in degrees, of the accuracy in metres, and the places kept: 10^-8 of a degree is a millimetre. */
const LIMITS = { longitude: 180, latitude: 90, accuracy: 100_000 } as const;
const PLACES_MAX = 8;
const PARTS = ['longitude', 'latitude', 'accuracy'] as const;

function isParted(value: unknown): value is RecordData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partOf(value: RecordData, part: (typeof PARTS)[number]): Decimal | null | undefined {
  const text = value[part];
  if (isBlank(text)) return undefined;
  const number = typeof text === 'string' ? parseDecimal(text) : null;
  const least = part === 'accuracy' ? 0 : -LIMITS[part];
  const fits = number?.gte(least) && number.lte(LIMITS[part]) && number.decimalPlaces() <= PLACES_MAX;
  return fits ? number : null;
}

/** Longitude and latitude together, as decimals in text: a JSON number has lost its digits before we see it. */
function pointOf(value: RecordData): Result<WireValue, Issue> {
  const parts = PARTS.map((part) => [part, partOf(value, part)] as const);
  const isStrange = Object.keys(value).some((part) => !PARTS.includes(part as (typeof PARTS)[number]));
  const [longitude, latitude] = parts.map(([, number]) => number);
  const isWhole = longitude !== undefined && latitude !== undefined;
  if (isStrange || !isWhole || parts.some(([, number]) => number === null))
    return refused(issue('location_invalid'));
  return ok(
    Object.fromEntries(parts.flatMap(([part, number]) => (number ? [[part, decimalText(number)]] : []))),
  );
}

function textOf(value: WireValue): string {
  return isParted(value) ? `${String(value['latitude'])}, ${String(value['longitude'])}` : '';
}

export const locationField: FieldType = {
  kind: 'location',
  version: 1,
  title: { 'zh-CN': '定位', en: 'Location' },
  description: { 'zh-CN': '经度和纬度', en: 'Longitude and latitude' },
  config: LocationField,
  sqlType: 'jsonb',
  isSorted: false,
  isColumn: false,
  operators: ['blank'],
  copies: { group: 'location', isWhole: true },
  matches: (schema) => 'x-location' in schema,
  coerce(value) {
    if (isBlank(value)) return ok(null);
    return isParted(value) ? pointOf(value) : refused(issue('location_invalid'));
  },
  adopt: (value) => {
    const read = isParted(value) ? pointOf(value) : undefined;
    return read?.ok === true ? read.value : null;
  },
  same: (left, right) => PARTS.every((part) => partText(left, part) === partText(right, part)),
  valueType: () => ({
    kind: 'record',
    fields: Object.fromEntries(PARTS.map((part) => [part, { kind: 'number' } as const])),
  }),
  text: (value) => textOf(value),
};

function partText(value: WireValue, part: string): string {
  return isParted(value) ? String(value[part] ?? '') : '';
}
