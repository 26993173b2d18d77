import type { RecordData } from '../expression/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { isBlank } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { FieldModel, LineModel } from './field-model.js';
import type { FormModel } from './form-model.js';

const NONE: readonly Issue[] = [];

/**
 * Everything that keeps a record from being complete: what is required and blank, too few or too many lines, values
 * outside their limits, computed ones among them.
 * @param required further paths that this occasion asks for; `lines.reason` means in every line.
 */
export function validateComplete(
  model: FormModel,
  record: RecordData,
  required: readonly string[] = [],
): readonly Issue[] {
  const asked = new Set(required);
  return [
    ...model.fields.flatMap((field) => checkField(field, record, asked, () => pointer('', field.key))),
    ...model.lines.flatMap((line) => checkLines(line, record, asked)),
  ];
}

function checkField(
  field: FieldModel,
  record: RecordData,
  asked: ReadonlySet<string>,
  at: () => string,
): readonly Issue[] {
  const value = record[field.key];
  if (isBlank(value)) {
    return field.required || asked.has(field.path) ? [issue('required', at(), { field: field.path })] : NONE;
  }
  const read = field.type.coerce(value, field.schema);
  return read.ok ? NONE : [{ ...read.error, path: at() }];
}

function checkLines(line: LineModel, record: RecordData, asked: ReadonlySet<string>): readonly Issue[] {
  const rows = rowsOf(record, line.key);
  const at = pointer('', line.key);
  const least = Math.max(line.minItems, asked.has(line.key) ? 1 : 0);
  return [
    ...(rows.length < least ? [issue('too_few_lines', at, { min: least })] : []),
    ...(rows.length > line.maxItems ? [issue('too_many_lines', at, { max: line.maxItems })] : []),
    ...rows.flatMap((row, index) =>
      line.fields.flatMap((field) => checkField(field, row, asked, () => pointer(at, index, field.key))),
    ),
  ];
}
