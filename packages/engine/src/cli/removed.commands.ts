import type { INestApplicationContext } from '@nestjs/common';
import { Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import { partPath, PurgeRemoved } from '../releases/design/purge-removed.js';
import type { PartName } from '../releases/design/purge-removed.js';
import { RemovedFields } from '../releases/tables/removed-fields.js';
import { CommandFailed, DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { withApplication } from './with-application.js';

export const removedListCommand: CliCommand = {
  words: ['removed', 'list'],
  summary: 'list removed fields, tables of lines and forms whose data is kept',
  positionals: [],
  flags: {},
  run: (input) => withApplication(input, (app) => list(app, input)),
};

export const removedPurgeCommand: CliCommand = {
  words: ['removed', 'purge'],
  summary: 'drop the data of something removed, for good',
  positionals: ['NAME'],
  flags: {},
  options: { confirm: 'the name once more; without it nothing is dropped' },
  run: (input) => withApplication(input, (app) => purge(app, input)),
};

async function list(app: INestApplicationContext, { terminal, flags }: CommandInput): Promise<ExitCode> {
  const parts = await app.get(RemovedFields, { strict: false }).list();
  if (flags.has('json')) terminal.out(JSON.stringify({ data: parts }));
  else
    for (const part of parts)
      terminal.out(`${partPath(part)}  since release ${part.release}, ${part.removedAt}`);
  if (parts.length === 0) terminal.err('Nothing removed is kept.');
  return DONE;
}

async function purge(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const { positionals, options, terminal } = input;
  const name = positionals[0] ?? '';
  const kept = (await app.get(RemovedFields, { strict: false }).list()).find(
    (part) => partPath(part) === name,
  );
  const part: PartName = kept ?? { form: name };
  try {
    const confirm = options.get('confirm') ?? '';
    await app
      .get(PurgeRemoved, { strict: false })
      .purge({ ...part, confirm, actor: null, source: { channel: 'cli' } });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new CommandFailed(sentence(error.code, error.options.params ?? {}, 'en'));
  }
  terminal.out(`${name} is purged.`);
  return DONE;
}
