import { Injectable } from '@nestjs/common';
import type { FieldChange } from '@dougong/kernel/commands';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters, statementName } from '../database/sql-text.js';
import type { Subject } from '../identity/subject.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../records/page-cursor.js';
import { badQuery } from '../records/query-refusal.js';
import {
  instantParameter,
  limitParameter,
  textParameter,
  uuidParameter,
  wordParameter,
} from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { grantOf } from '../records/form-grant.js';
import { RecordDigests } from '../records/record-digest.js';
import { shownChanges } from '../records/record-history.js';
import { WantedLabels } from '../records/reference-labels.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';

export interface AuditView {
  readonly id: string;
  readonly at: string;
  readonly actor: string | null;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly target: {
    readonly form: string | null;
    readonly id: string | null;
    readonly code: string | null;
  } | null;
  readonly channel: string;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly changes: unknown;
  /** Why it was refused. */
  readonly code: string | null;
  readonly release: number | null;
}

export interface AuditPage {
  readonly data: readonly AuditView[];
  readonly users: UserNames;
  readonly nextCursor?: string;
}

interface EntryRow extends Omit<AuditView, 'target'> {
  readonly form: string | null;
  readonly recordId: string | null;
  readonly [column: string]: unknown;
}

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

const COLUMNS =
  'id::text, at, actor, action, outcome, form, record_id AS "recordId", code, channel, host(ip) AS ip, ' +
  'request_id AS "requestId", changes, release';

/** The audit as auditors read it: the newest first, whole but for fields that their own roles hide from them. */
@Injectable()
export class AuditList {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly digests: RecordDigests,
  ) {}

  page(subject: Subject, query: RawQuery): Promise<AuditPage> {
    return this.inForce.read((standing) =>
      this.database.withSession(async (session) => ({
        value: await this.read(session, standing, subject, query),
      })),
    );
  }

  private async read(
    session: SqlSession,
    standing: Standing,
    subject: Subject,
    query: RawQuery,
  ): Promise<AuditPage> {
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const filter = filterOf(query);
    const fingerprint = fingerprintOf(['audit', filter]);
    const parameters = new Parameters();
    const conditions = conditionsOf(filter, textParameter(query, 'cursor'), fingerprint, parameters);
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const text = `SELECT ${COLUMNS} FROM core.audit_entry${where} ORDER BY audit_entry.id DESC LIMIT ${parameters.add(limit + 1)}`;
    const { rows } = await session.prepared<EntryRow>(statementName(text), text, parameters.values);
    const shown = rows.slice(0, limit);
    const digests = await this.digests.read(session, { ...standing, subject }, recordsOf(shown));
    const last = shown.at(-1);
    return {
      data: shown.map((row) =>
        viewOf(asSeen(standing, subject, row), digests.get(`${row.form}/${row.recordId}`)?.code ?? null),
      ),
      users: userNames(
        standing.people,
        shown.map(({ actor }) => actor),
      ),
      ...(rows.length > limit && last ? { nextCursor: encodeCursor(fingerprint, [null, last.id]) } : {}),
    };
  }
}

type AuditFilter = ReturnType<typeof filterOf>;

function filterOf(query: RawQuery) {
  return {
    actor: uuidParameter(query, 'actor'),
    form: textParameter(query, 'form'),
    recordId: uuidParameter(query, 'recordId'),
    action: textParameter(query, 'action'),
    outcome: wordParameter(query, 'outcome', ['done', 'refused']),
    from: instantParameter(query, 'from'),
    to: instantParameter(query, 'to'),
  };
}

function conditionsOf(
  filter: AuditFilter,
  cursor: string | undefined,
  fingerprint: string,
  parameters: Parameters,
): string[] {
  const { actor, form, recordId, action, outcome, from, to } = filter;
  const p = (value: unknown) => parameters.add(value);
  return [
    ...(actor === undefined ? [] : [`actor = ${p(actor)}::uuid`]),
    ...(form === undefined ? [] : [`form = ${p(form)}`]),
    ...(recordId === undefined ? [] : [`record_id = ${p(recordId)}::uuid`]),
    ...(action === undefined ? [] : [`action = ${p(action)}`]),
    ...(outcome === undefined ? [] : [`outcome = ${p(outcome)}`]),
    ...(from === undefined ? [] : [`at >= ${p(from)}::timestamptz`]),
    ...(to === undefined ? [] : [`at < ${p(to)}::timestamptz`]),
    ...(cursor === undefined ? [] : [`audit_entry.id < ${p(entryId(cursor, fingerprint))}::bigint`]),
  ];
}

function entryId(cursor: string, fingerprint: string): string {
  const [, id] = decodeCursor(cursor, fingerprint);
  if (!/^\d{1,18}$/.test(id)) throw badQuery('bad_cursor', ['cursor']);
  return id;
}

function recordsOf(rows: readonly EntryRow[]): WantedLabels {
  const wanted = new WantedLabels();
  for (const { form, recordId } of rows) if (form !== null) wanted.add(form, recordId);
  return wanted;
}

/**
 * An entry without the values of fields that the auditor's own roles hide from him. What they do not mention he sees:
 * the right to audit is a right of its own.
 */
function asSeen({ release }: Standing, subject: Subject, row: EntryRow): EntryRow {
  const model = row.form === null ? undefined : release.models.get(row.form);
  if (!model || !Array.isArray(row.changes)) return row;
  const { hidden } = grantOf(release, subject, model.key, 'read');
  return hidden.size === 0
    ? row
    : { ...row, changes: shownChanges(model, hidden, row.changes as FieldChange[]) };
}

function viewOf({ form, recordId, ...entry }: EntryRow, code: string | null): AuditView {
  return { ...entry, target: form === null && recordId === null ? null : { form, id: recordId, code } };
}
