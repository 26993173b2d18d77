import type { SettledPosting } from '@dougong/kernel/commands';
import type { Voucher } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { POSTED, rowsOfPostings } from './ledger-fragment.js';
import type { LedgerFragment } from './ledger-fragment.js';

const HEAD_COLUMNS = [
  ...['posting integer', 'n integer', 'rule_id text', 'summary jsonb', 'total numeric'],
  'organisation text',
];
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

/** The vouchers of postings with their lines. Rules do not tell them apart: a reversal has its own beside those that it undoes. */
export function voucherFragments(
  written: readonly SettledPosting[],
  parameters: Parameters,
): LedgerFragment[] {
  const vouchers = rowsOfPostings(written, ({ settlement }) =>
    settlement.vouchers.map((voucher) => ({ voucher })),
  );
  if (vouchers.length === 0) return [];
  const heads = vouchers.map(({ posting, voucher: { ruleId, summary, total, organisation } }, n) => ({
    posting,
    n,
    rule_id: ruleId,
    summary,
    total,
    organisation,
  }));
  const lines = vouchers.flatMap(({ voucher }, n) => voucher.lines.map((line, at) => lineRow(line, at, n)));
  return [
    {
      name: 'ledger_voucher',
      sql:
        `INSERT INTO ledger.voucher (posting_id, rule_id, business_date, period, summary, total, organisation) ` +
        `SELECT p.id, x.rule_id, p.business_date, p.period, x.summary, x.total, x.organisation FROM ${POSTED} p ` +
        `JOIN jsonb_to_recordset(${parameters.json(heads)}) AS x(${HEAD_COLUMNS.join(', ')}) ON x.posting = p.n ORDER BY x.n RETURNING id`,
    },
    {
      name: 'ledger_voucher_line',
      sql:
        `INSERT INTO ledger.voucher_line (voucher_id, ${LINE_NAMES.join(', ')}) ` +
        `SELECT v.id, ${LINE_NAMES.map((name) => `x.${name}`).join(', ')} ` +
        `FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM ledger_voucher) v ` +
        `JOIN jsonb_to_recordset(${parameters.json(lines)}) AS x(${LINE_COLUMNS.join(', ')}) ON x.n = v.n`,
    },
  ];
}

function lineRow({ side, role, account, title, amount }: Voucher['lines'][number], at: number, n: number) {
  return { n, line_no: at + 1, side, role, account, title, amount };
}
