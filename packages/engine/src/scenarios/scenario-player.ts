import type { LongWork } from '../jobs/long-work.js';
import type { ScenarioBundle, ScenarioOutcome } from './scenario-bundle.js';

/** Hears of each scenario as it ends. */
export type OutcomeListener = (outcome: ScenarioOutcome) => void;

/** Who is told how far the scenarios have come. */
export interface ScenarioListener {
  /** Told before the ground is laid and before each scenario; may stop the run there. */
  readonly work?: LongWork | undefined;
  readonly onOutcome?: OutcomeListener | undefined;
}

/** Plays the scenarios of a bundle; one without scenarios costs nothing. */
export interface ScenarioPlayer {
  run(bundle: ScenarioBundle, listener?: ScenarioListener): Promise<readonly ScenarioOutcome[]>;
}

/** Injection token of the player: installing plays scenarios, and playing them installs, so neither may import the other. */
export const SCENARIO_PLAYER = Symbol('scenario player');
