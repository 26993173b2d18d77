import { readFile } from 'node:fs/promises';
import { CONFORMANCE_SUITES, UnreadableCases } from '../conformance/index.js';
import type { ConformanceSuite } from '../conformance/index.js';
import { DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';

const PROGRESS_EVERY = 100;

export const conformanceCommand: CliCommand = {
  words: ['conformance'],
  summary: `run a file of conformance cases: ${namesOffered()}`,
  positionals: ['SUITE', 'FILE'],
  flags: {},
  run,
};

function namesOffered(): string {
  return CONFORMANCE_SUITES.map(({ name }) => name).join(', ');
}

async function run({ positionals: [name = '', file = ''], terminal }: CommandInput): Promise<ExitCode> {
  const suite = CONFORMANCE_SUITES.find((each) => each.name === name);
  if (!suite) {
    terminal.err(`there is no suite "${name}" in this version; it offers ${namesOffered()}`);
    return MISUSED;
  }
  try {
    return await runSuite(suite, JSON.parse(await readFile(file, 'utf8')), terminal);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    terminal.err(`${file} cannot be read as cases of ${name}: ${error.message}`);
    return MISUSED;
  }
}

async function runSuite(suite: ConformanceSuite, content: unknown, terminal: Terminal): Promise<ExitCode> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const { id, outcome, expected, got } of suite.run(content, terminal.err)) {
    count[outcome] += 1;
    if (outcome === 'failed') terminal.out(`${id}: expected ${expected} got ${got}`);
    const done = count.passed + count.failed + count.skipped;
    if (done % PROGRESS_EVERY === 0) terminal.err(`${suite.name}: ${done} cases run`);
  }
  if (count.skipped > 0) terminal.err(`${suite.name}: ${count.skipped} cases do not count`);
  terminal.out(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 ? DONE : FAILED;
}

/** Errors of the file system have a code; they may come from another realm, so their class says nothing. */
function isUnreadable(error: unknown): error is Error {
  if (error instanceof UnreadableCases || error instanceof SyntaxError) return true;
  return typeof (error as { code?: unknown } | null)?.code === 'string';
}
