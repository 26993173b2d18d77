import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { Settings } from '../config/settings.js';
import { LISTEN_URL } from '../database/database-listener.js';
import { Database } from '../database/database.js';
import type { Log } from '../log.js';
import { CLOCK, LOG, SETTINGS } from '../ports.js';
import { later } from '../workers/later.js';
import { createBackup } from './create-backup.js';
import type { BackupReport } from './create-backup.js';
import { unfinished } from './file/backup-writer.js';
import { rowsOf } from './note-backup.js';

/** A process that dies leaves its backup to be given up after so long; one that works says so in between. */
const LEASE_MS = 120_000;
const RENEW_MS = 30_000;
/** Often enough for who looks on. */
const TELL_MS = 500;
const FAILURE_LENGTH_MAX = 500;
const FOLDER_MODE = 0o700;

const TAKE = `
  UPDATE core.backup SET state = 'running', leased_until = $2 WHERE id = (
    SELECT id FROM core.backup WHERE state = 'waiting' LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, file, asked_by AS "askedBy", $1::timestamptz AS at`;

const GIVE_UP = `
  UPDATE core.backup SET state = 'failed', finished_at = $1, failure = 'the process that made it has ended'
   WHERE state = 'running' AND leased_until < $1 RETURNING file`;

const TELL = `UPDATE core.backup SET done = $2, total = $3 WHERE id = $1 AND state = 'running'`;

interface Taken extends Record<string, unknown> {
  readonly id: string;
  readonly file: string;
  readonly askedBy: string | null;
}

/** Makes the backups that were asked for, one at a time whatever the number of processes. */
@Injectable()
export class BackupQueue {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Tells whether there was one. */
  async makeNext(): Promise<boolean> {
    await this.giveUpLost();
    const now = this.clock();
    const { rows } = await this.database.query<Taken>(TAKE, [now, later(now, LEASE_MS)]);
    const [taken] = rows;
    if (!taken) return false;
    const renewing = setInterval(() => void this.renew(taken).catch(() => undefined), RENEW_MS);
    try {
      await this.note(taken, await this.make(taken, now));
    } catch (error) {
      this.log.error({ err: error, file: taken.file }, 'a backup failed');
      await this.noteFailure(taken, error instanceof Error ? error.message : String(error));
    } finally {
      clearInterval(renewing);
    }
    return true;
  }

  private async make({ id, file }: Taken, at: string): Promise<BackupReport> {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
    return createBackup({
      ownerUrl: this.ownerUrl,
      path: file,
      passphrase: this.settings.backupPassphrase,
      at,
      progress: this.teller(id),
    });
  }

  /** Notes now and then how many tables are written. */
  private teller(id: string): (table: string, done: number, total: number) => void {
    let toldAt = Number.NEGATIVE_INFINITY;
    return (_, done, total) => {
      const now = performance.now();
      if (now - toldAt < TELL_MS) return;
      toldAt = now;
      void this.database.query(TELL, [id, done, total]).catch(() => undefined);
    };
  }

  private note(taken: Taken, { bytes, manifest }: BackupReport): Promise<void> {
    return this.database.transaction(async (session) => {
      await session.query(
        `UPDATE core.backup SET state = 'done', finished_at = $2, bytes = $3, row_count = $4, release = $5 WHERE id = $1`,
        [taken.id, this.clock(), bytes, rowsOf(manifest), manifest.origin.release],
      );
      const changes = { file: taken.file, bytes };
      await this.audit.write(session, {
        actor: taken.askedBy,
        action: 'make_backup',
        outcome: 'done',
        changes,
      });
    });
  }

  private noteFailure(taken: Taken, reason: string): Promise<void> {
    const failure = reason.slice(0, FAILURE_LENGTH_MAX);
    return this.database.transaction(async (session) => {
      await session.query(
        `UPDATE core.backup SET state = 'failed', finished_at = $2, failure = $3 WHERE id = $1`,
        [taken.id, this.clock(), failure],
      );
      const changes = { file: taken.file, failure };
      await this.audit.write(session, {
        actor: taken.askedBy,
        action: 'make_backup',
        outcome: 'refused',
        code: 'backup_failed',
        changes,
      });
    });
  }

  private async renew({ id }: Taken): Promise<void> {
    const until = later(this.clock(), LEASE_MS);
    await this.database.query('UPDATE core.backup SET leased_until = $2 WHERE id = $1', [id, until]);
  }

  private async giveUpLost(): Promise<void> {
    const { rows } = await this.database.query<{ file: string }>(GIVE_UP, [this.clock()]);
    for (const { file } of rows) await rm(unfinished(file), { force: true });
  }
}
