import type { INestApplicationContext } from '@nestjs/common';
import { TemplateInstaller } from '../releases/template-installer.js';
import { openConflicts } from '@dougong/kernel/metadata';
import { hasErrors } from '../templates/change-plan.js';
import { InstallPreviews } from '../templates/install-preview.js';
import { wireOutcome } from '../scenarios/outcome.wire.js';
import { planWire } from '../templates/template.wire.js';
import { DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { checkLock, LOCK_FILE, writeLock } from './lock-file.js';
import { planLines } from './plan-lines.js';
import { failureLines, tellingProgress } from './scenario-lines.js';
import { chosenIn, templatesOf } from './template-source.js';
import { inWords, terminalLanguage } from './terminal-language.js';
import { withApplication } from './with-application.js';

const INSTALL = {
  positionals: ['SOURCE'],
  flags: {
    demo: 'with its sample data',
    'dry-run': 'tell what would change and write nothing',
    locked: `refuse what differs from ${LOCK_FILE}`,
    'allow-unsigned': 'let a package pass that nobody known has signed',
    'skip-scenarios': 'leave the scenarios of the templates out; history shows it',
    scenarios: 'play them in a dry run too',
    yes: 'ask nothing (this command never asks)',
  },
  options: {
    answers: 'JSON file with answers to the parameters, by their ids',
    choices: 'JSON file with choices for conflicts, by their ids',
    take: 'for every conflict without a choice: mine or theirs',
    lock: `lock file; ${LOCK_FILE} when left out with --locked, otherwise it is written`,
  },
  run: install,
} as const;

export const templateInstallCommand: CliCommand = {
  words: ['template', 'install'],
  summary: 'install a template from a folder or a package and publish it',
  ...INSTALL,
};

export const templateUpgradeCommand: CliCommand = {
  words: ['template', 'upgrade'],
  summary: 'upgrade an installed template; what was changed here is merged, never overwritten',
  ...INSTALL,
};

function install(input: CommandInput): Promise<ExitCode> {
  return withApplication(input, (app) => installInto(app, input));
}

async function installInto(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const { terminal, flags, options } = input;
  const templates = await templatesOf(app, input);
  if (flags.has('locked')) await checkLock(options.get('lock') ?? LOCK_FILE, templates);
  const installer = app.get(TemplateInstaller, { strict: false });
  const asked = {
    demo: flags.has('demo'),
    skipScenarios: flags.has('skip-scenarios'),
    onOutcome: tellingProgress(terminal),
    ...(await chosenIn(input)),
  };
  if (flags.has('dry-run')) return tellPlan(app, input, templates, asked);
  const { plan, release, records, logins } = await installer.carryOut(templates, asked);
  const lock = options.get('lock');
  if (lock !== undefined && !flags.has('locked')) await writeLock(lock, templates);
  const { key, version } = templates[0].template.manifest;
  if (flags.has('json')) {
    terminal.out(
      JSON.stringify({
        key,
        version,
        ...planWire(plan, terminalLanguage()),
        release,
        records,
        logins,
        scenarios: plan.outcomes.map(wireOutcome),
      }),
    );
    return DONE;
  }
  for (const line of planLines(plan)) terminal.out(line);
  terminal.out(`${key} ${version}: release ${release}, ${records} records made`);
  for (const { login, password, name } of logins) terminal.out(`  ${login}  ${password}  ${name}`);
  return DONE;
}

/** A dry run fails where the real one would. */
async function tellPlan(
  app: INestApplicationContext,
  { terminal, flags }: CommandInput,
  templates: Awaited<ReturnType<typeof templatesOf>>,
  asked: Parameters<TemplateInstaller['preview']>[1],
): Promise<ExitCode> {
  const installer = app.get(TemplateInstaller, { strict: false });
  const plan = await installer.preview(templates, asked);
  const seeds = await app.get(InstallPreviews, { strict: false }).seeds(plan, templates, asked.demo);
  const outcomes = flags.has('scenarios') ? await installer.rehearse(plan, templates, asked) : [];
  const wire = { ...planWire(plan, terminalLanguage()), seeds, scenarios: outcomes.map(wireOutcome) };
  if (flags.has('json')) terminal.out(JSON.stringify(wire));
  else {
    for (const line of planLines(plan)) terminal.out(line);
    if (seeds.people.length > 0) terminal.out(`  ${inWords('人员', 'people')}: ${seeds.people.join(', ')}`);
    for (const { form, count, demo } of seeds.records)
      terminal.out(
        `  ${form}: ${count} ${demo ? inWords('条示例', 'sample records') : inWords('条', 'records')}`,
      );
    for (const line of failureLines(outcomes)) terminal.out(line);
  }
  const isRefused = openConflicts(plan.conflicts).length > 0 || hasErrors(plan);
  return isRefused || outcomes.some(({ passed }) => !passed) ? FAILED : DONE;
}
