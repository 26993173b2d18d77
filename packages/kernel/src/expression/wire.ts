import { Decimal, decimalText, fixedText, isDecimalText } from '../foundation/index.js';
import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import { longOf } from './long-decimal.js';
import { readShort } from './short-decimal.js';
import type { RecordData, Value, ValueType, WireValue } from './types.js';

/** What stands in a record before its type is applied. */
export type Raw = WireValue | RecordData | readonly WireValue[] | undefined;

/** Tells whether people would call the value empty. */
export function isBlank(value: Value | undefined): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Rounds once, half away from zero, to the scale, and writes the value as it travels. */
export function toWire(value: Value, type: ValueType, scale?: number): WireValue {
  if (Decimal.isDecimal(value)) return numberToWire(value as Decimal, type, scale);
  if (Array.isArray(value))
    return value.map((item) => toWire(item as Value, elementType(type), scale)) as never;
  return value === '' ? null : (value as string | boolean | null);
}

function numberToWire(value: Decimal, type: ValueType, scale?: number): WireValue {
  const places = scale ?? (type.kind === 'number' ? type.scale : undefined);
  if (type.kind === 'number' && type.integer) return value.toDecimalPlaces(0).toNumber();
  return places === undefined ? decimalText(value) : fixedText(value, places);
}

function elementType(type: ValueType): ValueType {
  return type.kind === 'list' ? type.of : { kind: 'any' };
}

/** Gives the way to read raw values of a type: text becomes a decimal where a number is declared. */
export function readerOf(type: ValueType, span: Span, name: string): (raw: Raw) => Value {
  switch (type.kind) {
    case 'number':
      return (raw) => readNumber(raw, span, name);
    case 'boolean':
      return (raw) => readBoolean(raw, span, name);
    case 'list':
    case 'table':
      return readList(type, span, name);
    case 'any':
      return (raw) => readAny(raw, span, name);
    default:
      return (raw) => readText(raw, span, name);
  }
}

function readNumber(raw: Raw, span: Span, name: string): Decimal | null {
  const short = readShort(raw);
  if (short !== undefined) return short && longOf(short);
  if (typeof raw === 'string' && isDecimalText(raw)) return new Decimal(raw);
  if (typeof raw === 'number' && Number.isFinite(raw)) return new Decimal(raw);
  return fail('TYPE', span, { name, expected: 'number' });
}

function readBoolean(raw: Raw, span: Span, name: string): boolean | null {
  if (raw === undefined || raw === null) return null;
  return typeof raw === 'boolean' ? raw : fail('TYPE', span, { name, expected: 'boolean' });
}

function readText(raw: Raw, span: Span, name: string): string | null {
  if (raw === undefined || raw === null || raw === '') return null;
  return typeof raw === 'string' ? raw : fail('TYPE', span, { name, expected: 'text' });
}

function readList(type: ValueType, span: Span, name: string): (raw: Raw) => Value {
  // The rows of a table, and things of several parts, are only counted as a whole.
  const item = type.kind === 'list' && type.of.kind !== 'record' ? readerOf(type.of, span, name) : () => true;
  return (raw) => {
    if (raw === undefined || raw === null) return [];
    return Array.isArray(raw)
      ? raw.map((entry) => item(entry as Raw))
      : fail('TYPE', span, { name, expected: 'list' });
  };
}

function readAny(raw: Raw, span: Span, name: string): Value {
  if (raw === undefined || raw === null || raw === '') return null;
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw;
  if (typeof raw === 'number' && Number.isFinite(raw)) return new Decimal(raw);
  if (Array.isArray(raw)) return raw.map((entry) => readAny(entry as Raw, span, name));
  return fail('TYPE', span, { name, expected: 'value' });
}

/** A value as a person reads it in a trace; blank is `null`. */
export function valueText(value: Value): string | null {
  if (value === null) return null;
  if (Decimal.isDecimal(value)) return decimalText(value as Decimal);
  if (Array.isArray(value)) return value.map((item) => valueText(item as Value) ?? '').join(', ');
  return String(value);
}
