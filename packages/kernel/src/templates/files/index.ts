export { checkScenario } from './check-scenarios.js';
export { checkSeeds } from './check-seeds.js';
export type { SeedFault } from './check-seeds.js';
export type { NamedSeed, TemplateGround } from './template-ground.js';
