import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { Parameters, statementName } from '../database/sql-text.js';
import { decodeCursor, isNumber, pageOf, rowsOfPage } from './page.js';
import type { Page, PageQuery } from './page.js';

export interface VoucherQuery extends PageQuery {
  readonly form?: string;
  readonly recordId?: string;
  /** Only those in the books of one organisation. */
  readonly organisation?: string;
  /** Only those that book on one account. */
  readonly account?: string;
  /** First and last business date. */
  readonly from?: string;
  readonly to?: string;
}

export interface VoucherLineView {
  readonly account: string;
  readonly title: Localized;
  readonly side: 'debit' | 'credit';
  readonly debit: string | null;
  readonly credit: string | null;
}

export interface VoucherView {
  readonly id: string;
  readonly number: string;
  readonly date: string;
  readonly summary: Localized;
  readonly form: string;
  readonly recordId: string;
  readonly code: string | null;
  /** In whose books it stands; none where documents belong to no organisation. */
  readonly organisation: string | null;
  readonly lines: readonly VoucherLineView[];
  readonly total: string;
}

interface VoucherRow {
  readonly id: string;
  readonly business_date: string;
  readonly period: string;
  readonly summary: Localized;
  readonly total: string;
  readonly source_type: string;
  readonly source_id: string;
  readonly source_code: string | null;
  readonly organisation: string | null;
  readonly lines: readonly { side: 'debit' | 'credit'; account: string; title: Localized; amount: string }[];
  readonly [column: string]: unknown;
}

const NUMBER_DIGITS = 6;

const LINES = `
  (SELECT jsonb_agg(jsonb_build_object('side', l.side, 'account', l.account, 'title', l.title, 'amount', l.amount::text) ORDER BY l.line_no)
     FROM ledger.voucher_line l WHERE l.voucher_id = v.id)`;

/** Vouchers that postings made, the latest first. */
@Injectable()
export class VoucherReader {
  constructor(private readonly database: Database) {}

  async vouchers(query: VoucherQuery = {}): Promise<Page<VoucherView>> {
    const parameters = new Parameters();
    const size = rowsOfPage(query);
    const text =
      `SELECT v.id::text, v.business_date, v.period, v.summary, v.total::text, p.source_type, p.source_id, p.source_code, v.organisation, ` +
      `${LINES} AS lines FROM ledger.voucher v JOIN ledger.posting p ON p.id = v.posting_id ` +
      `WHERE ${conditionsOf(query, parameters).join(' AND ')} ORDER BY v.id DESC LIMIT ${parameters.add(size + 1)}`;
    const { rows } = await this.database.withSession((session) =>
      session.prepared<VoucherRow>(statementName(text), text, parameters.values),
    );
    return pageOf(rows, size, voucherOf, (row) => [row.id]);
  }
}

/** What a voucher is called. */
export function voucherNumber(period: string, id: string): string {
  return `${period.slice(0, 7).replace('-', '')}-${id.padStart(NUMBER_DIGITS, '0')}`;
}

function conditionsOf(query: VoucherQuery, parameters: Parameters): string[] {
  const conditions = ['true'];
  if (query.form !== undefined) conditions.push(`p.source_type = ${parameters.add(query.form)}`);
  if (query.recordId !== undefined) conditions.push(`p.source_id = ${parameters.add(query.recordId)}::uuid`);
  if (query.organisation !== undefined)
    conditions.push(`v.organisation = ${parameters.add(query.organisation)}`);
  if (query.account !== undefined)
    conditions.push(
      `EXISTS (SELECT FROM ledger.voucher_line l WHERE l.voucher_id = v.id AND l.account = ${parameters.add(query.account)})`,
    );
  if (query.from !== undefined) conditions.push(`v.business_date >= ${parameters.add(query.from)}::date`);
  if (query.to !== undefined) conditions.push(`v.business_date <= ${parameters.add(query.to)}::date`);
  if (query.cursor !== undefined)
    conditions.push(`v.id < ${parameters.add(decodeCursor(query.cursor, [isNumber])[0])}::bigint`);
  return conditions;
}

function voucherOf(row: VoucherRow): VoucherView {
  return {
    id: row.id,
    number: voucherNumber(row.period, row.id),
    date: row.business_date,
    summary: row.summary,
    form: row.source_type,
    recordId: row.source_id,
    code: row.source_code,
    organisation: row.organisation,
    total: row.total,
    lines: row.lines.map(({ side, account, title, amount }) => ({
      account,
      title,
      side,
      debit: side === 'debit' ? amount : null,
      credit: side === 'credit' ? amount : null,
    })),
  };
}
