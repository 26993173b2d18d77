import { Decimal, decimalText, isDecimalText } from '@dougong/kernel/foundation';
import type { Issue, Result } from '@dougong/kernel/foundation';
import type { Amounts } from '@dougong/kernel/costing';
import { isObject } from './suite.js';
import type { JsonObject } from './suite.js';

/** How what a case gives becomes what the kernel takes. Each throws a sentence about what is missing. */

export function decimalIn(from: JsonObject, key: string, otherwise?: string): Decimal {
  const value = from[key] ?? otherwise;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !isDecimalText(text)) throw new Error(`${key} must be a decimal`);
  return new Decimal(text);
}

export function integerIn(from: JsonObject, key: string): number {
  const value = from[key];
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new Error(`${key} must be a whole number`);
  return value;
}

export function textIn(from: JsonObject, key: string): string {
  const value = from[key];
  if (typeof value !== 'string') throw new Error(`${key} must be a text`);
  return value;
}

export function objectIn(from: JsonObject, key: string): JsonObject {
  const value = from[key];
  if (!isObject(value)) throw new Error(`${key} must be an object`);
  return value;
}

export function rowsIn(from: JsonObject, key: string): readonly JsonObject[] {
  const value = from[key] ?? [];
  if (!Array.isArray(value) || !value.every(isObject)) throw new Error(`${key} must be a list of objects`);
  return value;
}

export function textsIn(from: JsonObject, key: string): readonly string[] {
  const value = from[key];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw new Error(`${key} must be a list of texts`);
  return value;
}

export function decimalsIn(from: JsonObject, key: string): readonly Decimal[] {
  return textsIn(from, key).map((text) => new Decimal(text));
}

export function amountsIn(from: JsonObject, key: string): Amounts {
  return amountsOf(objectIn(from, key));
}

export function amountsOf(given: JsonObject): Amounts {
  return new Map(Object.keys(given).map((name) => [name, decimalIn(given, name)]));
}

/** Objects by name, each read in its way. */
export function mapOf<Value>(
  given: JsonObject,
  read: (each: JsonObject) => Value,
): ReadonlyMap<string, Value> {
  return new Map(Object.keys(given).map((name) => [name, read(objectIn(given, name))]));
}

/** The same as a case writes it. */
export function textsOf(amounts: Amounts): Record<string, string> {
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, text(amount)]));
}

export function text(value: Decimal): string {
  return decimalText(value);
}

export function textOrNull(value: Decimal | null): string | null {
  return value && text(value);
}

const CODES: Readonly<Record<string, string>> = {
  no_driver: 'NO_DRIVER',
  bill_cycle: 'BOM_CYCLE',
  insufficient_balance: 'INSUFFICIENT_STOCK',
};

/** What the kernel answers, or its refusal in the words of the cases. */
export function answerOf<Value>(
  result: Result<Value, readonly Issue[]>,
  tell: (value: Value) => JsonObject,
): JsonObject {
  if (result.ok) return { accepted: true, ...tell(result.value) };
  const [{ code, params } = { code: 'refused', params: {} }] = result.error;
  return { accepted: false, code: CODES[code] ?? code, ...params };
}
