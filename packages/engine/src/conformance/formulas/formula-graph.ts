import { isDeepStrictEqual } from 'node:util';
import type { BlankPolicy, RecordData } from '@dougong/kernel/expression';
import { computeRecord } from '@dougong/kernel/forms';
import type { FormModel } from '@dougong/kernel/forms';
import { Decimal, isDecimalText } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { isObject, judge, shown } from '../suite.js';
import type { CaseResult, JsonObject } from '../suite.js';
import { errorKinds } from './case-answers.js';
import { buildValue, declaredTypes, typesOf } from './case-values.js';
import { graphModel, Observed } from './graph-model.js';
import type { Formulas } from './graph-model.js';

/** Runs one dependency graph: order, cycles, values, and what is computed again after a change. */
export function runGraphCase(name: string, given: JsonObject): CaseResult {
  const { fields: _fields, inputs: _inputs, note: _note, name: _name, ...expected } = given;
  return judge(name, expected, () => {
    const misses = checkGraph(given);
    return { passed: misses.length === 0, got: misses.join('; ') };
  });
}

function checkGraph(given: JsonObject): readonly string[] {
  const formulas = given['fields'] as Formulas;
  const inputs = isObject(given['inputs']) ? given['inputs'] : {};
  const change = isObject(given['change']) ? given['change'] : undefined;
  const types = typesOf({ ...change, ...inputs }, declaredTypes(given['varTypes']), Object.values(formulas));
  const headers = Object.fromEntries(Object.entries(types).filter(([key]) => !key.includes('.')));
  const blank: BlankPolicy = given['blank'] === 'zero' ? 'zero' : 'propagate';
  const built = graphModel(formulas, headers, blank);
  if (!built.ok) return checkRefusal(built.error, given);
  if (given['cycle'] !== undefined) return ['no cycle was refused'];
  return checkValues(built.value, withRowIds(buildValue(inputs) as JsonObject), change, given);
}

/** The form was refused: rightly, if all of it is expected. */
function checkRefusal(issues: readonly Issue[], given: JsonObject): readonly string[] {
  const cycles = issues.filter(({ code }) => code === 'cycle');
  const failed = errorsByField(issues.filter(({ code }) => code !== 'cycle'));
  const expectedErrors = isObject(given['errors']) ? given['errors'] : {};
  return [
    ...(cycles.length > 0 || given['cycle'] !== undefined ? checkCycle(cycles, given['cycle']) : []),
    ...(Object.keys(failed).length > 0 || Object.keys(expectedErrors).length > 0
      ? checkErrors(failed, expectedErrors)
      : []),
  ];
}

function checkCycle(issues: readonly Issue[], expected: unknown): readonly string[] {
  const rings = issues.map((each) => memberSet(each.params?.['ring'] as readonly string[]));
  if (expected === true && rings.length > 0) return [];
  const wanted = Array.isArray(expected) ? expected.map((each) => memberSet(each as string[])) : [];
  const isSame = [rings, joined(rings)].some((found) => sameSets(found, wanted));
  return isSame ? [] : [`cycle ${shown(rings)}`];
}

function memberSet(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/** Rings that share members are one knot. */
function joined(rings: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rings.reduce<readonly (readonly string[])[]>((knots, ring) => {
    const touching = knots.filter((knot) => knot.some((member) => ring.includes(member)));
    const others = knots.filter((knot) => !touching.includes(knot));
    return [...others, memberSet([...touching.flat(), ...ring])];
  }, []);
}

function sameSets(left: readonly (readonly string[])[], right: readonly (readonly string[])[]): boolean {
  const text = (sets: readonly (readonly string[])[]) =>
    [...new Set(sets.map((each) => each.join('\n')))].sort();
  return isDeepStrictEqual(text(left), text(right));
}

/** `/schema/properties/lines/items/properties/qty/x-formula` and `/lines/0/qty` both name the field `lines.qty`. */
function fieldOf(path: string): string {
  const keys = path
    .split('/')
    .slice(1)
    .filter((each) => !['schema', 'properties', 'items', 'x-formula'].includes(each) && !/^\d+$/.test(each));
  return keys.join('.');
}

function errorsByField(issues: readonly Issue[]): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const each of issues) {
    const field = fieldOf(each.path);
    found[field] = [...(found[field] ?? []), ...errorKinds([each])];
  }
  return found;
}

function checkErrors(
  found: Readonly<Record<string, readonly string[]>>,
  expected: JsonObject,
): readonly string[] {
  const fields = [...new Set([...Object.keys(found), ...Object.keys(expected)])];
  const wrong = fields.filter((field) => {
    const accepted = [expected[field] ?? []].flat();
    return !(found[field] ?? []).some((kind) => accepted.includes(kind));
  });
  return wrong.map((field) => `error of ${field} ${shown(found[field] ?? null)}`);
}

function checkValues(
  model: FormModel,
  inputs: RecordData,
  change: JsonObject | undefined,
  given: JsonObject,
): readonly string[] {
  const observed = new Observed(model);
  let computed = computeRecord(observed.model, inputs);
  if (change !== undefined) {
    const { record, paths } = applyInputs(computed.record, change);
    observed.counts.clear();
    computed = computeRecord(observed.model, record, {}, paths);
  }
  return [
    ...checkErrors(errorsByField(computed.errors), isObject(given['errors']) ? given['errors'] : {}),
    ...checkExpected(computed.record, given['expect']),
    ...checkOrder(model, given['orderBefore']),
    ...checkCounts(observed.counts, given['evaluations']),
    ...checkRecomputed(observed.counts, given['recomputed']),
  ];
}

function checkExpected(record: RecordData, expected: unknown): readonly string[] {
  if (!isObject(expected)) return [];
  return Object.entries(expected).flatMap(([path, value]) => {
    const got = valueAt(record, path);
    return sameValue(got, value) ? [] : [`${path} ${shown(got)}`];
  });
}

function valueAt(record: RecordData, path: string): unknown {
  const [head = '', ...rest] = path.split('.');
  const value: unknown = record[head];
  const column = rest.at(-1);
  if (!Array.isArray(value) || column === undefined) return value ?? null;
  const rows = value as readonly JsonObject[];
  const index = rest.length > 1 ? rest[0] : undefined;
  return index === undefined
    ? rows.map((row) => row[column] ?? null)
    : (rows[Number.parseInt(index, 10)]?.[column] ?? null);
}

function sameValue(got: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((each, at) => sameValue(got[at], each))
    );
  if (isObject(expected) && '$date' in expected) return got === expected['$date'];
  if (isObject(expected))
    return (
      isObject(got) && Object.entries(expected).every(([key, value]) => sameValue(got[key] ?? null, value))
    );
  const [left, right] = [numberText(got), numberText(expected)];
  return left !== undefined && right !== undefined ? new Decimal(left).eq(right) : (got ?? null) === expected;
}

function numberText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && isDecimalText(text) ? text : undefined;
}

function checkOrder(model: FormModel, pairs: unknown): readonly string[] {
  const place = new Map(model.graph.order.map((field, at) => [field.path, at]));
  const wanted = Array.isArray(pairs) ? (pairs as readonly (readonly [string, string])[]) : [];
  return wanted
    .filter(([first, second]) => !((place.get(first) ?? Infinity) < (place.get(second) ?? -1)))
    .map(([first, second]) => `${first} is not computed before ${second}`);
}

function checkCounts(counts: ReadonlyMap<string, number>, expected: unknown): readonly string[] {
  if (!isObject(expected)) return [];
  return Object.entries(expected)
    .filter(([field, times]) => (counts.get(field) ?? 0) !== times)
    .map(([field]) => `${field} is computed ${counts.get(field) ?? 0} times`);
}

function checkRecomputed(counts: ReadonlyMap<string, number>, expected: unknown): readonly string[] {
  if (!Array.isArray(expected)) return [];
  const got = [...counts.keys()].sort();
  return isDeepStrictEqual(got, [...(expected as string[])].sort()) ? [] : [`recomputed ${shown(got)}`];
}

/** Rows are known by their ids; cases give none. */
function withRowIds(record: JsonObject): RecordData {
  const entries = Object.entries(record).map(([key, value]) => [key, rowsWithIds(value)] as const);
  return Object.fromEntries(entries) as RecordData;
}

function rowsWithIds(value: unknown): unknown {
  if (!Array.isArray(value) || !value.every(isObject)) return value;
  return value.map((row, at) => ({ id: `row-${at}`, line_no: at + 1, ...row }));
}

/** Puts changed inputs into a record: `price`, a whole table, or `lines.0.qty`. Gives the paths that changed. */
function applyInputs(
  record: RecordData,
  change: JsonObject,
): { record: RecordData; paths: ReadonlySet<string> } {
  const paths = new Set<string>();
  let current: JsonObject = record;
  for (const [path, raw] of Object.entries(change)) {
    const value = rowsWithIds(buildValue(raw));
    const [head = '', ...rest] = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
    if (rest.length === 0) current = setHeader(current, head, value, paths);
    else current = { ...current, [head]: setCells(current[head], rest, value) };
    if (rest.length > 0) paths.add(`${head}.${rest.at(-1)}`);
  }
  return { record: current as RecordData, paths };
}

function setHeader(record: JsonObject, key: string, value: unknown, paths: Set<string>): JsonObject {
  paths.add(key);
  if (!Array.isArray(value)) return { ...record, [key]: value };
  const before = Array.isArray(record[key]) ? (record[key] as readonly JsonObject[]) : [];
  const rows = (value as readonly JsonObject[]).map((row, at) => ({ ...before[at], ...row }));
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  for (const column of columns) {
    const differs =
      rows.length !== before.length ||
      rows.some((row, at) => (row as JsonObject)[column] !== before[at]?.[column]);
    if (differs) paths.add(`${key}.${column}`);
  }
  if (rows.length === before.length) paths.delete(key);
  return { ...record, [key]: rows };
}

function setCells(rows: unknown, [first = '', second]: readonly string[], value: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  const column = second ?? first;
  const index = second === undefined ? undefined : Number.parseInt(first, 10);
  return (rows as readonly JsonObject[]).map((row, at) => {
    if (index !== undefined && at !== index) return row;
    return { ...row, [column]: Array.isArray(value) && index === undefined ? (value[at] as unknown) : value };
  });
}
