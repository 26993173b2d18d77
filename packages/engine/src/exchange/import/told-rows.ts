import { cellText, columnName } from '@dougong/kernel/exchange';
import { isError } from '@dougong/kernel/foundation';
import type { Database } from '../../database/database.js';
import { faultSentence } from './fault-sentence.js';
import type { TitleOf } from './fault-sentence.js';
import type { ImportParams } from './import-job.js';
import type { DocumentOutcome, StoredIssue } from './import-results.js';
import { unpackCell } from './packed-cells.js';

/** Enough to see what is wrong; the file of errors holds all of them. */
const FAILED_MAX = 100;
const OTHERS_MAX = 30;
const ROWS_MAX = 300;
const COLUMNS_MAX = 40;
const TEXT_MAX = 60;

/** A row of the file as it was given, what became of it, and what is wrong with which of its cells. */
export interface ToldRow {
  /** 0: the main sheet, 1: that of the lines. */
  readonly sheet: number;
  readonly row: number;
  readonly outcome: DocumentOutcome;
  /** Texts of the columns that were read, in the order of `columns`. */
  readonly cells: readonly string[];
  readonly faults: readonly {
    /** Place among `cells`; null where the fault is about the whole row. */
    readonly at: number | null;
    readonly cell: string | null;
    readonly code: string;
    readonly detail: string;
    readonly severity: 'error' | 'warning';
  }[];
}

/** The rows that are shown with the end of an import: those that failed, then some of the others. */
export interface ToldRows {
  /** Heads of the columns that were read, for each sheet. */
  readonly columns: readonly (readonly { readonly head: string; readonly target: string | null }[])[];
  readonly shown: readonly ToldRow[];
}

interface Shown {
  readonly sheet: number;
  readonly row: number;
  readonly cells: readonly unknown[];
  readonly outcome: DocumentOutcome;
  readonly issues: readonly StoredIssue[] | null;
  readonly [column: string]: unknown;
}

const HEADS = 'SELECT sheet, cells FROM core.import_row WHERE job_id = $1 AND doc_no = 0';

const SHOWN = `
  WITH shown AS (
    (SELECT doc_no, outcome, issues FROM core.import_document
      WHERE job_id = $1 AND outcome = 'failed' ORDER BY doc_no LIMIT ${FAILED_MAX})
    UNION ALL
    (SELECT doc_no, outcome, issues FROM core.import_document
      WHERE job_id = $1 AND outcome <> 'failed' ORDER BY doc_no LIMIT ${OTHERS_MAX}))
  SELECT r.sheet, r.row_no AS row, r.cells, s.outcome, s.issues
    FROM shown s JOIN core.import_row r ON r.job_id = $1 AND r.doc_no = s.doc_no
   ORDER BY (s.outcome = 'failed') DESC, r.sheet, r.row_no LIMIT ${ROWS_MAX}`;

/** Reads what is shown of an import; its rows are thrown away when it ends. */
export async function toldRows(
  database: Pick<Database, 'query'>,
  job: string,
  { main, lines, language }: ImportParams,
  titleOf: TitleOf,
): Promise<ToldRows> {
  const { rows: heads } = await database.query<{ sheet: number; cells: readonly unknown[] }>(HEADS, [job]);
  const { rows } = await database.query<Shown>(SHOWN, [job]);
  const read = [main, ...(lines ? [lines] : [])].map(({ columns }) => columns.slice(0, COLUMNS_MAX));
  const textAt = (cells: readonly unknown[], column: number) =>
    cellText(unpackCell(cells[column])).slice(0, TEXT_MAX);
  return {
    columns: read.map((columns, at) => {
      const head = heads.find(({ sheet }) => sheet === at)?.cells ?? [];
      return columns.map(({ column, target }) => ({ head: textAt(head, column), target }));
    }),
    shown: rows.map(({ sheet, row, cells, outcome, issues }) => {
      const columns = read[sheet] ?? [];
      const own = (issues ?? []).filter((found) => found.sheet === sheet && found.row === row);
      return {
        sheet,
        row,
        outcome,
        cells: columns.map(({ column }) => textAt(cells, column)),
        faults: own
          .map(({ cell, issue }) => ({
            at: columns.findIndex(({ column }) => cell === `${columnName(column)}${row}`),
            cell: cell ?? null,
            code: issue.code,
            detail: faultSentence(issue, titleOf, language),
            severity: isError(issue) ? ('error' as const) : ('warning' as const),
          }))
          .sort((one, other) => one.at - other.at)
          .map(({ at, ...fault }) => ({ ...fault, at: at < 0 ? null : at })),
      };
    }),
  };
}
