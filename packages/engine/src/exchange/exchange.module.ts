import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ExportController } from './export/export.controller.js';
import { Exports } from './export/exports.js';

/** Data in and out: files into forms, records into files. */
@Module({
  imports: [AuditModule],
  controllers: [ExportController],
  providers: [Exports],
  exports: [Exports],
})
export class ExchangeModule {}
