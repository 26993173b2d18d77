import { Inject, Injectable } from '@nestjs/common';
import type { CompiledConnector } from '@dougong/kernel/connectors';
import type { Clock } from '@dougong/kernel/foundation';
import { isDue } from '@dougong/kernel/rules';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { Log } from '../log.js';
import { CLOCK, LOG, SETTINGS } from '../ports.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { BackgroundWorker } from '../workers/background-worker.js';
import type { ConnectorWish } from './connector-job.js';
import { ConnectorStarts } from './connector-starts.js';
import { dayBefore, minuteIn } from './zone-clock.js';

const REST_MS = 5000;

/** Which schedule: of the run itself, or of the comparison. */
type Column = 'seen_minute' | 'compared_minute';

interface Seen extends Record<string, unknown> {
  readonly connector: string;
  readonly pipeline: string;
  readonly seen_minute: string | null;
  readonly compared_minute: string | null;
}

const ACTIVE = 'SELECT key FROM core.connector WHERE active';
const SEEN = 'SELECT connector, pipeline, seen_minute, compared_minute FROM core.connector_state';
const RETRIES = `
  SELECT s.connector, s.pipeline FROM core.connector_state s JOIN core.connector c ON c.key = s.connector
   WHERE c.active AND s.retry_at <= $1`;

/** Of several processes one moves the minute on; a schedule that is seen for the first time begins now. */
const MOVE_ON: Readonly<Record<Column, string>> = {
  seen_minute: moveOn('seen_minute'),
  compared_minute: moveOn('compared_minute'),
};

function moveOn(column: Column): string {
  return `
    INSERT INTO core.connector_state (connector, pipeline, ${column}) VALUES ($1, $2, $3)
    ON CONFLICT (connector, pipeline) DO UPDATE SET ${column} = EXCLUDED.${column}
     WHERE connector_state.${column} IS NOT DISTINCT FROM $4`;
}

/** Starts the runs that are due, and those that are tried again. */
@Injectable()
export class ConnectorWorker extends BackgroundWorker {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) private readonly log: Log,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly starts: ConnectorStarts,
  ) {
    super(settings, { name: 'connectors', restMs: REST_MS, log });
  }

  /** Does one round. What is started is work of the queue, so there is nothing more to do at once. */
  async round(): Promise<boolean> {
    const { rows: active } = await this.database.query<{ key: string }>(ACTIVE);
    if (active.length === 0) return false;
    const { connectors } = await this.releases.refresh();
    const seen = new Map((await this.database.query<Seen>(SEEN)).rows.map((row) => [nameOf(row), row]));
    for (const { key } of active) {
      const connector = connectors.get(key);
      if (connector) await this.look(connector, seen);
    }
    await this.tryAgain(connectors);
    return false;
  }

  private async look({ definition }: CompiledConnector, seen: ReadonlyMap<string, Seen>): Promise<void> {
    const { key: connector, timeZone, imports = [], exports = [] } = definition;
    const minute = minuteIn(this.clock(), timeZone);
    for (const { id: pipeline, schedule } of [...imports, ...exports])
      if (schedule !== undefined)
        await this.startIfDue({ connector, pipeline }, schedule, 'seen_minute', minute, seen);
    for (const { id: pipeline, comparison } of exports) {
      const wish = { connector, pipeline, day: dayBefore(minute.slice(0, 10)) };
      if (comparison?.schedule !== undefined)
        await this.startIfDue(wish, comparison.schedule, 'compared_minute', minute, seen);
    }
  }

  private async startIfDue(
    wish: ConnectorWish,
    cron: string,
    column: Column,
    minute: string,
    seen: ReadonlyMap<string, Seen>,
  ): Promise<void> {
    const last = seen.get(nameOf(wish))?.[column] ?? null;
    const values = [wish.connector, wish.pipeline, minute, last];
    const claim = async (session: SqlSession) =>
      (await session.query(MOVE_ON[column], values)).rowCount === 1;
    if (last === null) await this.database.withSession(claim);
    else if (last < minute && isDue({ cron }, last, minute)) await this.start(wish, claim);
  }

  private async tryAgain(connectors: ReadonlyMap<string, CompiledConnector>): Promise<void> {
    const { rows } = await this.database.query<ConnectorWish & Record<string, unknown>>(RETRIES, [
      this.clock(),
    ]);
    for (const { connector, pipeline } of rows) {
      const { imports, exports } = connectors.get(connector) ?? {};
      if (imports?.has(pipeline) || exports?.has(pipeline)) await this.start({ connector, pipeline });
    }
  }

  /** One that cannot start must not keep the others from it. */
  private async start(wish: ConnectorWish, claim?: (session: SqlSession) => Promise<boolean>): Promise<void> {
    try {
      await this.starts.start(wish, { actor: null, channel: 'worker' }, claim);
    } catch (error) {
      this.log.error({ err: error, ...wish }, 'a run of a connector could not start');
    }
  }
}

function nameOf({ connector, pipeline }: { readonly connector: string; readonly pipeline: string }): string {
  return `${connector}/${pipeline}`;
}
