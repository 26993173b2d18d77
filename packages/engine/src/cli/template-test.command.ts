import { resolve } from 'node:path';
import type { ScenarioFile } from '@dougong/kernel/metadata';
import { readTemplate } from '../releases/read-template.js';
import type { TemplatePackage } from '../releases/read-template.js';
import { makeEngine } from '../create-app.js';
import { runScenarios } from '../scenarios/run-scenarios.js';
import type { ScenarioOutcome } from '../scenarios/scenario-bundle.js';
import { openScratchDatabases } from '../scenarios/scratch-databases.js';
import { DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { findingLine, sentenceOf } from './finding-line.js';

export const templateTestCommand: CliCommand = {
  words: ['template', 'test'],
  summary: 'play the scenarios of a template on a throw-away server',
  positionals: ['DIR'],
  flags: {},
  options: { only: 'key of the one scenario to play' },
  run,
};

async function run({
  positionals: [folder = '.'],
  options,
  flags,
  terminal,
}: CommandInput): Promise<ExitCode> {
  const { template, findings } = await readTemplate(resolve(folder));
  if (!template) {
    for (const finding of findings) terminal.err(findingLine(finding));
    return FAILED;
  }
  const only = options.get('only');
  const scenarios = template.scenarios.filter(({ key }) => only === undefined || key === only);
  if (only !== undefined && scenarios.length === 0) {
    terminal.err(`there is no scenario "${only}"; there are ${keysOf(template)}`);
    return MISUSED;
  }
  const outcomes = await play(template, scenarios, terminal);
  if (flags.has('json')) terminal.out(JSON.stringify({ outcomes: outcomes.map(wireOutcome) }));
  else for (const outcome of outcomes) for (const line of failureLines(outcome)) terminal.out(line);
  const failed = outcomes.filter(({ passed }) => !passed).length;
  if (!flags.has('json')) terminal.out(`${outcomes.length - failed} passed, ${failed} failed`);
  return failed === 0 ? DONE : FAILED;
}

function keysOf({ scenarios }: TemplatePackage): string {
  return scenarios.map(({ key }) => key).join(', ') || '-';
}

async function play(
  { manifest, definitions, seeds }: TemplatePackage,
  scenarios: readonly ScenarioFile[],
  terminal: Terminal,
): Promise<readonly ScenarioOutcome[]> {
  if (scenarios.length === 0) return [];
  const databases = await openScratchDatabases();
  try {
    const data = [{ template: manifest.key, seeds: seeds.map(({ content }) => content) }];
    return await runScenarios(
      { definitions, data, scenarios },
      { databases, makeEngine, onOutcome: (outcome) => terminal.err(progressLine(outcome)) },
    );
  } finally {
    await databases.close();
  }
}

function progressLine({ scenario, passed, seconds }: ScenarioOutcome): string {
  return `${passed ? 'passed' : 'FAILED'} ${scenario} (${tenths(seconds)} s)`;
}

function failureLines({ scenario, failures }: ScenarioOutcome): readonly string[] {
  return failures.map((found) => `${scenario}#${found.path} ${found.code}: ${sentenceOf(found)}`);
}

/** Both languages: who reads the answer of a program is not known here. */
function wireOutcome({ failures, ...outcome }: ScenarioOutcome) {
  const told = failures.map((found) => ({
    ...found,
    sentence: { 'zh-CN': sentenceOf(found, 'zh-CN'), en: sentenceOf(found, 'en') },
  }));
  return { ...outcome, failures: told };
}

const TENTHS = 10;

function tenths(seconds: number): number {
  return Math.round(seconds * TENTHS) / TENTHS;
}
