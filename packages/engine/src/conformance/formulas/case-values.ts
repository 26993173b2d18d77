import type { FieldTypes, ValueType } from '@dougong/kernel/expression';
import { isDecimalText } from '@dougong/kernel/foundation';
import { isObject } from '../suite.js';
import type { JsonObject } from '../suite.js';

/** Values as case files write them, and the field types that they stand for. */

/** A record as formulas read it; wider than stored ones, so that cases can try what must not work. */
export type CaseRecord = Readonly<Record<string, unknown>>;

/** `{"$gen":[prefix,n,mid,suffix]}` is `prefix * n + mid + suffix * n`; everything else is the text itself. */
export function sourceOf(expr: unknown): string {
  if (typeof expr === 'string') return expr;
  const parts = isObject(expr) ? expr['$gen'] : undefined;
  if (!Array.isArray(parts)) throw new TypeError('a case needs an expression');
  const [prefix, count, mid, suffix] = parts as [string, number, string, string | undefined];
  return prefix.repeat(count) + mid + (suffix ?? '').repeat(count);
}

/** Builds what cases only describe: dates, repeated rows, series, parsed JSON, functions. */
export function buildValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(buildValue);
  if (!isObject(value)) return value;
  const built = Object.keys(value).length === 1 ? buildSpecial(value) : undefined;
  return built === undefined ? mapValues(value, buildValue) : built.value;
}

function buildSpecial(value: JsonObject): { readonly value: unknown } | undefined {
  const [[key, content]] = Object.entries(value) as [[string, unknown]];
  switch (key) {
    case '$date':
    case '$datetime':
      return { value: content };
    case '$repeat': {
      const [row, count] = content as [unknown, number];
      return { value: Array.from({ length: count }, () => buildValue(row)) };
    }
    case '$series': {
      const [field, count] = content as [string, number];
      return { value: Array.from({ length: count }, (_, at) => ({ [field]: String(at + 1) })) };
    }
    case '$json':
      return { value: JSON.parse(String(content)) as unknown };
    case '$function':
      // Only stands there: nothing may ever call it.
      return { value: () => content };
    default:
      return undefined;
  }
}

function mapValues(object: JsonObject, map: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

const KINDS = ['number', 'text', 'boolean', 'date', 'datetime', 'any'] as const;

/** What a case may say about types: `{"code": "text", "lines.code": "text"}`. */
export type DeclaredTypes = Readonly<Record<string, string>>;

export function declaredTypes(value: unknown): DeclaredTypes {
  return isObject(value) ? (value as DeclaredTypes) : {};
}

/**
 * The types of the variables of a case: numeric text is a number field unless declared otherwise.
 * @param sources formulas that read them; they name the columns of tables without rows
 */
export function typesOf(vars: JsonObject, declared: DeclaredTypes, sources: readonly string[]): FieldTypes {
  return Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [name, typeOf(name, value, declared, sources)]),
  );
}

function typeOf(
  path: string,
  value: unknown,
  declared: DeclaredTypes,
  sources: readonly string[],
): ValueType {
  const kind = KINDS.find((each) => each === declared[path]);
  if (kind !== undefined) return Array.isArray(value) ? { kind: 'list', of: { kind } } : { kind };
  if (Array.isArray(value)) return listType(path, value, declared, sources);
  if (isObject(value)) return objectType(path, value, declared, sources);
  return { kind: scalarKind(value) };
}

function objectType(
  path: string,
  value: JsonObject,
  declared: DeclaredTypes,
  sources: readonly string[],
): ValueType {
  if ('$date' in value) return { kind: 'date' };
  if ('$datetime' in value) return { kind: 'datetime' };
  if ('$function' in value) return { kind: 'any' };
  if (['$repeat', '$series', '$json'].some((key) => key in value))
    return typeOf(path, buildValue(value), declared, sources);
  const fields = Object.entries(value).map(
    ([key, field]) => [key, typeOf(`${path}.${key}`, field, declared, sources)] as const,
  );
  return { kind: 'record', fields: Object.fromEntries(fields) };
}

function listType(
  path: string,
  values: readonly unknown[],
  declared: DeclaredTypes,
  sources: readonly string[],
): ValueType {
  const columns = columnsNamed(path, sources);
  const isTable =
    values.length === 0 ? columns.length > 0 : values.every((each) => isObject(each) && !isTagged(each));
  if (!isTable) return { kind: 'list', of: commonType(values) };
  const rows = values as readonly JsonObject[];
  const keys = new Set([...rows.flatMap((row) => Object.keys(row)), ...(rows.length === 0 ? columns : [])]);
  const types = [...keys].map((key) => {
    const kind = KINDS.find((each) => each === declared[`${path}.${key}`]);
    return [key, kind === undefined ? columnType(rows, key) : { kind }] as const;
  });
  return { kind: 'table', columns: Object.fromEntries(types) };
}

function isTagged(value: JsonObject): boolean {
  return '$date' in value || '$datetime' in value;
}

function columnType(rows: readonly JsonObject[], key: string): ValueType {
  return rows.length === 0 ? { kind: 'number' } : commonType(rows.map((row) => row[key]));
}

/** One type for values that stand in one column: numbers only if all are. */
function commonType(values: readonly unknown[]): ValueType {
  const filled = values.filter((each) => each !== null && each !== undefined);
  const kinds = new Set(
    filled.map((each) => (isObject(each) ? objectType('', each, {}, []).kind : scalarKind(each))),
  );
  const [first] = kinds;
  if (kinds.size === 1) return { kind: first } as ValueType;
  return kinds.size === 2 && kinds.has('text') && kinds.has('number') ? { kind: 'text' } : { kind: 'any' };
}

function scalarKind(value: unknown): 'number' | 'text' | 'boolean' | 'any' {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return isDecimalText(value) ? 'number' : 'text';
  return 'any';
}

/** The columns that formulas name behind a table. */
export function columnsNamed(table: string, sources: readonly string[]): readonly string[] {
  const escaped = table.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_.])${escaped}\\.([\\p{L}_][\\p{L}\\p{N}_]*)`, 'gu');
  return [
    ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''))),
  ];
}
