import { readFile } from 'node:fs/promises';
import { isError, isJsonRecord } from '@dougong/kernel/foundation';
import { DEFINITION_SCHEMAS } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind, Operation } from '@dougong/kernel/metadata';
import { Value } from '@sinclair/typebox/value';
import type { ReleaseFinding } from '@dougong/kernel/commands';
import type { DraftBundle } from '../releases/drafts/draft.js';
import type { DraftKey } from '../releases/drafts/draft-book.js';
import { OperationsBody } from '../releases/drafts/draft.wire.js';
import { Drafts } from '../releases/drafts.js';
import { AS_OPTION, designerOf } from './as-administrator.js';
import { CommandFailed, DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { sentenceOf } from './finding-line.js';
import { inWords } from './terminal-language.js';
import { withApplication } from './with-application.js';

export const draftListCommand: CliCommand = {
  words: ['draft', 'list'],
  summary: 'list the drafts that wait to be published',
  positionals: [],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      showBundle(input, await app.get(Drafts, { strict: false }).read());
      return DONE;
    }),
};

export const draftApplyCommand: CliCommand = {
  words: ['draft', 'apply'],
  summary:
    'put a definition into the drafts, or carry operations out on one: FILE is a definition, or {kind, key, operations}',
  positionals: ['FILE'],
  flags: {},
  options: AS_OPTION,
  run: apply,
};

export const draftCheckCommand: CliCommand = {
  words: ['draft', 'check'],
  summary: 'check what a publish of all drafts would say',
  positionals: [],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const findings = await app.get(Drafts, { strict: false }).check();
      if (input.flags.has('json')) input.terminal.out(JSON.stringify({ findings }));
      else for (const found of findings) input.terminal.out(lineOf(found));
      const errors = findings.filter(isError).length;
      input.terminal.err(inWords(`${errors} 个错误。`, errors === 1 ? '1 error.' : `${errors} errors.`));
      return errors === 0 ? DONE : FAILED;
    }),
};

export const draftDiscardCommand: CliCommand = {
  words: ['draft', 'discard'],
  summary: 'throw drafts away: all of them, or the one named with --only; their history stays',
  positionals: [],
  flags: { yes: 'really; without it nothing is thrown away' },
  options: { ...AS_OPTION, only: 'kind/key of the one' },
  run: discard,
};

async function apply(input: CommandInput): Promise<ExitCode> {
  const content = await readJson(input.positionals[0] ?? '');
  return withApplication<ExitCode>(input, async (app) => {
    const { actor } = await designerOf(app, input);
    const drafts = app.get(Drafts, { strict: false });
    const target = { kind: String(content['kind']) as DefinitionKind, key: String(content['key']) };
    if (!Object.hasOwn(DEFINITION_SCHEMAS, target.kind))
      throw new CommandFailed(
        inWords(`没有“${target.kind}”这种定义。`, `There is no kind "${target.kind}".`),
      );
    const { id, ...source } = actor;
    const bundle =
      'operations' in content
        ? await drafts.apply(target, operationsIn(content), actor, undefined)
        : await drafts.put(target, content as unknown as Definition, id, undefined, source);
    showBundle(input, bundle);
    return DONE;
  });
}

async function discard(input: CommandInput): Promise<ExitCode> {
  const only = input.options.get('only');
  return withApplication<ExitCode>(input, async (app) => {
    const { actor } = await designerOf(app, input);
    const drafts = app.get(Drafts, { strict: false });
    if (!input.flags.has('yes')) {
      showBundle(input, await drafts.read());
      throw new CommandFailed(inWords('加上 --yes 才会放弃。', 'Add --yes to throw them away.'));
    }
    const bundle =
      only === undefined
        ? await drafts.discardAll(actor, undefined)
        : await drafts.discard(nameOf(only), undefined, actor);
    showBundle(input, bundle);
    return DONE;
  });
}

async function readJson(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8');
  try {
    const content: unknown = JSON.parse(text);
    if (isJsonRecord(content)) return content;
  } catch {
    // Said below: what is no JSON is no definition.
  }
  throw new CommandFailed(inWords(`${path} 不是一个 JSON 对象。`, `${path} is no JSON object.`));
}

function operationsIn({ operations }: Readonly<Record<string, unknown>>): readonly Operation[] {
  const [first] = Value.Errors(OperationsBody, { operations });
  if (first) throw new CommandFailed(`${first.path}: ${first.message}`);
  return operations as readonly Operation[];
}

function nameOf(text: string): DraftKey {
  const [kind = '', key = ''] = text.split('/');
  return { kind: kind as DefinitionKind, key };
}

function showBundle({ flags, terminal }: CommandInput, { revision, drafts }: DraftBundle): void {
  if (flags.has('json')) {
    terminal.out(JSON.stringify({ revision, drafts }));
    return;
  }
  for (const { kind, key, definition, updatedAt } of drafts)
    terminal.out(`${kind}/${key}  ${definition === null ? inWords('删除', 'removed') : updatedAt}`);
  terminal.err(
    inWords(
      `${drafts.length} 份草稿，第 ${revision} 次修改`,
      `${drafts.length} drafts, revision ${revision}`,
    ),
  );
}

function lineOf(found: ReleaseFinding): string {
  const { kind, key } = found.definition;
  return `${kind}/${key}#${found.path} ${found.severity ?? 'error'} ${found.code}: ${sentenceOf(found)}`;
}
