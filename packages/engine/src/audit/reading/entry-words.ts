import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Language } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { sentence } from '../../http/sentences/index.js';
import type { Subject } from '../../identity/subject.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { DirectorySnapshot } from '../../people/directory.js';
import { grantOf } from '../../records/form-grant.js';
import { LabelReader, WantedLabels } from '../../records/reference-labels.js';
import type { References } from '../../records/reference-labels.js';
import type { AuditEntryView } from '../audit.wire.js';
import { actionWords } from './action-words.js';
import type { EntryRow } from './audit-page.js';
import { wantedIn, wordedChanges } from './change-words.js';
import { JOB_STATE_WORDS } from './job-words.js';

/** Who reads, in which language, by which definitions. */
export interface AuditReader {
  readonly release: CompiledRelease;
  readonly people: DirectorySnapshot;
  readonly subject: Subject;
  readonly language: Language;
}

/** A reader, and what kinds of jobs there are. */
interface KnowingReader extends AuditReader {
  readonly jobs: JobKinds;
}

/** Turns stored entries into what people read: names instead of ids, words instead of keys, nothing that their roles hide. */
@Injectable()
export class EntryWords {
  constructor(
    private readonly labels: LabelReader,
    private readonly jobs: JobKinds,
  ) {}

  async views(
    session: SqlSession,
    reader: AuditReader,
    rows: readonly EntryRow[],
  ): Promise<AuditEntryView[]> {
    const { release, subject } = reader;
    const refs = await this.labels.read(session, release, subject, wantedBy(release, rows));
    return rows.map((row) => viewOf(row, { ...reader, jobs: this.jobs }, refs));
  }
}

function wantedBy({ models }: CompiledRelease, rows: readonly EntryRow[]): WantedLabels {
  const wanted = new WantedLabels();
  for (const { form, recordId, changes } of rows) {
    const model = form === null ? undefined : models.get(form);
    if (!model) continue;
    wanted.add(model.key, recordId);
    wantedIn(changes, model, wanted);
  }
  return wanted;
}

function viewOf(row: EntryRow, reader: KnowingReader, refs: References): AuditEntryView {
  const { id, at, actor, onBehalfOf, action, outcome, channel, ip, agent, requestId, cause, code, release } =
    row;
  const { language } = reader;
  const reason = code === null ? null : sentence(code, {}, language);
  return {
    ...{ id, at, actor, onBehalfOf, action, outcome, channel, ip, agent, requestId, cause, code, release },
    title: actionWords(reader.release, row.form, action, language, reader.jobs),
    reason: reason === code ? null : reason,
    target: targetOf(row, reader, refs),
    changes: [
      ...wordedChanges(row.changes, {
        ...reader,
        refs,
        form: formSeen(row, reader),
        titleOf: titlesOf(reader),
      }),
    ],
  };
}

function targetOf(
  { form, recordId: id }: EntryRow,
  reader: AuditReader,
  refs: References,
): AuditEntryView['target'] {
  if (form === null && id === null) return null;
  const model = form === null ? undefined : reader.release.models.get(form);
  const person = form === null && id !== null ? reader.people.nameOf(id) : undefined;
  const label = form === null || id === null ? undefined : refs[form]?.[id];
  return {
    form,
    title: model?.title[reader.language] ?? form,
    id,
    code: label?.code ?? label?.title ?? person ?? null,
  };
}

/** A form that is gone from the release keeps its values to itself: nobody can say any more who was allowed to see them. */
function formSeen({ form }: EntryRow, { release, subject }: AuditReader) {
  const model = form === null ? undefined : release.models.get(form);
  if (!model) return undefined;
  const grant = grantOf(release, subject, model.key, 'read');
  return { model, hidden: grant.allowed ? grant.hidden : ('all' as const) };
}

/** Which kind of definition a property names by its key. */
const NAMED = new Map([
  ['role', 'role'],
  ['roles', 'role'],
  ['form', 'form'],
  ['flow', 'flow'],
]);

function titlesOf({ release, language }: AuditReader) {
  return (property: string, key: string): string | undefined => {
    if (property === 'jobs')
      return Object.hasOwn(JOB_STATE_WORDS, key) ? JOB_STATE_WORDS[key]?.[language] : undefined;
    const kind = NAMED.get(property);
    if (kind === undefined) return undefined;
    const named = release.definitions.find((each) => each.kind === kind && 'key' in each && each.key === key);
    return named && 'title' in named ? named.title?.[language] : undefined;
  };
}
