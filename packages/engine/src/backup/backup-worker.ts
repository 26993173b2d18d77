import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import type { Log } from '../log.js';
import { LOG, SETTINGS } from '../ports.js';
import { BackgroundWorker } from '../workers/background-worker.js';
import { BackupBell } from './backup-bell.js';
import { BackupQueue } from './backup-queue.js';
import { Backups } from './backups.js';
import { KeptBackups } from './kept-backups.js';

const REST_MS = 10_000;

/** Makes backups that are asked for or due, where a folder for them is set, and removes the oldest. */
@Injectable()
export class BackupWorker extends BackgroundWorker implements OnModuleInit {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) log: Log,
    private readonly bell: BackupBell,
    private readonly backups: Backups,
    private readonly queue: BackupQueue,
    private readonly kept: KeptBackups,
  ) {
    super(settings, { name: 'backup', restMs: REST_MS, log });
  }

  onModuleInit(): void {
    this.bell.onRing(() => this.wake());
  }

  /** Does one round. Tells whether there may be more to do. */
  async round(): Promise<boolean> {
    if (this.settings.backupDir === undefined) return false;
    await this.backups.askIfDue();
    const made = await this.queue.makeNext();
    if (made) await this.kept.removeOld();
    return made;
  }
}
