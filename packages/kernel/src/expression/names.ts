import type { FieldTypes } from './types.js';

/** Names that reach into the host language; no field may have them and no expression may use them. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const TEXT = { kind: 'text' } as const;
const DATETIME = { kind: 'datetime' } as const;

/** At hand in every scope without being declared. */
export const SYSTEM_VARIABLES: FieldTypes = {
  id: TEXT,
  status: TEXT,
  created_at: DATETIME,
  created_by: TEXT,
  updated_at: DATETIME,
  updated_by: TEXT,
  actor: TEXT,
  now: DATETIME,
  today: { kind: 'date' },
};

/** Given by the caller for the occasion; a record cannot set them. */
export const OCCASION_VARIABLES: ReadonlySet<string> = new Set(['actor', 'now', 'today']);

/** Columns that every table has. */
export const LINE_COLUMNS: FieldTypes = { id: TEXT, line_no: { kind: 'number', integer: true } };

/** Reads an own property only: inherited names do not exist for expressions. */
export function own<T>(record: Readonly<Record<string, T>> | null | undefined, name: string): T | undefined {
  return record !== null && record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
