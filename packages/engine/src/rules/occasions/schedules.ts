import { Inject, Injectable } from '@nestjs/common';
import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { isDue } from '@dougong/kernel/rules';
import type { CompiledRule } from '@dougong/kernel/rules';
import { businessDay, businessMinute } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Parameters } from '../../database/sql-text.js';
import { Refusal } from '../../http/refusal.js';
import type { Log } from '../../log.js';
import { CLOCK, ID_SOURCE, LOG } from '../../ports.js';
import { conditionSql } from '../../records/condition-sql.js';
import { recordTables } from '../../records/record-table.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { OccasionQueue } from './occasion-queue.js';
import { PLATFORM } from './platform.js';

const SEEN = `
  SELECT (SELECT number FROM core.current_release) AS release,
         (SELECT jsonb_object_agg(rule_key, seen_minute) FROM core.rule_schedule) AS seen`;

/** A schedule seen for the first time begins now. One that is out of force begins anew when it comes back. */
const REMEMBER = `
  WITH gone AS (DELETE FROM core.rule_schedule WHERE rule_key <> ALL ($1::text[]))
  INSERT INTO core.rule_schedule (rule_key, seen_minute) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`;

/** Of several processes one moves the minute on; the others find it moved. */
const MOVE_ON = `
  UPDATE core.rule_schedule SET seen_minute = $3 WHERE rule_key = $1 AND seen_minute = $2 RETURNING rule_key`;

/**
 * Turns the minutes of schedules into occasions: once for each due minute, whoever looks; a process that slept over
 * several due minutes makes one of them.
 */
@Injectable()
export class Schedules {
  private lookedAt: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly queue: OccasionQueue,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Looks at the schedules, once a minute. */
  async look(): Promise<void> {
    const minute = businessMinute(this.clock());
    if (minute === this.lookedAt) return;
    const { rows } = await this.database.query<{
      release: number | null;
      seen: Record<string, string> | null;
    }>(SEEN);
    const release = await this.releases.switchTo(rows[0]?.release ?? 0);
    const rules = release.rules.occasions('schedule');
    const seen = rows[0]?.seen ?? {};
    await this.remember(rules, seen, minute);
    for (const rule of rules) {
      const last = seen[rule.key];
      if (last !== undefined) await this.callIfDue(release, rule, last, minute);
    }
    this.lookedAt = minute;
  }

  private async remember(
    rules: readonly CompiledRule[],
    seen: Readonly<Record<string, string>>,
    minute: string,
  ): Promise<void> {
    const keys = rules.map(({ key }) => key);
    const isKnown = keys.length === Object.keys(seen).length && keys.every((key) => key in seen);
    if (!isKnown) await this.database.query(REMEMBER, [keys, minute]);
  }

  private async callIfDue(
    release: CompiledRelease,
    rule: CompiledRule,
    last: string,
    minute: string,
  ): Promise<void> {
    const { schedule } = rule.definition.trigger;
    if (!schedule || !isDue(schedule, last, minute)) return;
    await this.database.transaction(async (session) => {
      const { rowCount } = await session.query(MOVE_ON, [rule.key, last, minute]);
      if (rowCount === 0) return;
      const key = `schedule/${rule.key}/${minute}`;
      if (rule.recordless)
        await this.queue.keep(session, [
          { id: this.ids(), key, kind: 'schedule', rule: rule.key, form: rule.form },
        ]);
      else await this.callForRecords(session, release, rule, key);
    });
  }

  /** One occasion for each record that meets the condition; the rule asks it again when its turn comes. */
  private async callForRecords(
    session: SqlSession,
    release: CompiledRelease,
    rule: CompiledRule,
    key: string,
  ): Promise<void> {
    const parameters = new Parameters();
    const now = this.clock();
    const fixed = [key, rule.key, rule.form].map((value) => `${parameters.add(value)}::text`);
    const at = `${parameters.add(now)}::timestamptz`;
    const model = modelOf(release, rule.form);
    await session.query(
      `INSERT INTO core.rule_occasion (id, key, kind, rule_key, form, record_id, due_at, created_at)
       SELECT gen_random_uuid(), ${fixed[0]} || '/' || r.id, 'schedule', ${fixed[1]}, ${fixed[2]}, r.id, ${at}, ${at}
         FROM ${recordTables(model).header.name} r WHERE ${this.whereSql(release, rule, parameters, now)}
       ON CONFLICT (key) DO NOTHING`,
      parameters.values,
    );
  }

  /** Every record is called where the condition is about lines, has an `else`, or says what SQL cannot. */
  private whereSql(
    release: CompiledRelease,
    rule: CompiledRule,
    parameters: Parameters,
    now: string,
  ): string {
    if (rule.otherwise || rule.line !== undefined) return 'true';
    const occasion = { actor: PLATFORM.id, now, today: businessDay(now) };
    const place = { release, model: modelOf(release, rule.form), alias: 'r', parameters, occasion };
    const known = parameters.values.length;
    try {
      return conditionSql(rule.definition.condition, place);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      parameters.values.length = known;
      this.log.warn({ rule: rule.key }, 'the condition of a schedule is asked for every record');
      return 'true';
    }
  }
}
