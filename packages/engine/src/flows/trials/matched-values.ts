import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel } from '@dougong/kernel/forms';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Database } from '../../database/database.js';
import { identifier } from '../../database/sql-text.js';
import { invalid } from '../../http/refusal.js';
import { recordTables } from '../../records/record-table.js';

/**
 * Values of a sample whose references are written as what the records look like, `{"match": {"code": "A-1"}}`: ids
 * differ from one installation to the next.
 */

type Values = Readonly<Record<string, unknown>>;

interface Place {
  readonly database: Database;
  readonly release: CompiledRelease;
}

/** Puts ids in the place of matches; one that meets no record, or several, is refused with its place. */
export async function matchedValues(
  place: Place,
  form: string,
  values: Values,
  at: string,
): Promise<Record<string, unknown>> {
  const model = modelOf(place.release, form);
  const result = await matched(place, model.fields, values, at);
  for (const line of model.lines) {
    const rows = values[line.key];
    if (!Array.isArray(rows)) continue;
    const found: unknown[] = [];
    for (const [index, row] of rows.entries())
      found.push(isObject(row) ? await matched(place, line.fields, row, pointer(at, line.key, index)) : row);
    result[line.key] = found;
  }
  return result;
}

async function matched(
  place: Place,
  fields: readonly FieldModel[],
  values: Values,
  at: string,
): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...values };
  for (const { key, reference } of fields) {
    const value = values[key];
    const match = isObject(value) ? value['match'] : undefined;
    if (reference && isObject(match))
      result[key] = await idOf(place, reference.form, match, pointer(at, key));
  }
  return result;
}

async function idOf({ database, release }: Place, form: string, match: Values, at: string): Promise<string> {
  const { header } = recordTables(modelOf(release, form));
  const wanted = Object.entries(match);
  const types = new Map(header.columns.map(({ name, type }) => [name, type]));
  const unknown = wanted.find(([field]) => !types.has(field));
  if (unknown || wanted.length === 0)
    throw invalid([issue('match_unknown_field', `${at}/match`, { form, field: unknown?.[0] ?? '' })]);
  const tests = wanted.map(([field], n) => `${identifier(field)} = $${n + 1}::${types.get(field) ?? 'text'}`);
  const { rows } = await database.query<{ readonly id: string }>(
    `SELECT id FROM ${header.name} WHERE ${tests.join(' AND ')} LIMIT 2`,
    wanted.map(([, value]) => value),
  );
  const [first, second] = rows;
  if (!first || second) throw invalid([issue('match_not_one', at, { form, count: rows.length })]);
  return first.id;
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
