export type { Category, Difference, Entry, Holding, Level, Reconciliation, Side } from './difference.js';
export { judge } from './judge.js';
export { matchEntries, pairDifference } from './match-entries.js';
export { holdingDifferences, matchHoldings } from './match-holdings.js';
export { summarise } from './summary.js';
export type { ReconciliationSummary } from './summary.js';
export { DEFAULT_TERMS } from './terms.js';
export type { ReconciliationTerms } from './terms.js';
