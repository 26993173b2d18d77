import { assistantCommand } from './assistant.command.js';
import { auditAnchorCommand, auditVerifyAnchorCommand } from './audit.commands.js';
import { accessDiffCommand, accessWhyCommand } from './access.commands.js';
import { backupCreateCommand, backupVerifyCommand } from './backup.commands.js';
import { backupDrillCommand } from './backup-drill.command.js';
import { backupRestoreCommand } from './backup-restore.command.js';
import type { CliCommand } from './command.js';
import {
  connectorDeadLettersCommand,
  connectorListCommand,
  connectorRetryCommand,
  connectorRunCommand,
  connectorTestCommand,
} from './connector.commands.js';
import { conformanceCommand } from './conformance.command.js';
import {
  draftApplyCommand,
  draftCheckCommand,
  draftDiscardCommand,
  draftListCommand,
} from './draft.commands.js';
import { doctorCommand } from './doctor.command.js';
import { dataExportCommand } from './data-export.command.js';
import { dataImportCommand } from './data-import.command.js';
import {
  keyCreateCommand,
  keyListCommand,
  keyRevokeCommand,
  keyRotateCommand,
  userInviteCommand,
} from './key.commands.js';
import { migrateCommand } from './migrate.command.js';
import { outboxReleaseCommand } from './outbox.command.js';
import { releaseExportCommand, releasePromoteCommand } from './promotion.commands.js';
import {
  releaseDiffCommand,
  releaseListCommand,
  releaseNameCommand,
  releasePublishCommand,
  releaseRestoreCommand,
  releaseShowCommand,
} from './release.commands.js';
import { removedListCommand, removedPurgeCommand } from './removed.commands.js';
import { startCommand } from './start.command.js';
import { templateCheckCommand } from './template-check.command.js';
import { templateCompletenessCommand } from './template-completeness.command.js';
import { templateInstallCommand, templateUpgradeCommand } from './template.commands.js';
import {
  templateClearSamplesCommand,
  templateExportCommand,
  templateListCommand,
  templateOverlayCommand,
  templateRevertCommand,
  templateUninstallCommand,
} from './template-life.commands.js';
import {
  templateKeygenCommand,
  templatePackCommand,
  templateVerifyCommand,
} from './template-package.commands.js';
import { templateTestCommand } from './template-test.command.js';
import { verifyCommand } from './verify.command.js';

/** All commands, one line each. */
export const COMMANDS: readonly CliCommand[] = [
  startCommand,
  migrateCommand,
  templateCheckCommand,
  templateInstallCommand,
  conformanceCommand,
  verifyCommand,
  auditAnchorCommand,
  auditVerifyAnchorCommand,
  removedListCommand,
  removedPurgeCommand,
  backupCreateCommand,
  backupVerifyCommand,
  backupRestoreCommand,
  backupDrillCommand,
  outboxReleaseCommand,
  doctorCommand,
  assistantCommand,
  templateTestCommand,
  releaseExportCommand,
  releasePromoteCommand,
  templateCompletenessCommand,
  draftListCommand,
  draftApplyCommand,
  draftCheckCommand,
  draftDiscardCommand,
  releaseListCommand,
  releaseShowCommand,
  releaseDiffCommand,
  releaseNameCommand,
  releaseRestoreCommand,
  releasePublishCommand,
  templateListCommand,
  templateUpgradeCommand,
  templateUninstallCommand,
  templateRevertCommand,
  templateClearSamplesCommand,
  templateOverlayCommand,
  templateExportCommand,
  templatePackCommand,
  templateVerifyCommand,
  templateKeygenCommand,
  dataImportCommand,
  dataExportCommand,
  accessWhyCommand,
  accessDiffCommand,
  keyListCommand,
  keyCreateCommand,
  keyRotateCommand,
  keyRevokeCommand,
  userInviteCommand,
  connectorListCommand,
  connectorTestCommand,
  connectorRunCommand,
  connectorDeadLettersCommand,
  connectorRetryCommand,
];
