import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { businessDay } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { Settings } from '../config/settings.js';
import { clearUnusedFiles, KEEP_UNUSED_MS } from '../files/clear-unused-files.js';
import { CLOCK, SETTINGS } from '../ports.js';
import { ensurePartitions } from '../registers/ledger-periods.js';
import { TRIM_RULE_TRACES } from '../rules/trim-rule-traces.js';
import { later } from './later.js';

const KEEP_ANSWERS_DAYS = 30;
const KEEP_SESSIONS_DAYS = 30;
const KEEP_FAILURES_DAYS = 2;
const KEEP_DELIVERED_DAYS = 7;
const KEEP_OCCASIONS_DAYS = 30;
const KEEP_CALLS_DAYS = 1;
const KEEP_JOBS_DAYS = 90;
const KEEP_SCANS_DAYS = 180;
const ROWS_MAX = 5000;
const FILES_MAX = 100;
const MS_PER_DAY = 86_400_000;

/** What must be thrown away: a table, the column that tells its age, the days it is kept. */
const OLD_ROWS = [
  { table: 'core.idempotency_request', age: 'created_at', days: KEEP_ANSWERS_DAYS },
  { table: 'core.session', age: 'expires_at', days: KEEP_SESSIONS_DAYS },
  { table: 'core.sign_in_failure', age: 'last_at', days: KEEP_FAILURES_DAYS },
  { table: 'core.outside_sign_in', age: 'expires_at', days: 0 },
  { table: 'core.outbox', age: 'delivered_at', days: KEEP_DELIVERED_DAYS },
  { table: 'core.rule_occasion', age: 'done_at', days: KEEP_OCCASIONS_DAYS },
  { table: 'core.rule_occasion', age: 'skipped_at', days: KEEP_OCCASIONS_DAYS },
  { table: 'core.rule_hook_delivery', age: 'at', days: KEEP_OCCASIONS_DAYS },
  { table: 'core.stored_file', age: 'expires_at', days: 0 },
  { table: 'core.job', age: 'finished_at', days: KEEP_JOBS_DAYS },
  { table: 'core.connector_letter', age: 'settled_at', days: KEEP_SCANS_DAYS },
  { table: 'core.scan_event', age: 'settled_at', days: KEEP_SCANS_DAYS },
  { table: 'core.rule_hook_calls', age: 'minute', days: KEEP_CALLS_DAYS },
] as const;

/** Makes room: partitions for the months ahead, and nothing kept longer than promised. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Does one round. Tells whether there is more to throw away. */
  async round(): Promise<boolean> {
    await this.database.withSession((session) => ensurePartitions(session, businessDay(this.clock())));
    let more = false;
    for (const { table, age, days } of OLD_ROWS) {
      const before = later(this.clock(), -days * MS_PER_DAY);
      const { rowCount } = await this.database.query(
        `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${age} < $1 LIMIT ${ROWS_MAX}))`,
        [before],
      );
      more ||= rowCount === ROWS_MAX;
    }
    const unusedBefore = later(this.clock(), -KEEP_UNUSED_MS);
    more = (await clearUnusedFiles(this.database, unusedBefore, FILES_MAX)) === FILES_MAX || more;
    const kept = [this.settings.ruleTraces, ROWS_MAX];
    const { rowCount } = await this.database.query(TRIM_RULE_TRACES, kept);
    return more || rowCount === ROWS_MAX;
  }
}
