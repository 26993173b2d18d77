import type { RecordData } from '../expression/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { isBlank } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { FieldModel, LineModel } from './field-model.js';
import type { FormModel } from './form-model.js';

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
  const issues: Issue[] = [];
  for (const field of model.fields) {
    const found = checkField(field, record, asked);
    if (found) issues.push({ ...found, path: pointer('', field.key) });
  }
  for (const line of model.lines) checkLines(line, record, asked, issues);
  return issues;
}

/** What is wrong with a field; the caller knows where it stands, and works that out for faults only. */
function checkField(field: FieldModel, record: RecordData, asked: ReadonlySet<string>): Issue | undefined {
  const value = record[field.key];
  const beside = field.type.checkBeside?.(value ?? null, field.schema, record);
  if (beside) return beside;
  if (isBlank(value))
    return field.required || asked.has(field.path) ? issue('required', '', { field: field.path }) : undefined;
  if (field.type.isCanonical?.(value, field.schema)) return undefined;
  const read = field.type.coerce(value, field.schema);
  return read.ok ? undefined : read.error;
}

function checkLines(line: LineModel, record: RecordData, asked: ReadonlySet<string>, issues: Issue[]): void {
  const rows = rowsOf(record, line.key);
  const at = pointer('', line.key);
  const least = Math.max(line.minItems, asked.has(line.key) ? 1 : 0);
  if (rows.length < least) issues.push(issue('too_few_lines', at, { min: least }));
  if (rows.length > line.maxItems) issues.push(issue('too_many_lines', at, { max: line.maxItems }));
  issues.push(...repeatedRows(line, rows, at));
  for (const [index, row] of rows.entries()) {
    for (const field of line.fields) {
      const found = checkField(field, row, asked);
      if (found) issues.push({ ...found, path: pointer(at, index, field.key) });
    }
  }
}

/** Lines that have the same values as an earlier one where the table wants them to differ; blanks never meet. */
function repeatedRows(line: LineModel, rows: readonly RecordData[], at: string): readonly Issue[] {
  return (line.schema['x-unique'] ?? []).flatMap((columns) => {
    const first = new Map<string, number>();
    return rows.flatMap((row, index) => {
      const values = columns.map((column) => row[column]);
      if (values.some(isBlank)) return [];
      const name = JSON.stringify(values);
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, index);
      const params = { line: (earlier ?? 0) + 1, field: `${line.key}.${columns[0]}` };
      return earlier === undefined
        ? []
        : [issue('line_repeats', pointer(at, index, columns[0] ?? ''), params)];
    });
  });
}
