import 'reflect-metadata';
import { COMMANDS } from './commands.js';
import { runCommandLine } from './run-command-line.js';

const colour = process.stderr.isTTY === true && !process.env['NO_COLOR'];

process.exitCode = await runCommandLine(process.argv.slice(2), COMMANDS, {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  colour,
});
