import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { CLOCK, SETTINGS } from '../ports.js';
import { isBackupName } from './backup-name.js';

const OLD = `
  SELECT id, file FROM core.backup WHERE state = 'done' AND removed_at IS NULL AND starts_with(file, $1)
   ORDER BY asked_at DESC OFFSET $2`;

/** Removes the oldest backups of the folder when there are more than are to be kept. Files of others are left alone. */
@Injectable()
export class KeptBackups {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async removeOld(): Promise<void> {
    const { backupDir, backupsKept } = this.settings;
    if (backupDir === undefined) return;
    const { rows } = await this.database.query<{ id: string; file: string }>(OLD, [backupDir, backupsKept]);
    for (const { id, file } of rows) {
      if (dirname(file) !== backupDir || !isBackupName(basename(file))) continue;
      await rm(file, { force: true });
      await this.database.query('UPDATE core.backup SET removed_at = $2 WHERE id = $1', [id, this.clock()]);
    }
  }
}
