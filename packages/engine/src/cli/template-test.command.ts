import { resolve } from 'node:path';
import { isError } from '@dougong/kernel/foundation';
import type { TemplateFinding } from '../releases/read-template.js';
import { makeEngine } from '../create-app.js';
import { scenarioBundle } from '../scenarios/installed-scenarios.js';
import { wireOutcome } from '../scenarios/outcome.wire.js';
import { runScenarios } from '../scenarios/run-scenarios.js';
import type { ScenarioBundle, ScenarioOutcome } from '../scenarios/scenario-bundle.js';
import { openScratchDatabases } from '../scenarios/scratch-databases.js';
import { composeFolder } from '../templates/compose-folder.js';
import { DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { findingLine } from './finding-line.js';
import { failureLines, tellingProgress } from './scenario-lines.js';

export const templateTestCommand: CliCommand = {
  words: ['template', 'test'],
  summary: 'play the scenarios of a template on a throw-away server, with those beside it that it stands on',
  positionals: ['DIR'],
  flags: { 'with-base': 'also the scenarios of the templates that it stands on' },
  options: { only: 'key of the one scenario to play' },
  run,
};

async function run({
  positionals: [folder = '.'],
  options,
  flags,
  settings,
  terminal,
}: CommandInput): Promise<ExitCode> {
  const { bundle, findings } = await bundleOfFolder(resolve(folder), flags.has('with-base'));
  if (!bundle) {
    for (const finding of findings) terminal.err(findingLine(finding));
    return FAILED;
  }
  const only = options.get('only');
  const scenarios = bundle.scenarios.filter(({ key }) => only === undefined || key === only);
  if (only !== undefined && scenarios.length === 0) {
    terminal.err(`there is no scenario "${only}"; there are ${keysOf(bundle)}`);
    return MISUSED;
  }
  const outcomes = await play({ ...bundle, scenarios }, settings.scenarioDatabaseUrl, terminal);
  if (flags.has('json')) terminal.out(JSON.stringify({ outcomes: outcomes.map(wireOutcome) }));
  else for (const line of failureLines(outcomes)) terminal.out(line);
  const failed = outcomes.filter(({ passed }) => !passed).length;
  if (!flags.has('json')) terminal.out(`${outcomes.length - failed} passed, ${failed} failed`);
  return failed === 0 ? DONE : FAILED;
}

/** The template of a folder on top of those that it stands on; nothing where they cannot be read or do not fit. */
async function bundleOfFolder(
  folder: string,
  withBase: boolean,
): Promise<{ readonly bundle?: ScenarioBundle; readonly findings: readonly TemplateFinding[] }> {
  const { main, below, composed, findings } = await composeFolder(folder);
  if (!main.template || !composed || findings.some(isError)) return { findings };
  const read = withBase ? [main, ...below] : [main];
  const templates = read.flatMap(({ template }) =>
    template ? [{ key: template.manifest.key, scenarios: template.scenarios }] : [],
  );
  return { bundle: scenarioBundle(composed.definitions, composed, templates), findings };
}

function keysOf({ scenarios }: ScenarioBundle): string {
  return scenarios.map(({ key }) => key).join(', ') || '-';
}

async function play(
  bundle: ScenarioBundle,
  scenarioUrl: string | undefined,
  terminal: Terminal,
): Promise<readonly ScenarioOutcome[]> {
  if (bundle.scenarios.length === 0) return [];
  const databases = await openScratchDatabases({ scenarioUrl });
  try {
    return await runScenarios(bundle, { databases, makeEngine, onOutcome: tellingProgress(terminal) });
  } finally {
    await databases.close();
  }
}
