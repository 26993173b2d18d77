import type { EvaluationInput, RecordData } from '../expression/index.js';
import { isDecimalText, issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { readPayload } from '../rules/index.js';
import type { ConnectorImport } from '../metadata/index.js';
import type { CompiledImport, CompiledPart } from './compile-import.js';
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
  /** Its rows in their order, where the import brings them. */
  readonly lines: { readonly table: string; readonly rows: readonly OutsideRow[] } | undefined;
}

/** A row of a record of the other side. */
export type OutsideRow = Pick<OutsideRecord, 'values' | 'sought'>;

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
  const read = readAt(reads, item);
  if (!read.ok) return refused(read.error);
  const key = outsideKey(each, item);
  if (key === undefined || key === '')
    return refused([issue('connector_key_missing', pointer('', externalKey), { name: externalKey })]);
  const variables = { ...moment, payload: read.value };
  const head = partOf(each, variables);
  const lines = each.lines && readLines(each.lines, item, variables);
  if (!head.ok) return refused([...head.error, ...(lines?.ok === false ? lines.error : [])]);
  if (lines?.ok === false) return refused(lines.error);
  const mark = watermark === undefined ? undefined : read.value[watermark.read];
  return ok({ key, mark: typeof mark === 'string' ? mark : undefined, ...head.value, lines: lines?.value });
}

type Variables = NonNullable<EvaluationInput['variables']>;

/** A list that is not there is a fault and no empty list: it would blank the rows of ours. */
function readLines(
  { definition, ...part }: NonNullable<CompiledImport['lines']>,
  item: unknown,
  variables: Variables,
): Result<NonNullable<OutsideRecord['lines']>, readonly Issue[]> {
  const { table, at, reads } = definition;
  const list = valueAtPlace(item, at);
  if (!Array.isArray(list)) return refused([issue('connector_lines_missing', pointer('', table), { at })]);
  const rows = list.map((row: unknown, index) => {
    const read = readAt(reads, row);
    const written = read.ok ? partOf(part, { ...variables, line: read.value }) : read;
    if (written.ok) return written;
    return refused(
      written.error.map((found) => ({ ...found, path: pointer('', table, index) + found.path })),
    );
  });
  const issues = rows.flatMap((row) => (row.ok ? [] : row.error));
  if (issues.length > 0) return refused(issues);
  return ok({ table, rows: rows.flatMap((row) => (row.ok ? [row.value] : [])) });
}

function readAt(reads: ConnectorImport['reads'], item: unknown): Result<RecordData, readonly Issue[]> {
  const entries = Object.entries(reads);
  const sent = Object.fromEntries(
    entries.map(([name, { at }]) => [name, plain(valueAtPlace(item, at)) ?? null]),
  );
  const types = Object.fromEntries(entries.map(([name, { type }]) => [name, type]));
  return readPayload({ key: 'connector', payload: types }, sent);
}

function partOf(part: CompiledPart, variables: Variables): Result<OutsideRow, readonly Issue[]> {
  const input = { record: {}, variables };
  const { values, issues } = part.values.evaluate(input, '');
  const sought = part.sought.evaluate(input);
  if (issues.length + sought.issues.length > 0) return refused([...issues, ...sought.issues]);
  return ok({ values, sought: sought.values });
}

/** Other systems send decimals as JSON numbers; their shortest text is what was sent, as far as fifteen digits go. */
function plain(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const text = String(value);
  return isDecimalText(text) && text.replace(/[^0-9]/g, '').length <= DIGITS_SAFE ? text : value;
}

const DIGITS_SAFE = 15;
