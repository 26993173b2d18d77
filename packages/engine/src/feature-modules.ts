import type { Type } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { ApplicationModule } from './application/application.module.js';
import { AuditReadModule } from './audit/audit-read.module.js';
import { BackupModule } from './backup/backup.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { CompletenessModule } from './completeness/completeness.module.js';
import { ConnectorsModule } from './connectors/connectors.module.js';
import { CostingModule } from './costing/costing.module.js';
import { DefinitionsModule } from './definitions/definitions.module.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { DoctorModule } from './doctor/doctor.module.js';
import { ExpressionsModule } from './expressions/expressions.module.js';
import { FlowsReadModule } from './flows/flows-read.module.js';
import { TrialsModule } from './flows/trials/trials.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { McpModule } from './mcp/mcp.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { NotificationTemplatesModule } from './notifications/templates/templates.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { PeopleModule } from './people/people.module.js';
import { ProblemsModule } from './problems/problems.module.js';
import { ProgressModule } from './progress/progress.module.js';
import { PromotionModule } from './promotion/promotion.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { RecordFilesModule } from './files/record-files.module.js';
import { RecordsReadModule } from './records/records-read.module.js';
import { PeriodsModule } from './registers/periods/periods.module.js';
import { RegistersReadModule } from './registers/registers-read.module.js';
import { DesignTablesModule } from './releases/design/design-tables.module.js';
import { ReleasesModule } from './releases/releases.module.js';
import { RulesModule } from './rules/rules.module.js';
import { OccasionsModule } from './rules/occasions/occasions.module.js';
import { ScanningModule } from './scanning/scanning.module.js';
import { ScenarioTrialsModule } from './scenarios/scenario-trials.module.js';
import { TasksReadModule } from './tasks/tasks-read.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { VouchersModule } from './vouchers/vouchers.module.js';

/** The features, one module each. A new one adds its line here. */
export const FEATURE_MODULES: readonly Type[] = [
  CommandsModule,
  PeopleModule,
  ReleasesModule,
  DesignTablesModule,
  RecordsReadModule,
  FlowsReadModule,
  TrialsModule,
  TasksReadModule,
  RegistersReadModule,
  PeriodsModule,
  VouchersModule,
  CostingModule,
  ProblemsModule,
  ProgressModule,
  ApplicationModule,
  DefinitionsModule,
  ExpressionsModule,
  RulesModule,
  AuditReadModule,
  MetricsModule,
  NotificationsModule,
  NotificationTemplatesModule,
  McpModule,
  OccasionsModule,
  ReconciliationModule,
  TemplatesModule,
  JobsModule,
  ExchangeModule,
  BackupModule,
  DoctorModule,
  PromotionModule,
  CompletenessModule,
  ScenarioTrialsModule,
  RecordFilesModule,
  AccessModule,
  ScanningModule,
  ConnectorsModule,
];
