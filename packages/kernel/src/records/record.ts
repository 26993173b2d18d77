import type { RecordData } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';

/** Who makes or changes a record, and when. */
export interface Occasion {
  readonly actor: string;
  /** RFC 3339 instant. */
  readonly now: string;
}

/** A record as it is kept: the form's fields beside the ones that every record has. */
export interface StoredRecord extends RecordData {
  readonly id: string;
  /** Counts the changes from 1; a command names the version that it has seen. */
  readonly version: number;
  readonly status: string;
  readonly created_at: string;
  readonly created_by: string;
  readonly updated_at: string;
  readonly updated_by: string;
}

/** An empty record of a form in its initial state. */
export function newRecord(model: FormModel, id: string, { actor, now }: Occasion): StoredRecord {
  return {
    id,
    version: 1,
    status: model.lifecycle.initial,
    created_at: now,
    created_by: actor,
    updated_at: now,
    updated_by: actor,
  };
}

/** The next version of a record, marked with who changed it and when. */
export function nextVersion(
  before: StoredRecord,
  changed: RecordData,
  { actor, now }: Occasion,
): StoredRecord {
  const { id, created_at, created_by, status } = before;
  return {
    ...changed,
    id,
    status: typeof changed.status === 'string' ? changed.status : status,
    created_at,
    created_by,
    version: before.version + 1,
    updated_at: now,
    updated_by: actor,
  };
}

/** The record in another state. */
export function withState<R extends RecordData>(record: R, state: string): R {
  return record.status === state ? record : { ...record, status: state };
}

/** What a person calls the record: its title field, its code field, or nothing. */
export function recordTitle(model: FormModel, record: RecordData): string {
  const { titleField, codeField } = model.definition.ui;
  const named = [titleField, codeField].map((key) => (key === undefined ? undefined : record[key]));
  const text = named.find((value) => typeof value === 'string' && value !== '');
  return typeof text === 'string' ? text : '';
}
