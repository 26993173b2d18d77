import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BackupBell } from './backup-bell.js';
import { BackupQueue } from './backup-queue.js';
import { BackupWorker } from './backup-worker.js';
import { Backups } from './backups.js';
import { BackupsController } from './backups.controller.js';
import { DrillJob } from './drill/drill-job.js';
import { KeptBackups } from './kept-backups.js';

/** Backups that the engine makes by itself or when an administrator asks for one. */
@Module({
  imports: [AuditModule],
  controllers: [BackupsController],
  providers: [BackupBell, BackupQueue, Backups, BackupWorker, DrillJob, KeptBackups],
})
export class BackupModule {}
