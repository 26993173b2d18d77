import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { Parameters, statementName } from '../database/sql-text.js';

export interface TrialBalanceQuery {
  /** Only the books of one organisation; the whole without it. */
  readonly organisation?: string | undefined;
  /** First and last business date; from the beginning and to the end without them. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface TrialBalanceRow {
  readonly account: string;
  readonly title: Localized;
  readonly debit: string;
  readonly credit: string;
  /** Debit less credit. */
  readonly balance: string;
}

export interface TrialBalance {
  readonly organisation: string | null;
  /** What organisations owe each other still stands in the whole on both sides: it is added up, not consolidated. */
  readonly isEliminated: false;
  readonly data: readonly TrialBalanceRow[];
  readonly debit: string;
  readonly credit: string;
}

interface Row extends TrialBalanceRow {
  readonly isTotal: boolean;
  readonly [column: string]: unknown;
}

/** What vouchers come to, account by account. */
@Injectable()
export class TrialBalances {
  constructor(private readonly database: Database) {}

  async read(query: TrialBalanceQuery): Promise<TrialBalance> {
    const parameters = new Parameters();
    const text = statementOf(query, parameters);
    const { rows } = await this.database.withSession((session) =>
      session.prepared<Row>(statementName(text), text, parameters.values),
    );
    const total = rows.find(({ isTotal }) => isTotal);
    return {
      organisation: query.organisation ?? null,
      isEliminated: false,
      data: rows
        .filter(({ isTotal }) => !isTotal)
        .map(({ account, title, debit, credit, balance }) => ({ account, title, debit, credit, balance })),
      debit: total?.debit ?? '0.00',
      credit: total?.credit ?? '0.00',
    };
  }
}

const sumOf = (side: 'debit' | 'credit') => `coalesce(sum(l.amount) FILTER (WHERE l.side = '${side}'), 0.00)`;

/** One row for each account and one for all of them together. */
function statementOf({ organisation, from, to }: TrialBalanceQuery, parameters: Parameters): string {
  const conditions = [
    'true',
    ...(organisation === undefined ? [] : [`v.organisation = ${parameters.add(organisation)}`]),
    ...(from === undefined ? [] : [`v.business_date >= ${parameters.add(from)}::date`]),
    ...(to === undefined ? [] : [`v.business_date <= ${parameters.add(to)}::date`]),
  ];
  return (
    `SELECT l.account, (array_agg(l.title ORDER BY l.voucher_id DESC))[1] AS title, grouping(l.account) = 1 AS "isTotal", ` +
    `${sumOf('debit')}::text AS debit, ${sumOf('credit')}::text AS credit, (${sumOf('debit')} - ${sumOf('credit')})::text AS balance ` +
    `FROM ledger.voucher v JOIN ledger.voucher_line l ON l.voucher_id = v.id ` +
    `WHERE ${conditions.join(' AND ')} GROUP BY GROUPING SETS ((l.account), ()) ORDER BY l.account`
  );
}
