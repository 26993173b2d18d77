import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { ClaimLost } from '../../commands/command-run.js';
import type { CommandRequest } from '../../commands/command-run.js';
import { CommandService } from '../../commands/command-service.js';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG, SETTINGS } from '../../ports.js';
import { PLATFORM } from '../../rules/occasions/platform.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import type { Candidate, StoredRefusal } from './migration-jobs.js';

const REST_MS = 2000;
const BATCH = 20;

interface Item extends Candidate {
  readonly migration: string;
  readonly release: number;
  readonly map: Readonly<Record<string, string>>;
  readonly reason: string | null;
  readonly by: string;
}

/** In no order, so that several processes seldom reach for the same one. */
const WAITING = `
  SELECT m.id AS migration, m.to_release AS release, m.map, m.reason, m.created_by AS "by",
         i.id, i.form, i.record_id AS "recordId"
    FROM core.flow_migration m JOIN core.flow_migration_item w ON w.migration_id = m.id AND w.state = 'waiting'
    JOIN core.flow_instance i ON i.id = w.instance_id
   WHERE m.finished_at IS NULL ORDER BY random() LIMIT ${BATCH}`;

const CLAIM = `
  UPDATE core.flow_migration_item SET state = 'moved', done_at = $3
   WHERE migration_id = $1 AND instance_id = $2 AND state = 'waiting'`;

const STAY = `
  UPDATE core.flow_migration_item SET state = $3, code = $4, issues = $5, done_at = $6
   WHERE migration_id = $1 AND instance_id = $2 AND state = 'waiting'`;

const FINISH = `
  UPDATE core.flow_migration m SET finished_at = $1 WHERE m.finished_at IS NULL
     AND NOT EXISTS (SELECT FROM core.flow_migration_item i WHERE i.migration_id = m.id AND i.state = 'waiting')`;

/** What would become of one instance. */
export type Trial =
  { readonly outcome: 'moved' | 'ended' } | ({ readonly outcome: 'refused' } & StoredRefusal);

/**
 * Moves instances to another version of their flow, each in a transaction of its own: it moves whole or stays as it is.
 * What is left when a process stops, the next one takes up.
 */
@Injectable()
export class MigrationWorker extends BackgroundWorker {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) private readonly log: Log,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly database: Database,
    private readonly commands: CommandService,
  ) {
    super(settings, { name: 'migrations', restMs: REST_MS, log });
  }

  /** Moves a batch. Tells whether there may be more. */
  async round(): Promise<boolean> {
    const { rows } = await this.database.query<Item>(WAITING);
    for (const item of rows) await this.move(item);
    // Whoever moved the last one may have died before saying so.
    await this.database.query(FINISH, [this.clock()]);
    return rows.length > 0;
  }

  /** What would become of an instance; nothing is written. */
  async try(item: Item): Promise<Trial> {
    try {
      await this.commands.execute({ ...requestOf(item), preview: true });
      return { outcome: 'moved' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'not_running') return { outcome: 'ended' };
      return { outcome: 'refused', ...refusalOf(item, error) };
    }
  }

  private async move(item: Item): Promise<void> {
    const claim = { text: CLAIM, values: [item.migration, item.id, this.clock()] };
    try {
      await this.commands.execute({ ...requestOf(item), claim });
    } catch (error) {
      if (error instanceof ClaimLost) return;
      const { code, issues } = error instanceof Refusal ? refusalOf(item, error) : this.fault(item, error);
      const state = code === 'not_running' ? 'ended' : 'refused';
      const values = [item.migration, item.id, state, code, JSON.stringify(issues), this.clock()];
      await this.database.query(STAY, values);
    }
  }

  /** One instance that cannot be moved must not hold up the others; whoever looks at it finds the words in the log. */
  private fault({ id }: Item, error: unknown): StoredRefusal {
    this.log.error({ err: error, instance: id }, 'an instance could not be moved to another version');
    return { instance: id, code: 'internal_error', issues: [] };
  }
}

/** The trail names whoever asked for the migration. */
function requestOf({ id, form, recordId, release, map, reason, by }: Item): CommandRequest {
  return {
    subject: { ...PLATFORM, id: by },
    channel: 'flow',
    action: 'flow:migrate',
    instance: id,
    command: {
      type: 'move',
      form,
      id: recordId,
      step: { type: 'migrate', release, map, ...(reason === null ? {} : { comment: reason }) },
      byPlatform: true,
    },
  };
}

function refusalOf({ id }: Item, { code, issues }: Refusal): StoredRefusal {
  const told = issues.map((each) => ({ code: each.code, params: { ...each.params } }));
  return { instance: id, code, issues: told };
}
