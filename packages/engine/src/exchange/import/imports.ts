import { Injectable } from '@nestjs/common';
import { hasFormAction } from '@dougong/kernel/access';
import { rememberColumns } from '@dougong/kernel/exchange';
import type { FormModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import { noRight, notFound, Refusal } from '../../http/refusal.js';
import type { AuditSource } from '../../audit/audit-log.js';
import type { Subject } from '../../identity/subject.js';
import { Jobs } from '../../jobs/jobs.js';
import type { JobRow } from '../../jobs/job-store.js';
import { formOf, grantOf } from '../../records/form-grant.js';
import { InForce } from '../../records/in-force.js';
import type { ExportFile } from '../export/exports.js';
import { CSV } from '../sheets/csv-writer.js';
import { XLSX } from '../sheets/xlsx-writer.js';
import { ImportFiles } from './import-files.js';
import type { ImportFile } from './import-files.js';
import type { ImportParams } from './import-job.js';
import { headsOfPlan, planImport, requireImport, targetsFor } from './import-plan.js';
import { importTemplate, importTemplateCsv } from './import-template.js';
import type { ImportBody, ImportFileWire } from './import.wire.js';
import { proposedSheet } from './sheet-tops.js';

const STILL_GOING = new Set(['queued', 'running']);

type Actions = Readonly<Record<ImportBody['mode'], readonly string[]>>;

/** What an import does to records, and what taking it back does. */
const WRITES: Actions = {
  insert: ['create'],
  skip: ['create'],
  update: ['update'],
  upsert: ['create', 'update'],
};
const TAKES_BACK: Actions = {
  insert: ['delete'],
  skip: ['delete'],
  update: ['update'],
  upsert: ['delete', 'update'],
};

/** In which language somebody asks, and from where. */
interface Asked {
  readonly language: Language;
  readonly source?: Partial<AuditSource>;
}

/** Bringing files into forms: the file, what it is taken for, the job, and the way back. */
@Injectable()
export class Imports {
  constructor(
    private readonly inForce: InForce,
    private readonly files: ImportFiles,
    private readonly jobs: Jobs,
  ) {}

  /** Keeps a file and tells how its columns would be assigned. */
  async bring(
    subject: Subject,
    form: string,
    upload: { name: string; mediaType: string; source: AsyncIterable<Uint8Array> },
  ): Promise<ImportFileWire> {
    await this.seen(subject, form);
    return this.described(subject, await this.files.bring(subject, form, upload));
  }

  async file(subject: Subject, form: string, id: string, headerRow?: number): Promise<ImportFileWire> {
    await this.seen(subject, form);
    return this.described(subject, await this.files.visible(subject, form, id), headerRow);
  }

  /** Leaves the import to the workers. What cannot be meant is refused at once. */
  async start(
    subject: Subject,
    form: string,
    id: string,
    body: ImportBody,
    { language, source }: Asked,
  ): Promise<string> {
    const { model, targets } = await this.seen(subject, form);
    requireInScope(subject, model, WRITES[body.mode]);
    const file = await this.files.visible(subject, form, id);
    const remembered = await this.files.remembered(subject, form);
    const plan = planImport(model, targets, { file: id, tops: file.sheets, remembered }, body);
    if (body.columns)
      await this.files.remember(subject, form, rememberColumns(headsOfPlan(file.sheets, plan), body.columns));
    const params: ImportParams = { ...plan, form, fileId: file.fileId, fileName: file.name, language };
    return this.jobs.start({ kind: 'import', form, params: { ...params }, createdBy: subject.id }, source);
  }

  /** Takes an import back that is over; again for what was left the first time. */
  async undo(subject: Subject, form: string, job: string, { language, source }: Asked): Promise<string> {
    const row = await this.jobs.visible(subject, job);
    const params = row.params as Partial<ImportParams>;
    if (row.kind !== 'import' || row.form !== form || params.dryRun === true) throw notFound();
    const { model } = await this.seen(subject, form);
    requireInScope(subject, model, TAKES_BACK[params.mode ?? 'upsert']);
    if (STILL_GOING.has(row.state)) throw new Refusal(409, 'import_under_way');
    const undo = { form, import: job, language };
    return this.jobs.start({ kind: 'import_undo', form, params: undo, createdBy: subject.id }, source);
  }

  job(subject: Subject, id: string): Promise<JobRow> {
    return this.jobs.visible(subject, id);
  }

  async template(
    subject: Subject,
    form: string,
    { format, language }: { readonly format: 'xlsx' | 'csv'; readonly language: Language },
  ): Promise<ExportFile> {
    const { model, release } = await this.seen(subject, form);
    const { hidden } = grantOf(release, subject, form, 'read');
    const [{ mediaType, extension }, make] =
      format === 'csv' ? [CSV, importTemplateCsv] : [XLSX, importTemplate];
    const name = `${model.title[language]}.${extension}`;
    return { name, mediaType, bytes: make(release, model, hidden, language) };
  }

  private seen(subject: Subject, form: string) {
    return this.inForce.read(({ release }) => {
      const model = formOf(release, form);
      requireImport(release, subject, model);
      return Promise.resolve({ value: { release, model, targets: targetsFor(release, subject, model) } });
    });
  }

  private async described(subject: Subject, file: ImportFile, headerRow?: number): Promise<ImportFileWire> {
    const { targets } = await this.seen(subject, file.form);
    const remembered = await this.files.remembered(subject, file.form);
    return {
      id: file.id,
      form: file.form,
      name: file.name,
      bytes: file.bytes,
      sheets: file.sheets.map((top) => proposedSheet(top, targets, remembered, headerRow)),
      targets: targets.map((target) => ({
        ...target,
        title: { ...target.title },
        titles: [...target.titles],
      })),
    };
  }
}

/** The job works in the name of the account and knows no key, so what the scope of a key lacks is refused before. */
function requireInScope({ key }: Subject, { key: form, title }: FormModel, actions: readonly string[]): void {
  const missing = actions.find((action) => !hasFormAction(key?.scope ?? undefined, form, action));
  if (missing !== undefined) throw noRight({ form: title, action: missing });
}
