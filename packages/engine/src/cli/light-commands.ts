import type { CliCommand } from './command.js';
import { templateCheckCommand } from './template-check.command.js';

/** Commands that need no engine: they are there at once, and stand among all commands too. */
export const LIGHT_COMMANDS: readonly CliCommand[] = [templateCheckCommand];
