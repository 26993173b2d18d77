import { Injectable } from '@nestjs/common';
import { isPathHidden, maskRecord } from '@dougong/kernel/access';
import type { FieldChange } from '@dougong/kernel/commands';
import type { RecordData, WireValue } from '@dougong/kernel/expression';
import type { Localized } from '@dougong/kernel/foundation';
import type { FormModel } from '@dougong/kernel/forms';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { ruleWords } from './history-words.js';
import { LabelReader, WantedLabels } from './reference-labels.js';
import type { References } from './reference-labels.js';
import { userNames } from './user-names.js';
import type { UserNames } from './user-names.js';
import { VisibleRecords } from './visible-record.js';
import type { RecordAddress, VisibleRecord } from './visible-record.js';

export interface HistoryEntry {
  readonly at: string;
  readonly actor: string | null;
  /** For whom the actor stood in. */
  readonly onBehalfOf: string | null;
  readonly action: string;
  /** What a rule did, where `action` is no word that people know. */
  readonly title?: Localized;
  readonly channel: string;
  readonly changes: readonly FieldChange[];
}

export interface RecordHistory {
  readonly data: readonly HistoryEntry[];
  readonly users: UserNames;
  readonly refs: References;
}

type EntryRow = Omit<HistoryEntry, 'changes'> & { readonly changes: readonly FieldChange[] | null };

const ENTRIES_MAX = 200;

const ENTRIES = `
  SELECT at, actor, on_behalf_of AS "onBehalfOf", action, channel, changes FROM core.audit_entry
   WHERE record_id = $2 AND form = $1 AND outcome = 'done' ORDER BY at DESC, id DESC LIMIT ${ENTRIES_MAX}`;

/** What happened to a record, from the audit: the newest first, without what the subject may not see. */
@Injectable()
export class RecordHistories {
  constructor(
    private readonly visible: VisibleRecords,
    private readonly labels: LabelReader,
  ) {}

  history(address: RecordAddress): Promise<RecordHistory> {
    return this.visible.with(address, (seen, session) => this.historyOf(seen, session));
  }

  private async historyOf(seen: VisibleRecord, session: SqlSession): Promise<RecordHistory> {
    const { rows } = await session.prepared<EntryRow & Record<string, unknown>>(
      statementName(ENTRIES),
      ENTRIES,
      [seen.model.key, seen.record.id],
    );
    const data = rows.map((row) => ({
      ...row,
      ...titled(row.action, seen),
      changes: shownChanges(seen.model, seen.hidden, row.changes ?? []),
    }));
    const { records, users } = namedInChanges(
      seen.model,
      data.flatMap(({ changes }) => changes),
    );
    return {
      data,
      users: userNames(seen.people, [
        ...data.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf]),
        ...users,
      ]),
      refs: await this.labels.read(session, seen.release, seen.subject, records),
    };
  }
}

function titled(action: string, { release }: VisibleRecord): Pick<HistoryEntry, 'title'> {
  const title = ruleWords(action, release.rules);
  return title ? { title } : {};
}

/**
 * The changes of fields that the form has and the subject sees. A field that is gone from the form is left out, because
 * nobody can say any more who was allowed to see it.
 */
export function shownChanges(
  model: FormModel,
  hidden: ReadonlySet<string>,
  changes: readonly FieldChange[],
): readonly FieldChange[] {
  return changes.flatMap((change) => {
    const [head = '', , column] = change.path.slice(1).split('/');
    const line = model.line(head);
    if (line && column === undefined)
      return isPathHidden(hidden, head) ? [] : [maskedRows(change, head, hidden)];
    const path = line ? `${head}.${column}` : head;
    const isKnown = path === 'status' || model.field(path) !== undefined;
    return isKnown && !isPathHidden(hidden, path) ? [change] : [];
  });
}

/** A line that came or went is told as a whole row. */
function maskedRows(change: FieldChange, line: string, hidden: ReadonlySet<string>): FieldChange {
  const mask = (value: WireValue): WireValue => maskRecord({ [line]: value }, hidden)[line] ?? null;
  return { path: change.path, old: mask(change.old), new: mask(change.new) };
}

function namedInChanges(
  model: FormModel,
  changes: readonly FieldChange[],
): { records: WantedLabels; users: unknown[] } {
  const records = new WantedLabels();
  const users: unknown[] = [];
  const note = (path: string, value: WireValue | undefined) => {
    const field = model.field(path);
    if (field?.reference) records.add(field.reference.form, value);
    if (field?.user) users.push(value);
  };
  for (const { path, old, new: now } of changes) {
    const [head = '', , column] = path.slice(1).split('/');
    for (const value of [old, now]) {
      if (Array.isArray(value)) noteRows(head, value as readonly RecordData[], note);
      else note(column === undefined ? head : `${head}.${column}`, value);
    }
  }
  return { records, users };
}

function noteRows(
  line: string,
  rows: readonly RecordData[],
  note: (path: string, value: WireValue | undefined) => void,
): void {
  for (const row of rows) for (const [key, value] of Object.entries(row)) note(`${line}.${key}`, value);
}
