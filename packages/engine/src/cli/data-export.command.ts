import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseExportQuestion } from '../exchange/export/export-question.js';
import { Exports } from '../exchange/export/exports.js';
import { DONE, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { subjectNamed } from './data-job.js';
import { withApplication } from './with-application.js';
import { inWords, terminalLanguage } from './terminal-language.js';

export const dataExportCommand: CliCommand = {
  words: ['data', 'export'],
  summary: 'write the records of a form that a user sees to an xlsx or csv file',
  positionals: ['FILE'],
  flags: { ids: 'with the ids of the records' },
  options: {
    form: 'key of the form',
    as: 'login of the user with whose rights it is done',
    lines: 'none, rows (each line beside its document) or sheets; none when left out',
    fields: 'keys of header fields, separated by commas',
    query: 'filter, sort, q and list as in an address: "filter[code][starts]=A&sort=code"',
  },
  run,
};

async function run(input: CommandInput): Promise<ExitCode> {
  const { options, flags, positionals, terminal } = input;
  const [form, login] = [options.get('form'), options.get('as')];
  if (form === undefined || login === undefined) {
    terminal.err('--form KEY --as LOGIN');
    return MISUSED;
  }
  const path = resolve(positionals[0] ?? '');
  const query = {
    ...Object.fromEntries(new URLSearchParams(options.get('query') ?? '')),
    format: path.endsWith('.csv') ? 'csv' : 'xlsx',
    ...(flags.has('ids') ? { ids: 'true' } : {}),
    ...given('lines', options.get('lines')),
    ...given('fields', options.get('fields')),
  };
  return withApplication<ExitCode>(input, async (app) => {
    const subject = await subjectNamed(app, login);
    const question = parseExportQuestion(query, terminalLanguage());
    const source = { channel: 'cli' as const, ip: '', requestId: 'data export' };
    const file = await app.get(Exports, { strict: false }).stream(subject, form, question, source);
    await writeFile(path, file.bytes, { flag: 'wx' });
    terminal.out(inWords(`已写入 ${path}`, `written to ${path}`));
    return DONE;
  });
}

function given(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}
