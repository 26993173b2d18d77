import { PlatformTables1764000000001 } from './001-platform-tables.js';
import { DirectoryVersion1764000000002 } from './002-directory-version.js';
import { LedgerTables1764000000003 } from './003-ledger-tables.js';
import { WorkIndexes1764000000004 } from './004-work-indexes.js';
import { FormulaUses1764000000005 } from './005-formula-uses.js';
import { LedgerMonths1764000000006 } from './006-ledger-months.js';
import { RuleOccasions1764000000007 } from './007-rule-occasions.js';
import { RuleTraces1764000000008 } from './008-rule-traces.js';
import { HooksAndFailedOccasions1764000000009 } from './009-hooks-and-failed-occasions.js';
import { Organisation1764000000010 } from './010-organisation.js';
import { FlowEngine1764000000011 } from './011-flow-engine.js';
import { EntrustedTasks1764000000012 } from './012-entrusted-tasks.js';
import { HiddenAtNodes1764000000013 } from './013-hidden-at-nodes.js';
import { LedgerValuation1764000000014 } from './014-ledger-valuation.js';
import { LedgerPeriodsAndSeals1764000000015 } from './015-ledger-periods-and-seals.js';
import { LedgerMonthTotals1764000000016 } from './016-ledger-month-totals.js';
import { Reconciliation1764000000017 } from './017-reconciliation.js';
import { CostingRuns1764000000018 } from './018-costing-runs.js';
import { MonthTotalsByMonth1764000000019 } from './019-month-totals-by-month.js';
import { MovementNumbers1764000000020 } from './020-movement-numbers.js';
import { FilesAndCounters1764000000021 } from './021-files-and-counters.js';
import { PublishRuns1764000000022 } from './022-publish-runs.js';
import { JobsAndImports1764000000023 } from './023-jobs-and-imports.js';
import { ScenariosAtPublish1764000000024 } from './024-scenarios-at-publish.js';
import { Backups1764000000025 } from './025-backups.js';
import { TemplatePackages1764000000026 } from './026-template-packages.js';
import { ReleaseWork1764000000027 } from './027-release-work.js';
import { WorkInSteps1764000000028 } from './028-work-in-steps.js';
import { ViewingSessions1764000000029 } from './029-viewing-sessions.js';
import { Identity1764000000031 } from './031-identity.js';
import { Successors1764000000032 } from './032-successors.js';
import { AuditChain1764000000033 } from './033-audit-chain.js';
import { AuditFewerIndexes1764000000034 } from './034-audit-fewer-indexes.js';
import { Deliveries1764000000035 } from './035-deliveries.js';
import { ScanEvents1764000000037 } from './037-scan-events.js';
import { Connectors1764000000038 } from './038-connectors.js';
import { Organisations1764000000040 } from './040-organisations.js';
import { BooksOfOrganisations1764000000041 } from './041-books-of-organisations.js';
import { ProgressLinks1764000000042 } from './042-progress-links.js';
import { SealsOfOrganisations1764000000043 } from './043-seals-of-organisations.js';
import { ScansByDevice1764000000046 } from './046-scans-by-device.js';
import { DrillsAndWorkTimes1764000000047 } from './047-drills-and-work-times.js';

/** All migrations, oldest first. Append only: one that has run somewhere is never edited. */
export const MIGRATIONS = [
  PlatformTables1764000000001,
  DirectoryVersion1764000000002,
  LedgerTables1764000000003,
  WorkIndexes1764000000004,
  FormulaUses1764000000005,
  LedgerMonths1764000000006,
  RuleOccasions1764000000007,
  RuleTraces1764000000008,
  HooksAndFailedOccasions1764000000009,
  Organisation1764000000010,
  FlowEngine1764000000011,
  EntrustedTasks1764000000012,
  HiddenAtNodes1764000000013,
  LedgerValuation1764000000014,
  LedgerPeriodsAndSeals1764000000015,
  LedgerMonthTotals1764000000016,
  Reconciliation1764000000017,
  CostingRuns1764000000018,
  MonthTotalsByMonth1764000000019,
  MovementNumbers1764000000020,
  FilesAndCounters1764000000021,
  PublishRuns1764000000022,
  JobsAndImports1764000000023,
  ScenariosAtPublish1764000000024,
  Backups1764000000025,
  TemplatePackages1764000000026,
  ReleaseWork1764000000027,
  WorkInSteps1764000000028,
  ViewingSessions1764000000029,
  Identity1764000000031,
  Successors1764000000032,
  AuditChain1764000000033,
  AuditFewerIndexes1764000000034,
  Deliveries1764000000035,
  ScanEvents1764000000037,
  Connectors1764000000038,
  Organisations1764000000040,
  BooksOfOrganisations1764000000041,
  ProgressLinks1764000000042,
  SealsOfOrganisations1764000000043,
  ScansByDevice1764000000046,
  DrillsAndWorkTimes1764000000047,
] as const;
