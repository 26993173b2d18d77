import 'reflect-metadata';
import { LIGHT_COMMANDS } from './light-commands.js';
import { commandOf } from './parse-command-line.js';
import { runCommandLine } from './run-command-line.js';

const colour = process.stderr.isTTY === true && !process.env['NO_COLOR'];

const argv = process.argv.slice(2);
// Most of what the other commands load would be loaded for nothing here.
const isLight = commandOf(argv, LIGHT_COMMANDS) !== undefined;
const commands = isLight ? LIGHT_COMMANDS : (await import('./commands.js')).COMMANDS;

process.exitCode = await runCommandLine(argv, commands, {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  colour,
});
