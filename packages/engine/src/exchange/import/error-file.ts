import { Injectable } from '@nestjs/common';
import { cellText } from '@dougong/kernel/exchange';
import type { SheetCell } from '@dougong/kernel/exchange';
import { isError } from '@dougong/kernel/foundation';
import type { Language } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { StoredFiles } from '../../jobs/stored-files.js';
import type { SheetToWrite } from '../sheets/sheet-writer.js';
import { XLSX } from '../sheets/xlsx-writer.js';
import { faultSentence } from './fault-sentence.js';
import type { TitleOf } from './fault-sentence.js';
import type { ImportParams } from './import-job.js';
import type { StoredIssue } from './import-results.js';
import { unpackCell } from './packed-cells.js';

/** A fault as it is told with the job. */
interface ToldIssue {
  readonly sheet: string;
  readonly row: number;
  readonly cell: string | null;
  readonly code: string;
  readonly detail: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What faults are put into words with. */
interface FaultWords {
  readonly titleOf: TitleOf;
  readonly language: Language;
}

interface FailedRow {
  readonly row: number;
  readonly doc: number;
  readonly cells: readonly unknown[];
  readonly issues: readonly StoredIssue[];
  readonly isFirst: boolean;
  readonly [column: string]: unknown;
}

const TOLD_MAX = 200;
const PAGE = 500;
const REASON: Readonly<Record<Language, string>> = { 'zh-CN': '错误原因', en: 'What is wrong' };
const SHEETS: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': ['数据', '明细'],
  en: ['Data', 'Lines'],
};

const TOLD = `
  SELECT d.issues FROM core.import_document d WHERE d.job_id = $1 AND d.issues IS NOT NULL ORDER BY (d.outcome = 'failed') DESC, d.doc_no LIMIT ${TOLD_MAX}`;

const HEADS = 'SELECT cells FROM core.import_row WHERE job_id = $1 AND sheet = $2 AND doc_no = 0';
const WIDTH = `SELECT coalesce(max(jsonb_array_length(cells)), 0) AS width FROM core.import_row WHERE job_id = $1 AND sheet = $2`;
const FAILED = `SELECT EXISTS (SELECT FROM core.import_document WHERE job_id = $1 AND outcome = 'failed') AS failed`;

const ROWS = `
  SELECT r.row_no AS row, r.doc_no AS doc, r.cells, d.issues,
         r.row_no = (SELECT min(f.row_no) FROM core.import_row f WHERE f.job_id = r.job_id AND f.doc_no = r.doc_no AND f.sheet = r.sheet) AS "isFirst"
    FROM core.import_row r JOIN core.import_document d ON d.job_id = r.job_id AND d.doc_no = r.doc_no AND d.outcome = 'failed'
   WHERE r.job_id = $1 AND r.sheet = $2 AND r.row_no > $3 ORDER BY r.row_no LIMIT ${PAGE}`;

/** The rows that failed, as they were given, with a column that says why: ready to be mended and brought again. */
@Injectable()
export class ErrorFiles {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
  ) {}

  async make(job: RunningJob, params: ImportParams, titleOf: TitleOf) {
    const { language } = params;
    const { rows } = await this.database.query<{ issues: readonly StoredIssue[] }>(TOLD, [job.id]);
    const told = rows.flatMap(({ issues }) => issues);
    const names = sheetNames(params);
    const tell = (found: StoredIssue) => toldIssue(found, names, { titleOf, language });
    const errors = told
      .filter(({ issue }) => isError(issue))
      .slice(0, TOLD_MAX)
      .map(tell);
    const warnings = told
      .filter(({ issue }) => !isError(issue))
      .slice(0, TOLD_MAX)
      .map(tell);
    const errorsFile = (await this.anyFailed(job.id)) ? await this.write(job, params, titleOf) : undefined;
    return { errors, warnings, errorsFile };
  }

  private async anyFailed(job: string): Promise<boolean> {
    const { rows } = await this.database.query<{ failed: boolean }>(FAILED, [job]);
    return rows[0]?.failed === true;
  }

  private async write(job: RunningJob, params: ImportParams, titleOf: TitleOf): Promise<string> {
    const { language, fileName } = params;
    const sheets: SheetToWrite[] = [];
    for (const [at, name] of sheetNames(params).entries())
      sheets.push({ ...(await this.sheet(job.id, at, { titleOf, language })), name });
    const name = `${fileName.replace(/\.[^.]*$/, '')}-${REASON[language]}.xlsx`;
    const file = { name, mediaType: XLSX.mediaType, createdBy: job.by.id };
    return (await this.files.keep(file, XLSX.write(sheets))).id;
  }

  private async sheet(job: string, sheet: number, words: FaultWords): Promise<Omit<SheetToWrite, 'name'>> {
    const { language } = words;
    const [{ rows: heads }, { rows: widths }] = await Promise.all([
      this.database.query<{ cells: readonly unknown[] }>(HEADS, [job, sheet]),
      this.database.query<{ width: number }>(WIDTH, [job, sheet]),
    ]);
    const given = (heads[0]?.cells ?? []).map((cell) => cellText(unpackCell(cell)));
    // A file that comes back a second time brings its reasons along; the new ones take their place.
    const at = given.indexOf(REASON[language]);
    const width = at < 0 ? Math.max(given.length, widths[0]?.width ?? 0) : at;
    const titles = Array.from({ length: width }, (_, column) => given[column] ?? '');
    const columns = [...titles, REASON[language]].map((title) => ({
      title,
      style: 'text' as const,
      width: 18,
    }));
    const rows = () => this.rows(job, sheet, width, words);
    return { columns, rows };
  }

  private async *rows(
    job: string,
    sheet: number,
    width: number,
    words: FaultWords,
  ): AsyncGenerator<readonly SheetCell[]> {
    for (let after = 0; ;) {
      const { rows } = await this.database.query<FailedRow>(ROWS, [job, sheet, after]);
      for (const each of rows) {
        const cells = Array.from({ length: width }, (_, column) => unpackCell(each.cells[column]));
        yield [...cells, reasonOf(each, sheet, words)];
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.row;
    }
  }
}

/** The sheets that were read, as the file calls them. */
function sheetNames({ main, lines, language }: ImportParams): readonly string[] {
  const [rows = '', below = ''] = SHEETS[language];
  return [main.name || rows, ...(lines ? [lines.name || below] : [])];
}

function toldIssue(
  { sheet, row, cell, issue }: StoredIssue,
  names: readonly string[],
  { titleOf, language }: FaultWords,
): ToldIssue {
  const params = issue.params ?? {};
  const detail = faultSentence(issue, titleOf, language);
  return {
    sheet: names[sheet] ?? '',
    row,
    cell: cell ?? null,
    code: issue.code,
    detail,
    params: { ...params },
  };
}

/** Each fault stands beside its own row; what is about the whole document stands beside the first. */
function reasonOf(
  { row, issues, isFirst }: FailedRow,
  sheet: number,
  { titleOf, language }: FaultWords,
): SheetCell {
  const own = (issues ?? []).filter(
    (found) =>
      isError(found.issue) &&
      ((found.sheet === sheet && found.row === row) || (isFirst && found.sheet !== sheet)),
  );
  if (own.length === 0) return null;
  const text = own
    .map(
      ({ cell, issue }) =>
        `${cell === undefined ? '' : `${cell}: `}${faultSentence(issue, titleOf, language)}`,
    )
    .join('\n');
  return { kind: 'text', text };
}
