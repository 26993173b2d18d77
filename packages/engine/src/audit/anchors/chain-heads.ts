import type { ChainHeads } from './anchor-document.js';

/** Whoever can send a statement: a session of the pool, or a client of a command. */
export interface Asks {
  query<Row extends Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rows: readonly Row[] }>;
}

const HEADS = `
  SELECT (SELECT json_build_object('seal', id::text, 'through', to_entry::text, 'root', encode(root_hash, 'hex'))
            FROM core.audit_seal ORDER BY id DESC LIMIT 1) AS audit,
         (SELECT json_build_object('through', number, 'root', encode(root_hash, 'hex'))
            FROM core.sealed_release ORDER BY number DESC LIMIT 1) AS releases,
         (SELECT json_build_object('seal', id::text, 'through', to_posting::text, 'root', encode(root_hash, 'hex'))
            FROM ledger.seal ORDER BY id DESC LIMIT 1) AS ledger`;

/** Where the chains stand. */
export async function readHeads(asks: Asks): Promise<ChainHeads> {
  const { rows } = await asks.query<ChainHeads & Record<string, unknown>>(HEADS);
  const [heads] = rows;
  if (!heads) throw new Error('a statement without a table has one row');
  return heads;
}

const HOLDS = `
  SELECT $1::text IS NULL OR EXISTS (
           SELECT FROM core.audit_seal WHERE id = $1::bigint AND to_entry = $2::bigint AND root_hash = decode($3, 'hex')) AS audit,
         $4::integer IS NULL OR EXISTS (
           SELECT FROM core.sealed_release WHERE number = $4::integer AND root_hash = decode($5, 'hex')) AS releases,
         $6::text IS NULL OR EXISTS (
           SELECT FROM ledger.seal WHERE id = $6::bigint AND to_posting = $7::bigint AND root_hash = decode($8, 'hex')) AS ledger`;

/** Which chains of today still hold what was true at an earlier moment. */
export async function whichHold(
  asks: Asks,
  { audit, releases, ledger }: ChainHeads,
): Promise<Readonly<Record<keyof ChainHeads, boolean>>> {
  const { rows } = await asks.query<Record<keyof ChainHeads, boolean>>(
    HOLDS,
    [
      ...[audit?.seal, audit?.through, audit?.root],
      ...[releases?.through, releases?.root],
      ...[ledger?.seal, ledger?.through, ledger?.root],
    ].map((value) => value ?? null),
  );
  const [holds] = rows;
  if (!holds) throw new Error('a statement without a table has one row');
  return holds;
}
