import type { RecordData, WireValue } from '../expression/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';

/**
 * Leaves hidden fields out of a record, in the header and in every line. `cost` hides the field in both, `lines.cost`
 * only the column.
 */
export function maskRecord(record: RecordData, hidden: ReadonlySet<string>): RecordData {
  return hidden.size === 0 ? record : maskLevel(record, hidden, '');
}

function maskLevel(record: RecordData, hidden: ReadonlySet<string>, base: string): RecordData {
  const shown = Object.entries(record).filter(([key]) => !isHidden(hidden, base, key));
  return Object.fromEntries(shown.map(([key, value]) => [key, maskValue(value, hidden, `${base}${key}.`)]));
}

function maskValue(
  value: WireValue | undefined,
  hidden: ReadonlySet<string>,
  base: string,
): WireValue | undefined {
  return Array.isArray(value) ? value.map((row) => maskLevel(row, hidden, base)) : value;
}

/** Whether a path such as `cost` or `lines.cost` is hidden, its table included. */
export function isPathHidden(hidden: ReadonlySet<string>, path: string): boolean {
  const [head = '', ...rest] = path.split('.');
  return hidden.has(head) || hidden.has(path) || rest.some((key) => hidden.has(key));
}

function isHidden(hidden: ReadonlySet<string>, base: string, key: string): boolean {
  return hidden.has(key) || hidden.has(`${base}${key}`);
}

/** Refuses values for hidden fields as if the fields did not exist, so that the answer tells nothing about them. */
export function checkHiddenWrites(
  values: RecordData,
  hidden: ReadonlySet<string>,
  base = '',
): readonly Issue[] {
  if (hidden.size === 0) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const at = pointer(base, key);
    if (hidden.has(key)) return [issue('unknown_field', at, { field: key })];
    if (!Array.isArray(value)) return [];
    return value.flatMap((row, index) => checkHiddenRow(row, key, hidden, pointer(at, index)));
  });
}

function checkHiddenRow(
  row: RecordData,
  line: string,
  hidden: ReadonlySet<string>,
  at: string,
): readonly Issue[] {
  return Object.keys(row)
    .filter((key) => isHidden(hidden, `${line}.`, key))
    .map((key) => issue('unknown_field', pointer(at, key), { field: key }));
}
