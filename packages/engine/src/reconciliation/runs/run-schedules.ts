import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { businessMinute } from '@dougong/kernel/foundation';
import { isDue } from '@dougong/kernel/rules';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { PLATFORM } from '../../rules/occasions/platform.js';
import { ReconciliationRuns } from './runs.js';

/** A schedule seen for the first time begins now. */
const SEEN = `
  INSERT INTO reconciliation.schedule AS s (definition, seen_minute) SELECT unnest($1::text[]), $2
  ON CONFLICT (definition) DO UPDATE SET seen_minute = s.seen_minute
  RETURNING definition, seen_minute AS seen`;

/** Of several processes one moves the minute on; the others find it moved. */
const MOVE_ON =
  'UPDATE reconciliation.schedule SET seen_minute = $3 WHERE definition = $1 AND seen_minute = $2 RETURNING definition';

/** Asks for the runs that are due by their schedules, each once whoever looks. */
@Injectable()
export class RunSchedules {
  private lookedAt: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly runs: ReconciliationRuns,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Looks once a minute. */
  async look(): Promise<void> {
    const minute = businessMinute(this.clock());
    if (minute === this.lookedAt) return;
    this.lookedAt = minute;
    const { reconciliations } = await this.releases.refresh();
    const scheduled = [...reconciliations.values()].flatMap(({ definition: { key, schedule } }) =>
      schedule === undefined ? [] : [{ key, cron: schedule }],
    );
    if (scheduled.length === 0) return;
    const { rows } = await this.database.query<{ definition: string; seen: string }>(SEEN, [
      scheduled.map(({ key }) => key),
      minute,
    ]);
    const seen = new Map(rows.map((row) => [row.definition, row.seen]));
    for (const { key, cron } of scheduled) {
      const last = seen.get(key);
      if (last !== undefined && isDue({ cron }, last, minute)) await this.begin(key, last, minute);
    }
  }

  private async begin(key: string, last: string, minute: string): Promise<void> {
    const { rowCount } = await this.database.query(MOVE_ON, [key, last, minute]);
    if (rowCount === 0) return;
    await this.runs.request({ actor: PLATFORM.id }, key, {}).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      this.log.warn({ definition: key, code: error.code }, 'a scheduled reconciliation could not begin');
    });
  }
}
