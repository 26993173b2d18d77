import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import type { ChangeActor } from '../people/organisation-changes.js';
import { CLOCK, ID_SOURCE, SETTINGS } from '../ports.js';
import { BackupBell } from './backup-bell.js';
import { backupName } from './backup-name.js';
import type { BackupsView, BackupView } from './backup.wire.js';

const LISTED_MAX = 200;
const MS_PER_SECOND = 1000;

export const BACKUP_COLUMNS = `id, state, file, encrypted, asked_by AS "askedBy", asked_at AS "askedAt", finished_at AS "finishedAt",
  bytes::float8 AS bytes, row_count::float8 AS rows, release, failure, removed_at AS "removedAt",
  CASE WHEN state = 'running' AND total IS NOT NULL THEN jsonb_build_object('done', done, 'total', total) END AS progress`;

const LAST_GOOD = `
  SELECT asked_at AS at, file FROM core.backup WHERE state = 'done' AND removed_at IS NULL ORDER BY asked_at DESC LIMIT 1`;

const LAST_DRILL = `
  SELECT at, file, backup_at AS "backupAt", row_count::float8 AS rows, seconds FROM core.backup_drill ORDER BY at DESC LIMIT 1`;

/** Nothing is asked for while one is being made. */
const ASK = `
  INSERT INTO core.backup (id, state, file, encrypted, asked_by, asked_at) VALUES ($1, 'waiting', $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING ${BACKUP_COLUMNS}`;

/** The backups that were made or asked for. */
@Injectable()
export class Backups {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly bell: BackupBell,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly nextId: IdSource,
  ) {}

  async list(limit: number): Promise<BackupsView> {
    const { rows } = await this.database.query<BackupView & Record<string, unknown>>(
      `SELECT ${BACKUP_COLUMNS} FROM core.backup ORDER BY asked_at DESC, id DESC LIMIT $1`,
      [Math.min(limit, LISTED_MAX)],
    );
    const { backupDir, backupEveryMs, backupsKept, backupPassphrase } = this.settings;
    return {
      data: rows,
      lastGood: await this.lastGood(),
      lastDrill: await this.lastDrill(),
      schedule: {
        folder: backupDir ?? null,
        everySeconds: backupEveryMs === undefined ? null : backupEveryMs / MS_PER_SECOND,
        keep: backupsKept,
        encrypted: backupPassphrase !== undefined,
      },
    };
  }

  /** Asks for a backup; a worker makes it. */
  async request(actor: ChangeActor): Promise<BackupView> {
    const asked = await this.ask(actor);
    if (!asked) throw new Refusal(409, 'backup_under_way');
    this.bell.ring();
    return asked;
  }

  /** Asks for one if the last was asked for so long ago that the schedule wants one. */
  async askIfDue(): Promise<void> {
    const { backupEveryMs } = this.settings;
    if (backupEveryMs === undefined) return;
    const { rows } = await this.database.query<{ at: string | null }>(
      'SELECT max(asked_at) AS at FROM core.backup',
    );
    const last = rows[0]?.at;
    if (last == null || Date.parse(this.clock()) - Date.parse(last) >= backupEveryMs) await this.ask();
  }

  private async ask(actor?: ChangeActor): Promise<BackupView | undefined> {
    const { backupDir, backupPassphrase } = this.settings;
    if (backupDir === undefined) throw new Refusal(409, 'backup_no_folder');
    const at = this.clock();
    const values = [
      this.nextId(),
      join(backupDir, backupName(at)),
      backupPassphrase !== undefined,
      actor?.actor ?? null,
      at,
    ];
    return this.database.transaction(async (session) => {
      const { rows } = await session.query<BackupView & Record<string, unknown>>(ASK, values);
      const [asked] = rows;
      if (asked)
        await this.audit.write(session, {
          ...(actor ?? { actor: null }),
          action: 'ask_for_backup',
          outcome: 'done',
          changes: { file: asked.file },
        });
      return asked;
    });
  }

  private async lastGood(): Promise<BackupsView['lastGood']> {
    const { rows } = await this.database.query<{ at: string; file: string }>(LAST_GOOD);
    const [last] = rows;
    return last ? { ...last, ageSeconds: this.ageOf(last.at) } : null;
  }

  private async lastDrill(): Promise<BackupsView['lastDrill']> {
    type Drill = Omit<NonNullable<BackupsView['lastDrill']>, 'ageSeconds'> & Record<string, unknown>;
    const { rows } = await this.database.query<Drill>(LAST_DRILL);
    const [last] = rows;
    return last ? { ...last, ageSeconds: this.ageOf(last.at) } : null;
  }

  private ageOf(at: string): number {
    return Math.max(0, Math.round((Date.parse(this.clock()) - Date.parse(at)) / MS_PER_SECOND));
  }
}
