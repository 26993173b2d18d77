import { BadSettings, readSettings } from '../config/settings.js';
import { Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import { CommandFailed, DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, ExitCode, Terminal } from './command.js';
import { parseCommandLine, usageOf } from './parse-command-line.js';
import { terminalLanguage } from './terminal-language.js';

/** Runs one command line and gives the exit code. */
export async function runCommandLine(
  argv: readonly string[],
  commands: readonly CliCommand[],
  terminal: Terminal,
): Promise<ExitCode> {
  const parsed = parseCommandLine(argv, commands);
  if (parsed.kind === 'misuse') {
    terminal.err(parsed.reason);
    return MISUSED;
  }
  if (parsed.kind === 'help') {
    showHelp(parsed.command ? [parsed.command] : commands, terminal);
    return DONE;
  }
  try {
    return await parsed.command.run({ ...parsed, terminal, settings: readSettings(process.env) });
  } catch (error) {
    return explain(error, terminal);
  }
}

function showHelp(commands: readonly CliCommand[], terminal: Terminal): void {
  terminal.out('dougong <noun> <verb> [ARGUMENTS] [--json] [--help]');
  for (const command of commands) {
    terminal.out('');
    terminal.out(`  dougong ${usageOf(command)}`);
    terminal.out(`      ${command.summary}`);
    for (const [name, meaning] of Object.entries({ ...command.flags, ...command.options }))
      terminal.out(`      --${name}  ${meaning}`);
  }
}

function explain(error: unknown, terminal: Terminal): ExitCode {
  for (const line of linesOf(error)) terminal.err(terminal.colour ? `\u001b[31m${line}\u001b[0m` : line);
  return error instanceof BadSettings ? MISUSED : FAILED;
}

function linesOf(error: unknown): string[] {
  if (error instanceof Refusal) {
    const language = terminalLanguage();
    const issues = error.issues.map(
      (found) =>
        `  ${found.path || '/'} ${found.code}: ${sentence(found.code, found.params ?? {}, language)}`,
    );
    return [sentence(error.code, error.options.params ?? {}, language), ...issues];
  }
  if (error instanceof CommandFailed || error instanceof BadSettings || isOperational(error))
    return error.message.split('\n');
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

/** Errors of the machine (files, sockets, the database) speak for themselves; a stack trace would hide them. */
function isOperational(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return typeof (error as { code?: unknown }).code === 'string' || error.name === 'DataFolderInUse';
}
