import type { Pool } from 'pg';

/** What the ledger says, as its tables hold it. Quantities and amounts are decimal texts. */

export interface MovementRow {
  readonly seq: string;
  readonly register: string;
  /** Dimension slots `s1` to `s4`. */
  readonly key: readonly (string | null)[];
  readonly line_no: number | null;
  readonly qty: string;
  readonly amount: string | null;
  readonly link_seq: string | null;
  readonly details: MovementDetails | null;
}

export interface MovementDetails {
  readonly variances?: readonly { readonly kind: string; readonly amount: string }[];
  readonly credit?: string;
  readonly allocated?: readonly { readonly seq: string; readonly amount: string }[];
}

export interface BalanceRow {
  readonly register: string;
  readonly key: readonly (string | null)[];
  readonly qty: string;
  readonly amount: string;
  readonly layers: readonly (readonly [string, string])[];
}

const MOVEMENTS = `
  SELECT m.seq::text, k.register, ARRAY[k.s1, k.s2, k.s3, k.s4] AS key, m.line_no, m.r1::text AS qty, m.r2::text AS amount,
         m.link_seq::text, m.details
    FROM ledger.posting p JOIN ledger.movement m ON m.posting_id = p.id JOIN ledger.register_key k ON k.id = m.key_id
   WHERE p.source_id = $1 AND k.register IN ('stock', 'stock_value') ORDER BY p.id, m.ord, m.seq`;

const BALANCES = `
  SELECT k.register, ARRAY[k.s1, k.s2, k.s3, k.s4] AS key, sum(b.r1)::text AS qty, sum(b.r2)::text AS amount,
         coalesce((SELECT jsonb_agg(jsonb_build_array(l.quantity::text, l.amount::text) ORDER BY l.acquired, l.ord, l.id)
                     FROM ledger.layer l WHERE l.key_id = k.id AND l.open), '[]') AS layers
    FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
   WHERE k.register IN ('stock', 'stock_value') GROUP BY k.id ORDER BY k.id`;

const HELD = `
  SELECT coalesce(sum(b.r1), 0)::text AS qty
    FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
   WHERE k.register = 'stock' AND k.s1 = $1 AND k.s2 = $2 AND k.s3 IS NOT DISTINCT FROM $3 AND k.s4 = $4`;

const VOUCHER_LINES = `
  SELECT l.role, l.side, l.amount::text
    FROM ledger.posting p JOIN ledger.voucher v ON v.posting_id = p.id JOIN ledger.voucher_line l ON l.voucher_id = v.id
   WHERE p.source_id = $1 ORDER BY p.id, v.id, l.line_no`;

export interface VoucherLineRow {
  readonly role: string;
  readonly side: 'debit' | 'credit';
  readonly amount: string;
}

/** What a document moved. */
export async function readMovements(owner: Pool, documentId: string): Promise<readonly MovementRow[]> {
  return (await owner.query<MovementRow>(MOVEMENTS, [documentId])).rows;
}

/** Everything that is there, what is empty too. */
export async function readBalances(owner: Pool): Promise<readonly BalanceRow[]> {
  return (await owner.query<BalanceRow>(BALANCES)).rows;
}

/** What the books hold of one key. */
export async function readHeld(owner: Pool, key: readonly (string | null)[]): Promise<string> {
  return (await owner.query<{ readonly qty: string }>(HELD, [...key])).rows[0]?.qty ?? '0';
}

/** The lines of the vouchers of a document. */
export async function readVoucherLines(owner: Pool, documentId: string): Promise<readonly VoucherLineRow[]> {
  return (await owner.query<VoucherLineRow>(VOUCHER_LINES, [documentId])).rows;
}
