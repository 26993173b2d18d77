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
  /** Debit less credit of all that was booked before `from`. */
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  /** Debit less credit between the two days. */
  readonly balance: string;
  /** What it was and what came to it. */
  readonly closing: string;
}

export interface TrialBalance {
  readonly organisation: string | null;
  /** What organisations owe each other still stands in the whole on both sides: it is added up, not consolidated. */
  readonly isEliminated: false;
  readonly data: readonly TrialBalanceRow[];
  /** Nothing, unless the books do not balance. */
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  readonly closing: string;
}

interface Row extends TrialBalanceRow {
  readonly isTotal: boolean;
  readonly [column: string]: unknown;
}

const NOTHING = { opening: '0.00', debit: '0.00', credit: '0.00', closing: '0.00' };

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
    const { opening, debit, credit, closing } = rows.find(({ isTotal }) => isTotal) ?? NOTHING;
    return {
      organisation: query.organisation ?? null,
      isEliminated: false,
      data: rows.filter(({ isTotal }) => !isTotal).map(({ isTotal: _isTotal, ...row }) => row),
      opening,
      debit,
      credit,
      closing,
    };
  }
}

/** @param when a condition on the voucher. */
const sumOf = (side: 'debit' | 'credit', when: string) =>
  `coalesce(sum(l.amount) FILTER (WHERE l.side = '${side}' AND ${when}), 0.00)`;

/** One row for each account that has something to say, and one for all of them together. */
function statementOf({ organisation, from, to }: TrialBalanceQuery, parameters: Parameters): string {
  const begin = from === undefined ? undefined : `${parameters.add(from)}::date`;
  const [before, since] =
    begin === undefined ? ['false', 'true'] : [`v.business_date < ${begin}`, `v.business_date >= ${begin}`];
  const conditions = [
    'true',
    ...(organisation === undefined ? [] : [`v.organisation = ${parameters.add(organisation)}`]),
    ...(to === undefined ? [] : [`v.business_date <= ${parameters.add(to)}::date`]),
  ];
  const opening = `${sumOf('debit', before)} - ${sumOf('credit', before)}`;
  const [debit, credit] = [sumOf('debit', since), sumOf('credit', since)];
  return (
    `SELECT l.account, (array_agg(l.title ORDER BY l.voucher_id DESC))[1] AS title, grouping(l.account) = 1 AS "isTotal", ` +
    `(${opening})::text AS opening, ${debit}::text AS debit, ${credit}::text AS credit, (${debit} - ${credit})::text AS balance, ` +
    `(${opening} + ${debit} - ${credit})::text AS closing ` +
    `FROM ledger.voucher v JOIN ledger.voucher_line l ON l.voucher_id = v.id ` +
    `WHERE ${conditions.join(' AND ')} GROUP BY GROUPING SETS ((l.account), ()) ` +
    `HAVING grouping(l.account) = 1 OR (${opening}) <> 0 OR count(*) FILTER (WHERE ${since}) > 0 ORDER BY l.account`
  );
}
