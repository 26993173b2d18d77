import { Module } from '@nestjs/common';
import { AnchorWorker } from './anchors/anchor-worker.js';
import { Anchors } from './anchors/anchors.js';
import { AnchorsController } from './anchors/anchors.controller.js';
import { AuditController } from './audit.controller.js';
import { AuditList } from './audit-list.js';
import { AuditExport } from './reading/audit-export.js';
import { EntryWords } from './reading/entry-words.js';
import { AuditSealer } from './chain/audit-sealer.js';
import { VerificationJob } from './chain/verification-job.js';

/** The audit for auditors, and the chain that makes it one that can be relied on. */
@Module({
  controllers: [AuditController, AnchorsController],
  providers: [AnchorWorker, Anchors, AuditExport, AuditList, AuditSealer, EntryWords, VerificationJob],
})
export class AuditReadModule {}
