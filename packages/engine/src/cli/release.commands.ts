import type { INestApplicationContext } from '@nestjs/common';
import { DEFINITION_TITLES } from '@dougong/kernel/changes';
import type { DefinitionKind } from '@dougong/kernel/metadata';
import { bundleNameOf, DefinitionBundles } from '../releases/definition-bundles.js';
import type { DiffWire } from '../releases/diff/diff.wire.js';
import { ReleaseDiffs } from '../releases/diff/release-diff.js';
import { Drafts } from '../releases/drafts.js';
import { ReleaseHistory } from '../releases/history/release-history.js';
import type { ReleaseWire } from '../releases/history/release.wire.js';
import { PublishRequests } from '../releases/requests/publish-requests.js';
import { PublishScenarios } from '../releases/requests/publish-scenarios.js';
import { chosenLines, chosenWire } from '../scenarios/chosen.wire.js';
import { AS_OPTION, designerOf } from './as-administrator.js';
import { CommandFailed, DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { tellingSteps } from './scenario-lines.js';
import { inWords, terminalLanguage } from './terminal-language.js';
import { withApplication } from './with-application.js';

const LIST_MAX = 1000;
const LIST = 50;

export const releaseListCommand: CliCommand = {
  words: ['release', 'list'],
  summary: 'list the releases, the newest first',
  positionals: [],
  flags: {},
  options: { limit: `how many; ${LIST}` },
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const limit = Math.min(numberOf(input.options.get('limit') ?? String(LIST)), LIST_MAX);
      const page = await app.get(ReleaseHistory, { strict: false }).page({ limit });
      show(input, page, () => page.data.map(lineOf));
      return DONE;
    }),
};

export const releaseShowCommand: CliCommand = {
  words: ['release', 'show'],
  summary: 'tell of one release what it is made of',
  positionals: ['NUMBER'],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const history = app.get(ReleaseHistory, { strict: false });
      const number = numberOf(input.positionals[0]);
      const detail = await history.detail(number);
      const { data } = await history.definitions(number);
      show(input, { ...detail, definitions: data }, () => [
        lineOf(detail),
        ...data.map(({ kind, key, title }) => `  ${kind}/${key}  ${title[terminalLanguage()]}`),
      ]);
      return DONE;
    }),
};

export const releaseDiffCommand: CliCommand = {
  words: ['release', 'diff'],
  summary: 'tell in words what differs: between releases by number, `current` and `drafts`',
  positionals: ['FROM', 'TO'],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const [from = '', to = ''] = input.positionals;
      const names = [bundleNameOf(from, 'FROM'), bundleNameOf(to, 'TO')] as const;
      const diff = await app.get(ReleaseDiffs, { strict: false }).between(...names, terminalLanguage());
      show(input, diff, () => diffLines(diff));
      return DONE;
    }),
};

export const releaseNameCommand: CliCommand = {
  words: ['release', 'name'],
  summary: 'give a release a name; an empty one takes it away',
  positionals: ['NUMBER', 'NAME'],
  flags: {},
  options: AS_OPTION,
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const { actor } = await designerOf(app, input);
      const [number, name = ''] = input.positionals;
      const history = app.get(ReleaseHistory, { strict: false });
      const named = await history.rename(numberOf(number), name.trim() || null, actor.id, { channel: 'cli' });
      show(input, named, () => [lineOf(named)]);
      return DONE;
    }),
};

export const releaseRestoreCommand: CliCommand = {
  words: ['release', 'restore'],
  summary: 'make the drafts say what a release says; `release publish` then brings it back',
  positionals: ['NUMBER'],
  flags: { replace: 'also where other drafts are thrown away by it' },
  options: { ...AS_OPTION, only: 'kind/key of the one definition that is wanted' },
  run: restore,
};

export const releasePublishCommand: CliCommand = {
  words: ['release', 'publish'],
  summary: 'publish all drafts as one release, or ask for it where somebody must approve',
  positionals: [],
  flags: {
    scenarios: 'play all scenarios of the installed templates, not only those that the changes concern',
    'skip-scenarios': 'leave them out for once; needs the right administer, and history shows it',
  },
  options: {
    ...AS_OPTION,
    comment: 'what is said of it in the history',
    at: 'when (RFC 3339); now when left out',
  },
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const { subject, actor } = await designerOf(app, input);
      const { options, flags } = input;
      const scenarios = flags.has('skip-scenarios') ? false : flags.has('scenarios') || undefined;
      await tellScenarios(app, input, scenarios);
      const body = { comment: options.get('comment'), publishAt: options.get('at'), scenarios };
      const outcome = await app
        .get(PublishRequests, { strict: false })
        .publish(subject, actor, undefined, body, tellingSteps(input.terminal));
      show(input, outcome, () => [
        'release' in outcome
          ? inWords(`已发布第 ${outcome.release.number} 版`, `release ${outcome.release.number}`)
          : inWords(
              `等待中：${outcome.request.id}`,
              `${outcome.request.state}: request ${outcome.request.id}`,
            ),
      ]);
      return DONE;
    }),
};

/** Says which scenarios will be played, and why. */
async function tellScenarios(
  app: INestApplicationContext,
  { terminal }: CommandInput,
  wish: boolean | undefined,
): Promise<void> {
  if (wish !== undefined) return;
  const language = terminalLanguage();
  const chosen = chosenWire(await app.get(PublishScenarios, { strict: false }).chosen(), true);
  if (chosen.played.length === 0) return;
  const [played, all] = [chosen.played.length, chosen.installed];
  terminal.err(
    inWords(`要演练 ${all} 个场景中的 ${played} 个：`, `${played} of ${all} scenarios are played:`),
  );
  for (const line of chosenLines(chosen, language)) terminal.err(line);
}

async function restore(input: CommandInput): Promise<ExitCode> {
  const only = input.options.get('only');
  return withApplication<ExitCode>(input, async (app) => {
    const { actor } = await designerOf(app, input);
    const wanted = await app
      .get(DefinitionBundles, { strict: false })
      .ofRelease(numberOf(input.positionals[0]));
    const [kind = '', key = ''] = (only ?? '').split('/');
    const target = only === undefined ? undefined : { kind: kind as DefinitionKind, key };
    const replace = input.flags.has('replace');
    const bundle = await app.get(Drafts, { strict: false }).restore(wanted, target, { actor, replace });
    show(input, bundle, () => bundle.drafts.map((draft) => `${draft.kind}/${draft.key}`));
    return DONE;
  });
}

function show({ flags, terminal }: CommandInput, data: unknown, lines: () => readonly string[]): void {
  if (flags.has('json')) terminal.out(JSON.stringify(data));
  else for (const line of lines()) terminal.out(line);
}

function lineOf({ number, name, at, by, comment, changeCount, inForce, scenarios }: ReleaseWire): string {
  const when = new Date(at).toISOString();
  const mark = inForce ? '*' : ' ';
  const count = inWords(`${changeCount} 个定义`, `${changeCount} definitions`);
  const skipped = scenarios === 'skipped' ? inWords('（未跑场景）', '(scenarios left out)') : '';
  return [`${mark}${number}`, when, by ?? '-', count, name ?? '', comment ?? '', skipped]
    .join('  ')
    .trimEnd();
}

function diffLines({ definitions }: DiffWire): readonly string[] {
  return definitions.flatMap(({ kind, key, title, changes }) => [
    `${DEFINITION_TITLES[kind as DefinitionKind][terminalLanguage()]} ${title[terminalLanguage()]} (${kind}/${key})`,
    ...changes.map((change) => `  ${MARKS[change.kind]} ${change.sentence}`),
  ]);
}

const MARKS = { added: '+', removed: '-', changed: '~', moved: '>' } as const;

function numberOf(text: string | undefined): number {
  if (text !== undefined && /^[1-9]\d{0,8}$/.test(text)) return Number.parseInt(text, 10);
  throw new CommandFailed(
    inWords(`“${text ?? ''}”不是版本号。`, `"${text ?? ''}" is no number of a release.`),
  );
}
