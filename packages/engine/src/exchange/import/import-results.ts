import type { CellIssue } from '@dougong/kernel/exchange';
import type { Difference } from '@dougong/kernel/records';
import type { SqlSession } from '../../database/sql-session.js';

/** An issue with its place in the file, as it is kept. */
export type StoredIssue = CellIssue;

export type DocumentOutcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';

/** What became of one document. */
export interface DocumentResult {
  readonly doc: number;
  readonly outcome: DocumentOutcome;
  readonly recordId?: string | undefined;
  /** The record's version after it. */
  readonly version?: number | undefined;
  /** What an update changed, so that it can be taken back. */
  readonly before?: readonly Difference[] | undefined;
  readonly issues?: readonly StoredIssue[] | undefined;
}

export type Counts = Readonly<Record<DocumentOutcome, number>>;

export const NO_COUNTS: Counts = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };

export function countResults(counts: Counts, results: readonly DocumentResult[]): Counts {
  const sums = { ...counts };
  for (const { outcome } of results) sums[outcome] += 1;
  return sums;
}

const PUT = `
  INSERT INTO core.import_document (job_id, doc_no, outcome, record_id, version, before, issues)
  SELECT $1, x.doc_no, x.outcome, x.record_id, x.version, x.before, x.issues
    FROM jsonb_to_recordset($2::jsonb)
      AS x(doc_no integer, outcome text, record_id uuid, version integer, before jsonb, issues jsonb)
  ON CONFLICT (job_id, doc_no) DO NOTHING`;

/** Writes down what became of documents, in the transaction that did it. */
export async function keepResults(
  session: SqlSession,
  job: string,
  results: readonly DocumentResult[],
): Promise<void> {
  const rows = results.map(({ doc, outcome, recordId, version, before, issues }) => ({
    doc_no: doc,
    outcome,
    record_id: recordId ?? null,
    version: version ?? null,
    before: before ?? null,
    issues: issues && issues.length > 0 ? issues : null,
  }));
  if (rows.length > 0) await session.query(PUT, [job, JSON.stringify(rows)]);
}
