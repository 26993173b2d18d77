import type { Voucher } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import type { Dates, LedgerFragment } from './ledger-fragment.js';

const LINE_COLUMNS = [
  'n integer',
  'line_no smallint',
  'side text',
  'role text',
  'account text',
  'title jsonb',
  'amount numeric',
];
const LINE_NAMES = LINE_COLUMNS.slice(1).map((column) => column.split(' ', 1)[0]);

/** The vouchers of a posting with their lines. Rules do not tell them apart: a reversal has its own beside those that it undoes. */
export function voucherFragments(
  vouchers: readonly Voucher[],
  at: number,
  dates: Dates,
  parameters: Parameters,
): LedgerFragment[] {
  if (vouchers.length === 0) return [];
  const heads = vouchers.map(({ ruleId, summary, total }, n) => ({ n, rule_id: ruleId, summary, total }));
  const lines = vouchers.flatMap(({ lines: own }, n) =>
    own.map(({ side, role, account, title, amount }, index) => ({
      n,
      line_no: index + 1,
      side,
      role,
      account,
      title,
      amount,
    })),
  );
  return [
    {
      name: `ledger_voucher_${at}`,
      sql:
        `INSERT INTO ledger.voucher (posting_id, rule_id, business_date, period, summary, total) ` +
        `SELECT p.id, x.rule_id, ${dates.business}, ${dates.period}, x.summary, x.total FROM ledger_posting_${at} p, ` +
        `jsonb_to_recordset(${parameters.json(heads)}) AS x(n integer, rule_id text, summary jsonb, total numeric) ORDER BY x.n RETURNING id`,
    },
    {
      name: `ledger_voucher_line_${at}`,
      sql:
        `INSERT INTO ledger.voucher_line (voucher_id, ${LINE_NAMES.join(', ')}) ` +
        `SELECT v.id, ${LINE_NAMES.map((name) => `x.${name}`).join(', ')} ` +
        `FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM ledger_voucher_${at}) v ` +
        `JOIN jsonb_to_recordset(${parameters.json(lines)}) AS x(${LINE_COLUMNS.join(', ')}) ON x.n = v.n`,
    },
  ];
}
