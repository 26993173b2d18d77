import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { businessDay } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { Parameters } from '../../database/sql-text.js';
import { Directory } from '../../people/directory.js';
import { CLOCK } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { OutboxBell } from '../../workers/outbox-bell.js';

const BATCH = 5000;

/** Tells those who approve of differences that are overdue, each once. */
@Injectable()
export class Escalations {
  private lookedAt: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
    private readonly bell: OutboxBell,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Looks once a day, and again while there is more. */
  async look(): Promise<boolean> {
    const now = this.clock();
    const today = businessDay(now);
    if (today === this.lookedAt) return false;
    const { reconciliations } = await this.releases.current();
    let more = false;
    for (const { definition } of reconciliations.values())
      more = (await this.escalate(definition.key, definition.approver, definition.title, now)) || more;
    if (!more) this.lookedAt = today;
    return more;
  }

  private async escalate(
    key: string,
    approver: string,
    body: Readonly<Record<string, string>>,
    now: string,
  ): Promise<boolean> {
    const people = await this.directory.current();
    const users = people.usersOfRole(approver).filter((user) => people.isActive(user));
    const parameters = new Parameters();
    const at = `${parameters.add(now)}::timestamptz`;
    const today = `${parameters.add(businessDay(now))}::date`;
    const title = { 'zh-CN': '对账差异已逾期', en: 'Differences of a reconciliation are overdue' };
    const payload = parameters.json({ event: 'late', users, title, body });
    const { rowCount } = await this.database.query(
      `WITH late AS (
         UPDATE reconciliation.difference d SET escalated_at = ${at}
          WHERE d.id IN (SELECT id FROM reconciliation.difference
                          WHERE definition = ${parameters.add(key)} AND due < ${today} AND state NOT IN ('closed', 'approved')
                            AND escalated_at IS NULL ORDER BY due, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
         RETURNING d.id, d.state),
       told AS (
         INSERT INTO reconciliation.difference_event (difference, at, act, from_state, to_state)
         SELECT id, ${at}, 'escalated', state, state FROM late),
       sent AS (
         INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
         SELECT gen_random_uuid(), 'notification', 'reconciliation/overdue/' || ${parameters.add(key)} || '/' || ${today}, ${payload}, ${at}, ${at}
          WHERE EXISTS (SELECT FROM late) AND ${users.length > 0}
         ON CONFLICT (key) DO NOTHING)
       SELECT FROM late`,
      parameters.values,
    );
    if (rowCount !== 0) this.bell.ring(undefined);
    return rowCount === BATCH;
  }
}
