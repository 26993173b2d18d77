import type { RecordData, WireValue } from '../expression/index.js';
import { isDecimalText, issue, ok, pointer, refused, sameJson } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { readPayload } from '../rules/index.js';
import type { CompiledImport } from './compile-connector.js';
import { valueAtPlace } from './json-place.js';

/** A record of the other side, as ours would be. */
export interface OutsideRecord {
  /** What tells it apart on the other side. */
  readonly key: string;
  /** How new it is, where the import has a watermark. */
  readonly mark: string | undefined;
  readonly values: RecordData;
  /** Reference field -> what the record referred to is called. */
  readonly sought: Readonly<Record<string, string>>;
}

/** What tells a record of theirs apart, even where the rest of it cannot be read. */
export function outsideKey({ definition }: CompiledImport, item: unknown): string | undefined {
  const value = valueAtPlace(item, definition.reads[definition.externalKey]?.at ?? '');
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).slice(0, KEY_LENGTH_MAX)
    : undefined;
}

const KEY_LENGTH_MAX = 200;

/** Reads a record of the other side by the reads and formulas of an import. */
export function readOutside(
  each: CompiledImport,
  item: unknown,
  moment: { readonly now: string; readonly today: string },
): Result<OutsideRecord, readonly Issue[]> {
  const { reads, externalKey, watermark } = each.definition;
  const sent = Object.fromEntries(
    Object.entries(reads).map(([name, { at }]) => [name, plain(valueAtPlace(item, at)) ?? null]),
  );
  const types = Object.fromEntries(Object.entries(reads).map(([name, { type }]) => [name, type]));
  const read = readPayload({ key: 'connector', payload: types }, sent);
  if (!read.ok) return refused(read.error);
  const key = outsideKey(each, item);
  if (key === undefined || key === '')
    return refused([issue('connector_key_missing', pointer('', externalKey), { name: externalKey })]);
  const input = { record: {}, variables: { ...moment, payload: read.value } };
  const { values, issues } = each.values.evaluate(input, '');
  const sought = each.sought.evaluate(input);
  if (issues.length + sought.issues.length > 0) return refused([...issues, ...sought.issues]);
  const mark = watermark === undefined ? undefined : read.value[watermark.read];
  return ok({
    key,
    mark: typeof mark === 'string' ? mark : undefined,
    values,
    sought: sought.values,
  });
}

/** Other systems send decimals as JSON numbers; their shortest text is what was sent, as far as fifteen digits go. */
function plain(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const text = String(value);
  return isDecimalText(text) && text.replace(/[^0-9]/g, '').length <= DIGITS_SAFE ? text : value;
}

const DIGITS_SAFE = 15;

/** Whether a record already says what another one wants it to say. */
export function saysAlready(
  record: RecordData,
  values: Readonly<Record<string, WireValue | undefined>>,
): boolean {
  return Object.entries(values).every(([field, value]) => sameJson(record[field] ?? null, value ?? null));
}
