import type { ScenarioBundle, ScenarioOutcome } from './scenario-bundle.js';

/** Hears of each scenario as it ends. */
export type OutcomeListener = (outcome: ScenarioOutcome) => void;

/** Plays the scenarios of a bundle; one without scenarios costs nothing. */
export interface ScenarioPlayer {
  run(bundle: ScenarioBundle, onOutcome?: OutcomeListener): Promise<readonly ScenarioOutcome[]>;
}

/** Injection token of the player: installing plays scenarios, and playing them installs, so neither may import the other. */
export const SCENARIO_PLAYER = Symbol('scenario player');
