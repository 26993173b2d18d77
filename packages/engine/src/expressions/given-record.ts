import { checkHiddenWrites } from '@dougong/kernel/access';
import type { RecordData, WireValue } from '@dougong/kernel/expression';
import { coerceValues, SYSTEM_FIELDS } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { invalid } from '../http/refusal.js';
import type { Sight } from './sight.js';

/**
 * Reads the values of a record that need not exist. What the server owns in stored records may be given here, because
 * nothing is kept; fields hidden from the caller are unknown.
 * @param at where the values stand in the request.
 */
export function givenRecord({ model, hidden }: Sight, input: unknown, at = '/record'): RecordData {
  const refuseOn = (issues: readonly Issue[]) => refuseAt(at, issues);
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw invalid([issue('object_invalid', at)]);
  const entries = Object.entries(input as Readonly<Record<string, unknown>>);
  const system = entries.filter(([key]) => SYSTEM_FIELDS.has(key) && key !== 'version');
  refuseOn(
    system.flatMap(([key, value]) => (isText(value) ? [] : [issue('text_invalid', pointer('', key))])),
  );
  const coerced = coerceValues(model, Object.fromEntries(entries.filter(([key]) => !SYSTEM_FIELDS.has(key))));
  if (!coerced.ok) return refuseOn(coerced.error);
  const own = Object.fromEntries(system) as RecordData;
  refuseOn(checkHiddenWrites({ ...coerced.value, ...own }, hidden));
  return numbered(model, { ...coerced.value, ...own });
}

function isText(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function refuseAt(at: string, issues: readonly Issue[]): RecordData {
  if (issues.length > 0) throw invalid(issues.map((found) => ({ ...found, path: at + found.path })));
  return {};
}

/** Lines stand in the order in which they were given. */
function numbered(model: FormModel, record: RecordData): RecordData {
  const tables = model.lines.map(({ key }): readonly [string, WireValue] => {
    const rows = record[key];
    return [
      key,
      Array.isArray(rows) ? rows.map((row, at) => ({ ...(row as RecordData), line_no: at + 1 })) : [],
    ];
  });
  return { ...record, ...Object.fromEntries(tables) };
}

/** The computed fields that an expression reads, and those that they read in turn. */
export function computedBehind(model: FormModel, paths: readonly string[]): readonly FieldModel[] {
  const found = new Map<string, FieldModel>();
  const follow = (path: string): void => {
    const [head = '', column = ''] = path.split('.');
    const field = model.field(model.line(head) ? `${head}.${column}` : head);
    if (!field?.formula || found.has(field.path)) return;
    found.set(field.path, field);
    field.formula.dependencies.forEach(follow);
  };
  paths.forEach(follow);
  return [...found.values()];
}
