import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { examine, roleOf, worstOf } from '../doctor/examine.js';
import type { Examined } from '../doctor/examine.js';
import { openDatabaseToRead } from '../engine.js';
import { sentence } from '../http/sentences/index.js';
import { DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { createCommandLog } from './command-log.js';
import { terminalLanguage } from './terminal-language.js';

export const doctorCommand: CliCommand = {
  words: ['doctor'],
  summary:
    'look at settings, database, rights, workers, queues, backups, disk and clock, and say what to mend',
  positionals: [],
  flags: { strict: 'end with 1 for warnings too' },
  run,
};

async function run({ settings, terminal, flags }: CommandInput): Promise<ExitCode> {
  const findings = await findingsOf(settings);
  const level = worstOf(findings);
  if (flags.has('json')) terminal.out(JSON.stringify({ level, findings: findings.map(told) }));
  else for (const finding of findings) tell(finding, terminal);
  return level === 'fail' || (level === 'warn' && flags.has('strict')) ? FAILED : DONE;
}

/** Looking must not make anything: where no data folder is, none is made. */
async function findingsOf(settings: CommandInput['settings']): Promise<readonly Examined[]> {
  const folder = join(settings.dataDir, 'postgres');
  if (
    settings.databaseUrl === undefined &&
    !(await access(folder).then(
      () => true,
      () => false,
    ))
  )
    return [
      { check: 'database', level: 'fail', code: 'doctor_nothing_here', params: { folder: settings.dataDir } },
    ];
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  try {
    const { ownerUrl, appUrl } = database.urls;
    return await examine(ownerUrl, () => roleOf(appUrl), settings);
  } finally {
    await database.stop();
  }
}

function told(finding: Examined) {
  return { ...finding, text: sentence(finding.code, finding.params ?? {}, terminalLanguage()) };
}

const MARKS = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' } as const;
const NAME_WIDTH = 11;

function tell(finding: Examined, terminal: Terminal): void {
  terminal.out(`${MARKS[finding.level]} ${finding.check.padEnd(NAME_WIDTH)} ${told(finding).text}`);
}
