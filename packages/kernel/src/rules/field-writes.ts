import type { RecordData, WireValue } from '../expression/index.js';
import { orNull, rowById, rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import type { SetFieldEffect } from './rule-effect.js';

/** Values that rules write into a record, its header and its lines. */

/** The value that stands where an effect writes. */
export function currentValue(model: FormModel, record: RecordData, effect: SetFieldEffect): WireValue {
  const field = model.field(effect.field);
  const holder = field?.line === undefined ? record : rowById(rowsOf(record, field.line), effect.line ?? '');
  return orNull(holder?.[field?.key ?? '']);
}

/** Whether an effect writes what is there already. */
export function isSame(model: FormModel, record: RecordData, effect: SetFieldEffect): boolean {
  return model.field(effect.field)?.type.same(currentValue(model, record, effect), effect.value) ?? true;
}

/** The record with all these values in it; nothing is computed. */
export function written(
  model: FormModel,
  record: RecordData,
  effects: readonly SetFieldEffect[],
): RecordData {
  const lines = effects.some((effect) => effect.line !== undefined)
    ? writeLines(model, record, effects)
    : record;
  const header = effects
    .filter((effect) => effect.line === undefined)
    .map((effect) => [effect.field, effect.value] as const);
  return { ...lines, ...Object.fromEntries(header) };
}

function writeLines(model: FormModel, record: RecordData, effects: readonly SetFieldEffect[]): RecordData {
  const tables = new Map<string, Map<string, Record<string, WireValue>>>();
  for (const effect of effects) {
    const field = model.field(effect.field);
    if (field?.line === undefined || effect.line === undefined) continue;
    const rows = tables.get(field.line) ?? new Map<string, Record<string, WireValue>>();
    rows.set(effect.line, { ...rows.get(effect.line), [field.key]: effect.value });
    tables.set(field.line, rows);
  }
  return [...tables].reduce<RecordData>(
    (changed, [line, values]) => ({
      ...changed,
      [line]: rowsOf(changed, line).map((row) => ({ ...row, ...values.get(String(row.id)) })),
    }),
    record,
  );
}
