import type { Difference } from './difference.js';
import { TOLD_MAX } from './difference.js';
import type { LedgerCheck } from './ledger-check.js';

/** Both sides of every voucher come to its total. */

const DIFFERENT = `
  WITH lines AS (
    SELECT voucher_id, sum(amount) FILTER (WHERE side = 'debit') AS debit, sum(amount) FILTER (WHERE side = 'credit') AS credit
      FROM ledger.voucher_line GROUP BY voucher_id
  ), pair AS MATERIALIZED (
    SELECT v.id, v.posting_id, v.total, coalesce(l.debit, 0) AS debit, coalesce(l.credit, 0) AS credit
      FROM ledger.voucher v LEFT JOIN lines l ON l.voucher_id = v.id
  )
  SELECT count(*)::integer AS vouchers,
         (SELECT coalesce(json_agg(x), '[]') FROM (
           SELECT id::text AS voucher, posting_id::text AS posting, total::text, debit::text, credit::text FROM pair
            WHERE debit <> total OR credit <> total ORDER BY pair.id LIMIT ${TOLD_MAX}) x) AS different
    FROM pair`;

interface DifferentVoucher {
  readonly voucher: string;
  readonly posting: string;
  readonly total: string;
  readonly debit: string;
  readonly credit: string;
}

export const checkVouchers: LedgerCheck = {
  name: 'vouchers',
  async run({ client }) {
    const { rows } = await client.query<{ vouchers: number; different: DifferentVoucher[] }>(DIFFERENT);
    const { vouchers = 0, different = [] } = rows[0] ?? {};
    return { figures: { vouchers }, differences: different.map(differenceOf) };
  },
};

function differenceOf({ voucher, posting, total, debit, credit }: DifferentVoucher): Difference {
  const reason = `its total is ${total}, its lines come to debit ${debit}, credit ${credit}`;
  return { part: 'voucher', voucher, posting, reason };
}
