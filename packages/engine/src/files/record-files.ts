import { Inject, Injectable } from '@nestjs/common';
import { isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { filesIn } from '@dougong/kernel/forms';
import type { FieldModel, FileLimits, FormModel } from '@dougong/kernel/forms';
import { IMAGE_MEDIA_TYPES, pointer } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { noRight, notFound, Refusal } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { formOf, grantOf } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import { VisibleRecords } from '../records/visible-record.js';
import type { RecordAddress, VisibleRecord } from '../records/visible-record.js';
import { later } from '../workers/later.js';
import { KEEP_UNUSED_MS } from './clear-unused-files.js';
import type { FileWire } from './file.wire.js';
import { withUpload } from './upload-content.js';
import type { CheckedContent, Upload } from './upload-content.js';

/** Uploads of one person that wait for a record. */
const WAITING_MAX = 200;

const WAITING = `
  SELECT count(*)::integer AS waiting FROM core.file f
   WHERE f.unused_since > $2 AND f.created_by = $1 AND NOT EXISTS (SELECT 1 FROM core.file_use u WHERE u.file_id = f.id)`;

// An update of nothing, so that nobody clears the content away before the file that has it is there.
const KEEP_CONTENT = `
  INSERT INTO core.file_content (sha256, bytes) VALUES ($1, $2)
  ON CONFLICT (sha256) DO UPDATE SET sha256 = EXCLUDED.sha256`;

const KEEP_FILE = `
  INSERT INTO core.file (id, sha256, name, media_type, size, form, field, created_at, created_by, unused_since)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8)`;

const READ = `
  SELECT f.name, f.media_type AS "mediaType", c.bytes
    FROM core.file f JOIN core.file_content c ON c.sha256 = f.sha256 WHERE f.id = $1`;

const HAS_TASK = `SELECT 1 FROM core.task WHERE assignee = $1 AND state = 'open' AND form = $2 LIMIT 1`;

/** Names a field of a form, and who writes into it. */
export interface FieldAddress {
  readonly subject: Subject;
  readonly form: string;
  readonly field: string;
}

export interface FileContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** Browsers may show it in a page. */
  readonly isImage: boolean;
}

/** Files on their way to records, and from them. */
@Injectable()
export class RecordFiles {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly records: VisibleRecords,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Takes a file for a field. It belongs to whoever sent it until a record has it. */
  async take(address: FieldAddress, upload: Upload, source: AuditSource): Promise<FileWire> {
    const limits = await this.limits(address);
    await this.checkWaiting(address.subject);
    return withUpload(upload, limits, (content) => this.keep(address, content, source));
  }

  /** The content of a file that stands in a field of a record, for whoever may see that field of that record. */
  read(address: RecordAddress, fileId: string): Promise<FileContent> {
    return this.records.with(address, async (seen, session) => {
      if (!isShown(seen, fileId)) throw notFound();
      const { rows } = await session.query<FileContent & Record<string, unknown>>(READ, [fileId]);
      const [file] = rows;
      if (!file) throw notFound();
      return { ...file, isImage: IMAGE_MEDIA_TYPES.includes(file.mediaType) };
    });
  }

  private limits({ subject, form, field }: FieldAddress): Promise<FileLimits> {
    return this.inForce.read(async ({ release }) => {
      const model = formOf(release, form);
      const found = model.field(field);
      if (found?.type.files === undefined || found.serverOwned) throw notFound();
      if (!(await this.mayWrite(release, subject, model, found)))
        throw noRight({ form: model.title, action: 'update' });
      return { value: found.type.files(found.schema) };
    });
  }

  /** Whoever makes or changes records of the form, and whoever works on one; nobody from whom the field is hidden. */
  private async mayWrite(
    release: CompiledRelease,
    subject: Subject,
    model: FormModel,
    field: FieldModel,
  ): Promise<boolean> {
    const grants = ['create', 'update'].map((action) => grantOf(release, subject, model.key, action));
    if (grants.some(({ allowed, hidden }) => allowed && !isPathHidden(hidden, field.path))) return true;
    if (grants.some(({ allowed }) => allowed)) return false;
    const { hidden } = grantOf(release, subject, model.key, 'read');
    if (isPathHidden(hidden, field.path)) return false;
    const { rows } = await this.database.query(HAS_TASK, [subject.id, model.key]);
    return rows.length > 0;
  }

  private async checkWaiting(subject: Subject): Promise<void> {
    const since = later(this.clock(), -KEEP_UNUSED_MS);
    const { rows } = await this.database.query<{ waiting: number }>(WAITING, [subject.id, since]);
    if ((rows[0]?.waiting ?? 0) >= WAITING_MAX)
      throw new Refusal(429, 'too_many_uploads', [], { params: { max: WAITING_MAX } });
  }

  private async keep(
    { subject, form, field }: FieldAddress,
    content: CheckedContent,
    source: AuditSource,
  ): Promise<FileWire> {
    const { name, mediaType, bytes, sha256 } = content;
    const id = this.ids();
    const file: FileWire = { id, name, mediaType, bytes: bytes.length };
    const row = [id, sha256, name, mediaType, bytes.length, form, field, this.clock(), subject.id];
    await this.database.transaction(async (session: SqlSession) => {
      await session.query(KEEP_CONTENT, [sha256, bytes]);
      await session.query(KEEP_FILE, row);
      const changes = [{ path: pointer('', field), old: null, new: file }];
      await this.audit.write(session, {
        ...source,
        actor: subject.id,
        action: 'upload',
        outcome: 'done',
        form,
        changes,
      });
    });
    return file;
  }
}

/** Whether a field of the record that the subject is shown has the file. */
function isShown({ model, record, hidden }: VisibleRecord, fileId: string): boolean {
  return model.fields.some(
    (field) =>
      field.type.files !== undefined &&
      !isPathHidden(hidden, field.path) &&
      filesIn(record[field.key]).some(({ id }) => id === fileId),
  );
}
