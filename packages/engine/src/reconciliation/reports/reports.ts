import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { businessDay } from '@dougong/kernel/foundation';
import { monthOf } from '@dougong/kernel/reconciliation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { CLOCK } from '../../ports.js';
import { REPORT } from './report-statement.js';

/** A month of a reconciliation, as it is or as it was when the month was closed. */
export interface ReportView {
  readonly frozenAt: string | null;
  /** Of what was frozen. */
  readonly hash: string | null;
  readonly content: Readonly<Record<string, unknown>>;
}

const FROZEN = `
  SELECT frozen_at AS "frozenAt", hash, content FROM reconciliation.report WHERE definition = $1 AND period = $2`;

/** Months that are closed for everybody and not yet reported for good. */
const DUE = `
  SELECT DISTINCT r.definition, r.period
    FROM reconciliation.run r, ledger.period_boundary() b
   WHERE r.state = 'done' AND (r.period + interval '1 month' - interval '1 day')::date <= b.closed_through
     AND NOT EXISTS (SELECT FROM reconciliation.report p WHERE p.definition = r.definition AND p.period = r.period)`;

const FREEZE = `
  INSERT INTO reconciliation.report (definition, period, frozen_at, content, hash)
  SELECT $1, $2::date, $4::timestamptz, f.report, encode(sha256(convert_to(f.report::text, 'UTF8')), 'hex') FROM (${REPORT}) f
  ON CONFLICT DO NOTHING`;

/** Monthly reports: made anew each time until their month is closed, and kept as they were then. */
@Injectable()
export class ReconciliationReports {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(definition: string, day: string): Promise<ReportView> {
    await this.freezeDue();
    const period = monthOf(day);
    const { rows } = await this.database.query<ReportView & Record<string, unknown>>(FROZEN, [
      definition,
      period,
    ]);
    if (rows[0]) return rows[0];
    const values = [definition, period, businessDay(this.clock())];
    const { rows: made } = await this.database.query<{ report: ReportView['content'] }>(REPORT, values);
    return { frozenAt: null, hash: null, content: made[0]?.report ?? {} };
  }

  /** Keeps the reports of months that have been closed. */
  async freezeDue(): Promise<void> {
    const { rows } = await this.database.query<{ definition: string; period: string }>(DUE);
    if (rows.length === 0) return;
    await this.database.transaction(async (session) => {
      for (const { definition, period } of rows) await this.freeze(session, definition, period);
    });
  }

  private async freeze(session: SqlSession, definition: string, period: string): Promise<void> {
    const now = this.clock();
    await session.query(FREEZE, [definition, period, businessDay(now), now]);
  }
}
