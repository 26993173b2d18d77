import { readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { changeSetText, readChangeSet } from '../promotion/change-set-file.js';
import { Promotions } from '../promotion/promotions.js';
import type { PromotionWish } from '../promotion/promotions.js';
import type { PromotedView, PromotionView } from '../promotion/promotion.wire.js';
import { CommandFailed, DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { inWords, terminalLanguage } from './terminal-language.js';
import { withApplication } from './with-application.js';

const FILE_BYTES_MAX = 64 * 1_048_576;

export const releaseExportCommand: CliCommand = {
  words: ['release', 'export'],
  summary:
    'write a release as a change set for another installation; no secrets, addresses, people or records',
  positionals: ['FILE'],
  flags: {},
  options: {
    from: 'number of the release',
    base: 'the release that the changes are over; all of the release when left out',
  },
  run: exportSet,
};

export const releasePromoteCommand: CliCommand = {
  words: ['release', 'promote'],
  summary: 'take a change set of another installation into the drafts',
  positionals: ['FILE'],
  flags: {
    'dry-run': 'only tell what it would do',
    publish: 'publish it at once instead',
  },
  options: {
    choices: 'JSON file that says for the ids of conflicts: mine, theirs or merge',
    all: 'for all other conflicts: mine (keep what is here) or theirs (take what comes)',
    comment: 'what the release is said to bring',
  },
  run: promote,
};

async function exportSet({ options, positionals, terminal, ...input }: CommandInput): Promise<ExitCode> {
  const [from, base] = [options.get('from'), options.get('base')];
  if (from === undefined || ![from, base].every((each) => each === undefined || /^\d{1,9}$/.test(each))) {
    terminal.err('--from NUMBER [--base NUMBER]');
    return MISUSED;
  }
  const file = resolve(positionals[0] ?? '');
  const set = await withPromotions(input, (promotions) =>
    promotions.export(Number.parseInt(from, 10), base === undefined ? undefined : Number.parseInt(base, 10)),
  );
  await writeFile(file, changeSetText(set), { flag: 'wx' });
  const count = set.definitions.length;
  terminal.out(inWords(`${file}：${count} 项定义`, `${file}: ${count} definitions`));
  return DONE;
}

async function promote({ options, positionals, terminal, flags, ...input }: CommandInput): Promise<ExitCode> {
  const all = options.get('all');
  if (all !== undefined && all !== 'mine' && all !== 'theirs') {
    terminal.err('--all mine|theirs');
    return MISUSED;
  }
  const wish: PromotionWish = {
    set: readChangeSet(await readJson(resolve(positionals[0] ?? ''))),
    choices: await choicesIn(options.get('choices')),
    all,
    comment: options.get('comment'),
    language: terminalLanguage(),
  };
  const view = await withPromotions(input, (promotions) => carryOut(promotions, wish, flags));
  if (flags.has('json')) terminal.out(JSON.stringify(view));
  else tell(view, terminal);
  return view.outcome === 'dry-run' && !view.promotion.isReady ? FAILED : DONE;
}

async function carryOut(
  promotions: Promotions,
  wish: PromotionWish,
  flags: ReadonlySet<string>,
): Promise<PromotedView> {
  if (!flags.has('dry-run'))
    return promotions.carryOut(wish, { actor: null, channel: 'cli' }, flags.has('publish'));
  return {
    outcome: 'dry-run',
    release: null,
    draftRevision: null,
    promotion: await promotions.preview(wish),
  };
}

function withPromotions<T>(
  input: Pick<CommandInput, 'settings'>,
  work: (promotions: Promotions) => Promise<T>,
): Promise<T> {
  return withApplication(input, (app) => work(app.get(Promotions, { strict: false })));
}

async function readJson(file: string): Promise<unknown> {
  const { size } = await stat(file);
  if (size > FILE_BYTES_MAX)
    throw new CommandFailed(
      inWords(`${file} 太大，不像变更集。`, `${file} is too large to be a change set.`),
    );
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new CommandFailed(inWords(`${file} 不是 JSON。`, `${file} is no JSON.`));
  }
}

async function choicesIn(file: string | undefined): Promise<PromotionWish['choices']> {
  if (file === undefined) return undefined;
  const value = await readJson(resolve(file));
  const isChoice = (each: unknown) => each === 'mine' || each === 'theirs' || each === 'merge';
  if (typeof value === 'object' && value !== null && Object.values(value).every(isChoice))
    return value as PromotionWish['choices'];
  throw new CommandFailed(
    inWords(
      `${file} 应为 {"冲突 id": "mine|theirs|merge"}。`,
      `${file} should say {"id of a conflict": "mine|theirs|merge"}.`,
    ),
  );
}

const SIGNS: Readonly<Record<string, string>> = { added: '+', removed: '-', changed: '~' };

function tell({ outcome, release, promotion }: PromotedView, terminal: Terminal): void {
  for (const { kind, key, change, details } of promotion.changes) {
    terminal.out(`${SIGNS[change]} ${kind}/${key}`);
    for (const { text } of details) terminal.out(`    ${text}`);
  }
  tellTrouble(promotion, terminal);
  const sentences: Readonly<Record<PromotedView['outcome'], string>> = {
    'dry-run': inWords('只是预演，没有改动。', 'A dry run: nothing was changed.'),
    nothing: inWords('这里已经是这样，无需改动。', 'It is like that here already: nothing to do.'),
    drafts: inWords('已放入草稿，检查后发布。', 'It is in the drafts now; look at them and publish.'),
    published: inWords(`已发布为版本 ${release}。`, `Published as release ${release}.`),
  };
  terminal.out(sentences[outcome] ?? outcome);
}

function tellTrouble(
  { conflicts, findings, missing, templates, tables }: PromotionView,
  terminal: Terminal,
): void {
  for (const { table, change, added, retyped } of tables)
    terminal.out(
      `${SIGNS[change] ?? '-'} data.${table}: ${[...added, ...retyped.map(({ column, from, to }) => `${column} ${from} -> ${to}`)].join(', ')}`,
    );
  for (const { id, kind, key, pointer, mine, theirs, choice } of conflicts)
    terminal.out(
      `! ${id} ${kind}/${key}${pointer}: ${inWords('本地', 'here')} ${brief(mine)}, ${inWords('对方', 'there')} ${brief(theirs)}${choice ? ` (${choice})` : ''}`,
    );
  for (const { kind, key, path, severity, text } of findings)
    terminal.out(`${severity} ${kind}/${key}${path}: ${text}`);
  for (const key of missing.endpoints)
    terminal.out(
      inWords(
        `缺少外部地址 ${key}，请先配置。`,
        `there is no endpoint ${key} here; an administrator sets it up`,
      ),
    );
  for (const key of missing.hooks)
    terminal.out(
      inWords(
        `缺少回调地址 ${key} 的凭据。`,
        `the webhook ${key} has no token here; an administrator makes one`,
      ),
    );
  for (const { key, there, here } of templates)
    terminal.out(
      inWords(
        `模板 ${key}：对方 ${there}，本地 ${here ?? '无'}`,
        `template ${key}: ${there} there, ${here ?? 'none'} here`,
      ),
    );
}

const BRIEF_LENGTH = 60;

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > BRIEF_LENGTH ? `${text.slice(0, BRIEF_LENGTH)}...` : text;
}
