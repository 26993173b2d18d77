import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { IMPORT_MODES } from '../exchange/import/import.wire.js';
import type { ImportBody } from '../exchange/import/import.wire.js';
import { Imports } from '../exchange/import/imports.js';
import { StoredFiles } from '../jobs/stored-files.js';
import { CommandFailed, DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { finishJob, subjectNamed } from './data-job.js';
import { withApplication } from './with-application.js';
import { inWords, terminalLanguage } from './terminal-language.js';

export const dataImportCommand: CliCommand = {
  words: ['data', 'import'],
  summary: 'bring the rows of an xlsx or csv file into a form, by the same rules as people do',
  positionals: ['FILE'],
  flags: {
    'dry-run': 'only tell what would become of each row',
    atomic: 'all rows or none; for up to 5,000 rows',
    'clear-blanks': 'a blank cell clears the value of a record that is there',
  },
  options: {
    form: 'key of the form',
    as: 'login of the user in whose name, and with whose rights, it is done',
    mode: `${IMPORT_MODES.join(', ')}; insert when left out`,
    keys: 'fields by which records are met, separated by commas; the code when left out',
    sheet: 'number of the sheet, from 1',
    'header-row': 'number of the row with the titles; guessed when left out',
    errors: 'where to write the rows that failed, with the reasons',
  },
  run,
};

interface ImportFigures {
  readonly documents: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly errors: readonly { readonly cell: string | null; readonly row: number; readonly detail: string }[];
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { options, terminal } = input;
  const [form, login] = [options.get('form'), options.get('as')];
  const body = bodyOf(input);
  if (form === undefined || login === undefined || typeof body === 'string') {
    terminal.err(typeof body === 'string' ? body : '--form KEY --as LOGIN');
    return MISUSED;
  }
  return withApplication(input, (app) => bringIn(app, input, { form, login, body }));
}

function bodyOf({ options, flags }: CommandInput): ImportBody | string {
  const mode = options.get('mode') ?? 'insert';
  const sheet = numberOf(options.get('sheet'));
  const headerRow = numberOf(options.get('header-row'));
  if (!isMode(mode)) return `--mode ${IMPORT_MODES.join('|')}`;
  if (sheet === 'none' || headerRow === 'none') return '--sheet NUMBER, --header-row NUMBER';
  const keys = options.get('keys')?.split(',');
  return {
    mode,
    ...(keys ? { keys } : {}),
    ...(sheet === undefined ? {} : { sheet: sheet - 1 }),
    ...(headerRow === undefined ? {} : { headerRow }),
    dryRun: flags.has('dry-run'),
    atomic: flags.has('atomic'),
    blanks: flags.has('clear-blanks') ? 'clear' : 'keep',
  };
}

function isMode(mode: string): mode is ImportBody['mode'] {
  return (IMPORT_MODES as readonly string[]).includes(mode);
}

function numberOf(text: string | undefined): number | undefined | 'none' {
  if (text === undefined) return undefined;
  return /^[1-9]\d{0,3}$/.test(text) ? Number.parseInt(text, 10) : 'none';
}

async function bringIn(
  app: INestApplicationContext,
  { positionals, options, flags, terminal }: CommandInput,
  { form, login, body }: { readonly form: string; readonly login: string; readonly body: ImportBody },
): Promise<ExitCode> {
  const path = resolve(positionals[0] ?? '');
  const subject = await subjectNamed(app, login);
  const imports = app.get(Imports, { strict: false });
  const upload = {
    name: basename(path),
    mediaType: 'application/octet-stream',
    source: createReadStream(path),
  };
  const file = await imports.bring(subject, form, upload);
  const job = await imports.start(subject, form, file.id, body, {
    language: terminalLanguage(),
    source: { channel: 'cli' },
  });
  const over = await finishJob(app, job, terminal);
  const figures = over.result as unknown as ImportFigures | null;
  if (over.state === 'failed' || figures === null)
    throw new CommandFailed(
      inWords(`导入没有完成：${over.code}`, `the import was not finished: ${over.code}`),
    );
  const errors = options.get('errors');
  if (errors !== undefined && over.errorsFile !== null)
    await writeFile(resolve(errors), app.get(StoredFiles, { strict: false }).read(over.errorsFile), {
      flag: 'wx',
    });
  if (flags.has('json')) terminal.out(JSON.stringify({ job, ...figures }));
  else tell(job, figures, terminal);
  return figures.failed === 0 ? DONE : FAILED;
}

function tell(job: string, figures: ImportFigures, terminal: Terminal): void {
  for (const { cell, row, detail } of figures.errors) terminal.out(`${cell ?? row}: ${detail}`);
  const { documents, created, updated, unchanged, skipped, failed } = figures;
  terminal.out(
    inWords(
      `${documents} 条：新增 ${created}，更新 ${updated}，未变 ${unchanged}，跳过 ${skipped}，失败 ${failed}。任务 ${job}`,
      `${documents} documents: ${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} skipped, ${failed} failed; job ${job}`,
    ),
  );
}
