import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ComparisonRun } from './comparison-run.js';
import { ConnectorAlert } from './connector-alert.js';
import { ConnectorBook } from './connector-book.js';
import { ConnectorCalls } from './connector-calls.js';
import { ConnectorJob } from './connector-job.js';
import { ConnectorLists } from './connector-lists.js';
import { ConnectorProbe } from './connector-probe.js';
import { ConnectorSettings } from './connector-settings.js';
import { ConnectorStarts } from './connector-starts.js';
import { ConnectorWorker } from './connector-worker.js';
import { ConnectorsController } from './connectors.controller.js';
import { ExportRun } from './export-run.js';
import { ExportSources } from './export-sources.js';
import { ImportRecords } from './import-records.js';
import { ImportRun } from './import-run.js';

/** Outside systems that records come from and go to. */
@Module({
  imports: [AuditModule],
  controllers: [ConnectorsController],
  providers: [
    ComparisonRun,
    ConnectorAlert,
    ConnectorBook,
    ConnectorCalls,
    ConnectorJob,
    ConnectorLists,
    ConnectorProbe,
    ConnectorSettings,
    ConnectorStarts,
    ConnectorWorker,
    ExportRun,
    ExportSources,
    ImportRecords,
    ImportRun,
  ],
})
export class ConnectorsModule {}
