import type { RecordData, WireValue } from '../expression/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { FieldMask } from '../metadata/index.js';
import type { FieldSight } from './field-sight.js';

/** What stands for the characters that are not shown; as many whatever their number, which would tell too. */
const CONCEALED = '••••';

type Masks = ReadonlyMap<string, FieldMask>;
const NO_MASKS: Masks = new Map();

/**
 * Leaves hidden fields out of a record, in the header and in every line. `cost` hides the field in both, `lines.cost`
 * only the column.
 * @param masks of the hidden, those of which the ends are shown.
 */
export function maskRecord(
  record: RecordData,
  hidden: ReadonlySet<string>,
  masks: Masks = NO_MASKS,
): RecordData {
  return hidden.size === 0 ? record : maskLevel(record, hidden, masks, '');
}

function maskLevel(record: RecordData, hidden: ReadonlySet<string>, masks: Masks, base: string): RecordData {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => {
      if (!isHidden(hidden, base, key)) return [[key, maskRows(value, hidden, masks, `${base}${key}.`)]];
      const mask = masks.get(`${base}${key}`) ?? masks.get(key);
      return mask ? [[key, maskValue(value, mask)]] : [];
    }),
  );
}

function maskRows(
  value: WireValue | undefined,
  hidden: ReadonlySet<string>,
  masks: Masks,
  base: string,
): WireValue | undefined {
  if (!Array.isArray(value)) return value;
  return value.map((row: RecordData | string) =>
    typeof row === 'string' ? row : maskLevel(row, hidden, masks, base),
  ) as WireValue;
}

/** The ends of a text. One too short to keep anything back is concealed whole; blank stays blank. */
export function maskValue(value: WireValue | undefined, { first = 0, last = 0 }: FieldMask): WireValue {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') return CONCEALED;
  const characters = [...value];
  if (characters.length <= first + last) return CONCEALED;
  return `${characters.slice(0, first).join('')}${CONCEALED}${characters.slice(characters.length - last).join('')}`;
}

/** Whether a path such as `cost` or `lines.cost` is hidden, its table included. */
export function isPathHidden(hidden: ReadonlySet<string>, path: string): boolean {
  const [head = '', ...rest] = path.split('.');
  return hidden.has(head) || hidden.has(path) || rest.some((key) => hidden.has(key));
}

function isHidden(hidden: ReadonlySet<string>, base: string, key: string): boolean {
  return hidden.has(key) || hidden.has(`${base}${key}`);
}

/**
 * Refuses values for fields that the subject may not write. A hidden field is refused as if it did not exist; one of which
 * he sees the ends, or that is read-only for him, as one that is closed to him. In a new record a blank says nothing.
 */
export function checkWrites(
  values: RecordData,
  { hidden, masked, readOnly }: FieldSight,
  isNew = false,
): readonly Issue[] {
  const closed = new Set([...masked.keys(), ...readOnly]);
  const gone = masked.size === 0 ? hidden : new Set([...hidden].filter((path) => !masked.has(path)));
  const locked = checkHiddenWrites(values, closed)
    .filter(({ path }) => !(isNew && isBlankAt(values, path)))
    .map(({ path, params }) => issue('field_not_yours', path, params));
  return [...checkHiddenWrites(values, gone), ...locked];
}

function isBlankAt(values: RecordData, path: string): boolean {
  const found = path
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], values);
  return found === null || found === undefined || found === '';
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
