export { checkCompleteness, COMPLETENESS_RULES } from './check-completeness.js';
export type { CompletenessFinding } from './check-completeness.js';
export type { CompletenessFix, CompletenessRule, CompletenessWish } from './completeness-rule.js';
export { finalPostings } from './final-postings.js';
export type { ProcessParts } from './process.js';
