import { resolve } from 'node:path';
import { isError } from '@dougong/kernel/foundation';
import { checkTemplateFolder } from '../templates/check-template-folder.js';
import { DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { findingLine } from './finding-line.js';

export const templateCheckCommand: CliCommand = {
  words: ['template', 'check'],
  summary: 'check the files of a template without installing it',
  positionals: ['DIR'],
  flags: {},
  run: check,
};

async function check({ positionals: [folder = '.'], terminal, flags }: CommandInput): Promise<ExitCode> {
  const findings = await checkTemplateFolder(resolve(folder));
  if (flags.has('json')) terminal.out(JSON.stringify({ findings }));
  else for (const finding of findings) terminal.out(findingLine(finding));
  const errors = findings.filter(isError).length;
  terminal.err(errors === 0 ? 'No errors.' : `${errors} ${errors === 1 ? 'error' : 'errors'}.`);
  return errors === 0 ? DONE : FAILED;
}
