export { affectedScenarios } from './affected-scenarios.js';
export type { ScenarioChoice, ScenarioGround } from './affected-scenarios.js';
export * from './judge.js';
export { isRow, withLineIds } from './match-lines.js';
export * from './names.js';
