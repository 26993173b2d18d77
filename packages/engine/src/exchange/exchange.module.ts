import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ExportController } from './export/export.controller.js';
import { Exports } from './export/exports.js';
import { ErrorFiles } from './import/error-file.js';
import { ImportFiles } from './import/import-files.js';
import { ImportJob } from './import/import-job.js';
import { Imports } from './import/imports.js';
import { ImportsController } from './import/imports.controller.js';
import { UndoJob } from './import/undo-job.js';

/** Data in and out: files into forms, records into files. */
@Module({
  imports: [AuditModule],
  controllers: [ExportController, ImportsController],
  providers: [ErrorFiles, Exports, ImportFiles, ImportJob, Imports, UndoJob],
  exports: [Exports, Imports],
})
export class ExchangeModule {}
