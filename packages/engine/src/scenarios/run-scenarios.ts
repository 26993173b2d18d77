import type { ScenarioFile } from '@dougong/kernel/metadata';
import { TrialClock } from '../flows/trials/trial-clock.js';
import type { EngineMaker } from './engine-maker.js';
import { playScenario } from './play-scenario.js';
import { prepareGround } from './prepared-ground.js';
import type { PreparedGround } from './prepared-ground.js';
import type { ScenarioBundle, ScenarioOutcome } from './scenario-bundle.js';
import type { ScenarioListener } from './scenario-player.js';
import { ScenarioStage } from './scenario-stage.js';
import type { ScratchDatabases } from './scratch-databases.js';

/** How scenarios are run. */
export interface ScenarioRun extends ScenarioListener {
  readonly databases: ScratchDatabases;
  readonly makeEngine: EngineMaker;
}

const MILLISECONDS = 1000;

/** Runs scenarios one after another, each on a copy of the same prepared database with an engine of its own. */
export async function runScenarios(
  bundle: ScenarioBundle,
  run: ScenarioRun,
): Promise<readonly ScenarioOutcome[]> {
  const played = playedOf(bundle);
  const total = played.length;
  if (total === 0) return [];
  await run.work?.step({ code: 'scenario_ground', total });
  const ground = await prepareGround(bundle, run.databases, run.makeEngine);
  const outcomes: ScenarioOutcome[] = [];
  for (const [done, scenario] of played.entries()) {
    const params = { at: done + 1, of: total, title: scenario.title };
    await run.work?.step({ code: 'scenario', params, done, total });
    const outcome = await runOne(scenario, bundle, ground, run);
    run.onOutcome?.(outcome);
    outcomes.push(outcome);
  }
  await run.databases.drop(ground.urls);
  return outcomes;
}

/** The scenarios of a bundle that are to be played. */
export function playedOf({ scenarios, played }: ScenarioBundle): readonly ScenarioFile[] {
  return played ? scenarios.filter(({ key }) => played.has(key)) : scenarios;
}

async function runOne(
  scenario: ScenarioFile,
  bundle: ScenarioBundle,
  ground: PreparedGround,
  { databases, makeEngine }: ScenarioRun,
): Promise<ScenarioOutcome> {
  const started = performance.now();
  const urls = await databases.make(ground.urls);
  const clock = new TrialClock(new Date(scenario.start).toISOString());
  const stage = new ScenarioStage(
    await makeEngine({ urls, clock: clock.read }),
    ground,
    bundle.definitions,
    clock,
  );
  try {
    const failures = await playScenario(scenario, stage);
    const seconds = (performance.now() - started) / MILLISECONDS;
    const { key, title } = scenario;
    return { scenario: key, title, passed: failures.length === 0, failures, seconds };
  } finally {
    await stage.stop();
    await databases.drop(urls);
  }
}
