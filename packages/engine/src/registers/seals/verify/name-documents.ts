import type { ClientBase } from 'pg';
import type { Difference } from './difference.js';

const DOCUMENTS = `
  SELECT id::text AS posting, source_type AS form, source_id AS id, source_code AS code FROM ledger.posting WHERE id = ANY ($1::bigint[])`;

interface DocumentRow {
  readonly posting: string;
  readonly form: string;
  readonly id: string;
  readonly code: string | null;
}

/** Says of each difference which document it is about, as far as its posting is there. */
export async function nameDocuments(
  client: ClientBase,
  differences: readonly Difference[],
): Promise<readonly Difference[]> {
  const postings = [...new Set(differences.flatMap(({ posting }) => posting ?? []))];
  if (postings.length === 0) return differences;
  const { rows } = await client.query<DocumentRow>(DOCUMENTS, [postings]);
  const documents = new Map(rows.map(({ posting, ...document }) => [posting, document]));
  return differences.map((difference) => {
    const document = documents.get(difference.posting ?? '');
    return document ? { ...difference, document } : difference;
  });
}
