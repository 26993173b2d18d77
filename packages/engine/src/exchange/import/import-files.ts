import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { notFound } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { StoredFiles } from '../../jobs/stored-files.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { openSheets } from '../sheets/open-sheets.js';
import { FILE_BYTES_MAX } from '../sheets/sheet-reader.js';
import { readTops } from './sheet-tops.js';
import type { Remembered, SheetTop } from './sheet-tops.js';

export interface ImportFile {
  readonly id: string;
  readonly form: string;
  readonly fileId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sheets: readonly SheetTop[];
  readonly createdBy: string;
  readonly [column: string]: unknown;
}

const KEEP = `
  INSERT INTO core.import_file (id, form, file_id, sheets, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)`;

const FIND = `
  SELECT i.id, i.form, i.file_id AS "fileId", f.name, f.bytes::integer AS bytes, i.sheets, i.created_by AS "createdBy"
    FROM core.import_file i JOIN core.stored_file f ON f.id = i.file_id WHERE i.id = $1`;

const REMEMBERED = 'SELECT columns FROM core.import_mapping WHERE user_id = $1 AND form = $2';

const REMEMBER = `
  INSERT INTO core.import_mapping (user_id, form, columns, saved_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (user_id, form) DO UPDATE SET columns = core.import_mapping.columns || EXCLUDED.columns, saved_at = EXCLUDED.saved_at`;

/** Files that somebody has brought to a form, and how he assigned columns before. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Keeps a file and looks at how its sheets begin; one that cannot be read is refused and not kept. */
  async bring(
    subject: Subject,
    form: string,
    { name, mediaType, source }: { name: string; mediaType: string; source: AsyncIterable<Uint8Array> },
  ): Promise<ImportFile> {
    const file = await this.files.keep({ name, mediaType, createdBy: subject.id }, source, FILE_BYTES_MAX);
    try {
      const tops = await readTops(await openSheets(await this.files.whole(file.id), name));
      const id = this.ids();
      await this.database.query(KEEP, [id, form, file.id, JSON.stringify(tops), subject.id, this.clock()]);
      return await this.visible(subject, form, id);
    } catch (error) {
      await this.files.remove(file.id);
      throw error;
    }
  }

  /** A file that the subject has brought to the form. */
  async visible(subject: Subject, form: string, id: string): Promise<ImportFile> {
    const { rows } = await this.database.query<ImportFile>(FIND, [id]);
    const [row] = rows;
    if (!row || row.form !== form || row.createdBy !== subject.id) throw notFound();
    return row;
  }

  async remembered(subject: Subject, form: string): Promise<Remembered> {
    const { rows } = await this.database.query<{ columns: Remembered }>(REMEMBERED, [subject.id, form]);
    return rows[0]?.columns ?? {};
  }

  async remember(subject: Subject, form: string, columns: Remembered): Promise<void> {
    await this.database.query(REMEMBER, [subject.id, form, JSON.stringify(columns), this.clock()]);
  }
}
