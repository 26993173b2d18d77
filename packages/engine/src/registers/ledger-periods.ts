import { Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { periodOf } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';

const RANGE = `
  SELECT min(right(c.relname, 7)) AS first, max(right(c.relname, 7)) AS last
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'ledger.movement'::regclass`;

interface Range {
  readonly first: string;
  readonly last: string;
}

/** Which months can be posted to. */
@Injectable()
export class LedgerPeriods {
  private range: Range = { first: '', last: '' };

  /** Refuses a business date outside the months that the ledger has; asks the database only about dates it does not know. */
  async check(session: SqlSession, businessDate: string): Promise<readonly Issue[]> {
    const period = periodOf(businessDate);
    if (!this.covers(period)) this.range = await readRange(session);
    if (this.covers(period)) return [];
    const { first, last } = this.range;
    return [
      issue('period_not_open', '', { date: businessDate, first: first.slice(0, 7), last: last.slice(0, 7) }),
    ];
  }

  private covers(period: string): boolean {
    return this.range.first <= period && period <= this.range.last;
  }
}

/** Makes the months around a day. A worker calls it again and again; it does nothing when they stand. */
export async function ensurePartitions(session: Pick<SqlSession, 'query'>, today: string): Promise<void> {
  await session.query('SELECT ledger.ensure_partitions($1::date)', [today]);
}

async function readRange(session: SqlSession): Promise<Range> {
  const { rows } = await session.prepared<{ first: string | null; last: string | null }>(
    statementName(RANGE),
    RANGE,
    [],
  );
  const asPeriod = (text: string | null | undefined) => (text ? `${text.replace('_', '-')}-01` : '');
  return { first: asPeriod(rows[0]?.first), last: asPeriod(rows[0]?.last) };
}
