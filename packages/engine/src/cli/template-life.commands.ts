import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { canonicalJson, isJsonRecord } from '@dougong/kernel/foundation';
import { Directory } from '../people/directory.js';
import { SubjectStore } from '../identity/subject-store.js';
import type { Subject } from '../identity/subject.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { writePackage } from '../templates/package/package-file.js';
import { SampleData } from '../templates/sample-data.js';
import type { ChangeSource } from '../templates/template-changes.js';
import { TemplateRemoval } from '../templates/template-removal.js';
import { TemplateReverts } from '../templates/template-reverts.js';
import { clearedWire, planWire, removalWire } from '../templates/template.wire.js';
import { TemplateViews } from '../templates/template-views.js';
import { CommandFailed, DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { planLines } from './plan-lines.js';
import { chosenIn } from './template-source.js';
import { inWords, terminalLanguage } from './terminal-language.js';
import { withApplication } from './with-application.js';

const SOURCE: ChangeSource = { actor: null, channel: 'cli' };
const SURE = {
  'dry-run': 'tell what would happen and write nothing',
  yes: 'do it; without it nothing is written',
};

export const templateListCommand: CliCommand = {
  words: ['template', 'list'],
  summary: 'list the installed templates',
  positionals: [],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const data = await app.get(TemplateViews, { strict: false }).list();
      tell(input, { data }, () =>
        data.map(
          ({ key, version, title, definitions }) =>
            `${key}  ${version}  ${title[terminalLanguage()]}  ${definitions}`,
        ),
      );
      return DONE;
    }),
};

export const templateOverlayCommand: CliCommand = {
  words: ['template', 'overlay'],
  summary: 'list what was changed here, as operations on the installed templates',
  positionals: [],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const data = await app.get(TemplateViews, { strict: false }).overlay();
      tell(input, { data }, () =>
        data.flatMap(({ target, operations }) => [
          `${target.kind}/${target.key}`,
          ...operations.map(({ op, path }) => `  ${op} ${path === '' ? '/' : path}`),
        ]),
      );
      return DONE;
    }),
};

export const templateUninstallCommand: CliCommand = {
  words: ['template', 'uninstall'],
  summary: 'remove a template; without --yes it lists what would go',
  positionals: ['KEY'],
  flags: { ...SURE, purge: 'also empty the tables of its forms' },
  run: (input) => withApplication(input, (app) => uninstall(app, input)),
};

export const templateRevertCommand: CliCommand = {
  words: ['template', 'revert'],
  summary: 'take the last change of templates back; data stays',
  positionals: [],
  flags: SURE,
  options: { choices: 'JSON file with choices for conflicts', take: 'for other conflicts: mine or theirs' },
  run: (input) => withApplication(input, (app) => revert(app, input)),
};

export const templateClearSamplesCommand: CliCommand = {
  words: ['template', 'clear-samples'],
  summary: 'take the sample data away, exactly it; without --yes it counts',
  positionals: [],
  flags: SURE,
  options: { template: 'only those of this template', as: 'login of an administrator in whose name' },
  run: (input) => withApplication(input, (app) => clearSamples(app, input)),
};

export const templateExportCommand: CliCommand = {
  words: ['template', 'export'],
  summary: 'write an installed template, or with --effective what is in force, as a package file',
  positionals: ['FILE'],
  flags: { effective: 'the release in force, with everything that was changed here' },
  options: {
    template: 'key of the template',
    version: 'of what is exported with --effective; 1.0.0 when left out',
  },
  run: (input) => withApplication(input, (app) => exportPackage(app, input)),
};

async function uninstall(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const { positionals, flags } = input;
  const removal = app.get(TemplateRemoval, { strict: false });
  const [key, options] = [positionals[0] ?? '', { data: flags.has('purge') ? 'purge' : 'keep' } as const];
  const isDry = !isSure(input);
  const plan = isDry ? await removal.plan(key, options) : await removal.remove(key, options, SOURCE);
  tell(input, removalWire(plan, terminalLanguage()), () => [
    ...planLines(plan),
    ...plan.forms.map(
      ({ key: form, records, posted }) =>
        `  ${form}: ${records} ${inWords('条记录', 'records')}${posted ? inWords('（有已记账的）', ' (posted ones among them)') : ''}`,
    ),
    ...plan.dependants.map((each) => `  ! ${inWords('被依赖', 'needed by')}: ${each}`),
  ]);
  hint(input, isDry);
  return plan.dependants.length > 0 ? FAILED : DONE;
}

async function revert(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const reverts = app.get(TemplateReverts, { strict: false });
  const { choices, prefer } = await chosenIn(input);
  const isDry = !isSure(input);
  const plan = isDry ? await reverts.plan(choices, prefer) : await reverts.revert(SOURCE, choices, prefer);
  tell(input, planWire(plan, terminalLanguage()), () => planLines(plan));
  hint(input, isDry);
  return DONE;
}

async function clearSamples(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const samples = app.get(SampleData, { strict: false });
  const template = input.options.get('template') ?? null;
  if (!isSure(input)) {
    const data = await samples.count(template);
    tell(input, { data }, () => data.map(({ form, records, posted }) => `${form}  ${records}  ${posted}`));
    hint(input, true);
    return DONE;
  }
  const subject = await administrator(app, input.options.get('as'));
  const cleared = clearedWire(
    await samples.clear(template, subject, { ...SOURCE, actor: subject.id }),
    terminalLanguage(),
  );
  tell(input, cleared, () => [
    `${cleared.removed}/${cleared.found} ${inWords('条已删除', 'removed')}`,
    ...cleared.kept.map(({ form, ref, detail }) => `  ${form} ${ref}: ${detail}`),
  ]);
  return DONE;
}

async function exportPackage(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const { options, flags, positionals, terminal } = input;
  const views = app.get(TemplateViews, { strict: false });
  const key = options.get('template');
  if (key === undefined) throw new CommandFailed('name the template with --template KEY');
  const file = resolve(positionals[0] ?? `${key}.dougong`);
  const bytes = flags.has('effective')
    ? writePackage(
        await views.effective({
          key,
          title: { 'zh-CN': key, en: key },
          version: options.get('version') ?? '1.0.0',
        }),
      )
    : await views.package(key);
  await writeFile(file, bytes);
  terminal.out(
    flags.has('json') ? JSON.stringify({ file, bytes: bytes.length }) : `${file}  ${bytes.length}`,
  );
  return DONE;
}

/** Who carries out what needs a person: the one who is named, or the first who administers. */
async function administrator(app: INestApplicationContext, login: string | undefined): Promise<Subject> {
  const subjects = app.get(SubjectStore, { strict: false });
  const { definitions } = await app.get(ReleaseRegistry, { strict: false }).current();
  const roles = definitions.flatMap((each) =>
    each.kind === 'role' && each.system?.includes('administer') ? [each.key] : [],
  );
  const people = await app.get(Directory, { strict: false }).current();
  const first = roles.flatMap((role) => people.usersOfRole(role))[0];
  const subject =
    login === undefined
      ? first === undefined
        ? undefined
        : await subjects.byId(first)
      : await subjects.byLogin(login);
  if (!subject?.rights.administer)
    throw new CommandFailed('nobody who administers was found; name one with --as LOGIN');
  return subject;
}

function isSure({ flags }: CommandInput): boolean {
  return flags.has('yes') && !flags.has('dry-run');
}

function hint({ terminal, flags }: CommandInput, isDry: boolean): void {
  if (isDry && !flags.has('dry-run'))
    terminal.err(inWords('没有做任何改动；加 --yes 执行。', 'Nothing was changed; add --yes to do it.'));
}

function tell({ terminal, flags }: CommandInput, data: object, lines: () => readonly string[]): void {
  if (flags.has('json')) terminal.out(isJsonRecord(data) ? canonicalJson(data) : '{}');
  else for (const line of lines()) terminal.out(line);
}
