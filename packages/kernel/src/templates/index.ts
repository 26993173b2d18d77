export * from './completeness/index.js';
export * from './scenarios/index.js';
