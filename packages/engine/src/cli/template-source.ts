import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { isJsonRecord } from '@dougong/kernel/foundation';
import type { ConflictChoices } from '@dougong/kernel/metadata';
import type { LoadedTemplates } from '../releases/template-installer.js';
import type { PreferredSide } from '../templates/change-plan.js';
import { loadPackage, loadWithDependencies } from '../templates/load-template.js';
import { SentPackages } from '../templates/sent-packages.js';
import { CommandFailed } from './command.js';
import type { CommandInput } from './command.js';

/** The templates that a command names: a folder with those beside it, or a package file, which must be trusted or allowed. */
export async function templatesOf(
  app: INestApplicationContext,
  { positionals, flags }: CommandInput,
): Promise<LoadedTemplates> {
  const source = resolve(positionals[0] ?? '.');
  if ((await stat(source)).isDirectory()) return loadWithDependencies(source);
  const packages = app.get(SentPackages, { strict: false });
  const read = packages.open(await readFile(source));
  packages.requireTrust(read, flags.has('allow-unsigned'));
  return [await loadPackage(read)];
}

/** Answers and choices out of their files, and the side to prefer. */
export async function chosenIn({ options }: CommandInput): Promise<{
  readonly answers: Readonly<Record<string, unknown>> | undefined;
  readonly choices: ConflictChoices | undefined;
  readonly prefer: PreferredSide | undefined;
}> {
  const prefer = options.get('take');
  if (prefer !== undefined && prefer !== 'mine' && prefer !== 'theirs')
    throw new CommandFailed('--take is mine or theirs');
  const [answers, choices] = await Promise.all([
    recordIn(options.get('answers')),
    recordIn(options.get('choices')),
  ]);
  return { answers, choices: choices as ConflictChoices | undefined, prefer };
}

async function recordIn(file: string | undefined): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (file === undefined) return undefined;
  const content: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isJsonRecord(content)) throw new CommandFailed(`${file} must hold a JSON object`);
  return content;
}
