import { migrate } from '../database/migrate.js';
import { openDatabase } from '../engine.js';
import { DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { createCommandLog } from './command-log.js';

export const migrateCommand: CliCommand = {
  words: ['migrate'],
  summary: 'bring the database up to date and state the rights of the application role',
  positionals: [],
  flags: {},
  run,
};

async function run({ settings, terminal, flags }: CommandInput): Promise<ExitCode> {
  const database = await openDatabase(settings, createCommandLog(settings));
  try {
    const report = await migrate(database.urls);
    if (flags.has('json')) terminal.out(JSON.stringify(report));
    else terminal.out(report.applied.length === 0 ? 'Nothing to do.' : report.applied.join('\n'));
    if (!report.rolesAreSeparate)
      terminal.err('The application role owns the tables: append-only rests on triggers alone.');
  } finally {
    await database.stop();
  }
  return DONE;
}
