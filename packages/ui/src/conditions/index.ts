export * from './condition-sentence.js';
export type { ValueName } from './worded-condition.js';
