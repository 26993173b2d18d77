import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ScanExceptions } from './scan-exceptions.js';
import { ScanPoints } from './scan-points.js';
import { ScanPointsController } from './scan-points.controller.js';
import { ScanStore } from './scan-store.js';
import { ScanWork } from './scan-work.js';
import { Scans } from './scans.js';
import { ScansController } from './scans.controller.js';

/** What fixed scanners and other devices read. */
@Module({
  imports: [AuditModule],
  controllers: [ScansController, ScanPointsController],
  providers: [ScanExceptions, ScanPoints, ScanStore, ScanWork, Scans],
})
export class ScanningModule {}
