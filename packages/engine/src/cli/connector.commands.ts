import type { INestApplicationContext } from '@nestjs/common';
import { ConnectorBook } from '../connectors/connector-book.js';
import type { ConnectorWish } from '../connectors/connector-job.js';
import { ConnectorLists } from '../connectors/connector-lists.js';
import { ConnectorProbe } from '../connectors/connector-probe.js';
import { ConnectorStarts } from '../connectors/connector-starts.js';
import { Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import { AS_OPTION } from './as-administrator.js';
import { CommandFailed, DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { finishJob, subjectNamed } from './data-job.js';
import { inWords, terminalLanguage } from './terminal-language.js';
import { withApplication } from './with-application.js';

export const connectorListCommand: CliCommand = {
  words: ['connector', 'list'],
  summary: 'list connectors: where they are, how far each import and export is, what waits for somebody',
  positionals: [],
  flags: {},
  run: (input) => within(input, list),
};

export const connectorTestCommand: CliCommand = {
  words: ['connector', 'test'],
  summary: 'call the system behind a connector: is it there, and does it let us in',
  positionals: ['CONNECTOR'],
  flags: {},
  run: (input) => within(input, test),
};

export const connectorRunCommand: CliCommand = {
  words: ['connector', 'run'],
  summary: 'run an import or an export of a connector now, to its end',
  positionals: ['CONNECTOR', 'PIPELINE'],
  flags: {},
  options: { ...AS_OPTION, compare: 'a day, as 2026-11-20: compare it with the other side instead' },
  run: (input) => within(input, run),
};

export const connectorDeadLettersCommand: CliCommand = {
  words: ['connector', 'dead-letters'],
  summary: 'list what did not come through, and why',
  positionals: ['CONNECTOR'],
  flags: {},
  run: (input) => within(input, deadLetters),
};

export const connectorRetryCommand: CliCommand = {
  words: ['connector', 'retry'],
  summary: 'try again what did not come through, named by its id',
  positionals: ['CONNECTOR', 'ID'],
  flags: {},
  options: AS_OPTION,
  run: (input) => within(input, retry),
};

type Work = (app: INestApplicationContext, input: CommandInput) => Promise<ExitCode>;

/** A refusal ends with its sentence. */
function within(input: CommandInput, work: Work): Promise<ExitCode> {
  return withApplication(input, async (app) => {
    try {
      return await work(app, input);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [first] = error.issues;
      const params = first?.params ?? error.options.params ?? {};
      throw new CommandFailed(sentence(first?.code ?? error.code, params, terminalLanguage()));
    }
  });
}

async function list(app: INestApplicationContext, { flags, terminal }: CommandInput): Promise<ExitCode> {
  const connectors = await app.get(ConnectorLists, { strict: false }).all(terminalLanguage());
  if (flags.has('json')) terminal.out(JSON.stringify(connectors));
  else
    for (const { key, settings, pipelines } of connectors) {
      terminal.out(`${key}  ${settings?.baseUrl ?? inWords('还没有设置', 'not set yet')}`);
      for (const { id, direction, lastRunAt, lastOutcome, lastCause, deadLetters } of pipelines)
        terminal.out(
          `  ${direction === 'in' ? '<-' : '->'} ${id}  ${lastRunAt ?? '-'}  ${lastOutcome ?? '-'}  ${deadLetters}  ${lastCause ?? ''}`.trimEnd(),
        );
    }
  return DONE;
}

async function test(
  app: INestApplicationContext,
  { positionals, flags, terminal }: CommandInput,
): Promise<ExitCode> {
  const told = await app
    .get(ConnectorProbe, { strict: false })
    .probe(positionals[0] ?? '', terminalLanguage());
  if (flags.has('json')) terminal.out(JSON.stringify(told));
  else
    terminal.out(
      told.cause ?? inWords(`可以连接，状态 ${told.status}。`, `It answers with status ${told.status}.`),
    );
  return told.ok ? DONE : FAILED;
}

function run(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const [connector = '', pipeline = ''] = input.positionals;
  const day = input.options.get('compare');
  return carryOut(app, input, { connector, pipeline, ...(day === undefined ? {} : { day }) });
}

async function deadLetters(
  app: INestApplicationContext,
  { positionals, flags, terminal }: CommandInput,
): Promise<ExitCode> {
  const lists = app.get(ConnectorLists, { strict: false });
  const letters = await lists.letters(positionals[0] ?? '', { limit: '200' }, terminalLanguage());
  if (flags.has('json')) terminal.out(JSON.stringify(letters));
  else
    for (const { id, pipeline, source, number, cause } of letters)
      terminal.out(`${id}  ${pipeline}  ${number ?? source}  ${cause}`);
  return DONE;
}

async function retry(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const [connector = '', id = ''] = input.positionals;
  const letter = UUID.test(id)
    ? await app.get(ConnectorBook, { strict: false }).letter(connector, id)
    : undefined;
  if (letter?.state !== 'open')
    throw new CommandFailed(inWords(`没有待处理的 ${id}。`, `Nothing called ${id} waits for somebody.`));
  return carryOut(app, input, { connector, pipeline: letter.pipeline, letter: letter.id });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function carryOut(
  app: INestApplicationContext,
  input: CommandInput,
  wish: ConnectorWish,
): Promise<ExitCode> {
  const login = input.options.get('as');
  const actor = login === undefined ? null : (await subjectNamed(app, login)).id;
  const starts = app.get(ConnectorStarts, { strict: false });
  const job = await starts.start(wish, { actor, channel: 'cli' });
  const row = await finishJob(app, job ?? '', input.terminal);
  const { counts = {} } = (row.result ?? {}) as { readonly counts?: Readonly<Record<string, number>> };
  if (input.flags.has('json')) input.terminal.out(JSON.stringify({ job, state: row.state, counts }));
  else if (row.state === 'done')
    input.terminal.out(
      Object.entries(counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    );
  else
    throw new CommandFailed(
      sentence(row.code ?? 'unknown_code', row.refusal?.params ?? {}, terminalLanguage()),
    );
  return row.state === 'done' && (counts['failed'] ?? 0) === 0 ? DONE : FAILED;
}
