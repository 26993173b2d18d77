import { resolve } from 'node:path';
import type { Definition } from '@dougong/kernel/metadata';
import { checkCompleteness } from '@dougong/kernel/templates';
import type { CompletenessFinding, CompletenessWish } from '@dougong/kernel/templates';
import { installedWishes, wishesOf } from '../completeness/completeness-wishes.js';
import { wireFinding } from '../completeness/completeness.service.js';
import { connectTo } from '../database/connect.js';
import { openDatabaseToRead } from '../engine.js';
import { readTemplate } from '../releases/read-template.js';
import { DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { createCommandLog } from './command-log.js';
import { findingLine, sentenceOf } from './finding-line.js';
import { terminalLanguage } from './terminal-language.js';

export const templateCompletenessCommand: CliCommand = {
  words: ['template', 'completeness'],
  summary: 'tell the gaps in the processes of a template, or of what is installed',
  positionals: ['[DIR]'],
  flags: {
    installed: 'of the installed application instead of a folder',
    strict: 'end with 1 for warnings too',
  },
  run,
};

interface Asked {
  readonly definitions: readonly Definition[];
  readonly wishes: readonly CompletenessWish[];
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { positionals, flags, terminal } = input;
  const [folder] = positionals;
  if ((folder === undefined) !== flags.has('installed')) {
    terminal.err('name one folder, or say --installed');
    return MISUSED;
  }
  const asked = folder === undefined ? await installed(input) : await ofFolder(folder, terminal);
  if (!asked) return FAILED;
  const findings = checkCompleteness(asked.definitions, asked.wishes);
  if (flags.has('json'))
    terminal.out(
      JSON.stringify({ findings: findings.map((found) => wireFinding(found, asked.definitions)) }),
    );
  else for (const found of findings) terminal.out(lineOf(found));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  terminal.err(`${findings.length} ${findings.length === 1 ? 'gap' : 'gaps'}, ${errors} of them errors.`);
  const bad = flags.has('strict') ? findings.length : errors;
  return bad === 0 ? DONE : FAILED;
}

async function ofFolder(folder: string, terminal: Terminal): Promise<Asked | undefined> {
  const { template, findings } = await readTemplate(resolve(folder));
  for (const finding of template ? [] : findings) terminal.err(findingLine(finding));
  return template && { definitions: template.definitions, wishes: wishesOf(template.manifest) };
}

const IN_FORCE = `
  SELECT r.definitions FROM core.current_release c JOIN core.release r ON r.number = c.number`;

async function installed({ settings }: CommandInput): Promise<Asked> {
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  const connection = await connectTo(database.urls.appUrl, 1).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  try {
    const { rows } = await connection.database.query<{ definitions: readonly Definition[] }>(IN_FORCE);
    return { definitions: rows[0]?.definitions ?? [], wishes: await installedWishes(connection.database) };
  } finally {
    await connection.close();
    await database.stop();
  }
}

function lineOf(found: CompletenessFinding): string {
  const { definition, path, severity = 'error', code, fix } = found;
  const offer = fix ? ` [${fix.title[terminalLanguage()]}]` : '';
  return `${definition.kind}/${definition.key}#${path} ${severity} ${code}: ${sentenceOf(found)}${offer}`;
}
