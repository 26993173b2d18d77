import { backupCreateCommand, backupVerifyCommand } from './backup.commands.js';
import { backupDrillCommand } from './backup-drill.command.js';
import { backupRestoreCommand } from './backup-restore.command.js';
import type { CliCommand } from './command.js';
import { conformanceCommand } from './conformance.command.js';
import { doctorCommand } from './doctor.command.js';
import { migrateCommand } from './migrate.command.js';
import { outboxReleaseCommand } from './outbox.command.js';
import { releaseExportCommand, releasePromoteCommand } from './promotion.commands.js';
import { startCommand } from './start.command.js';
import { templateCheckCommand, templateInstallCommand } from './template.commands.js';
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
  backupCreateCommand,
  backupVerifyCommand,
  backupRestoreCommand,
  backupDrillCommand,
  outboxReleaseCommand,
  doctorCommand,
  templateTestCommand,
  releaseExportCommand,
  releasePromoteCommand,
];
