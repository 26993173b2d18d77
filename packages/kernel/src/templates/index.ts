export * from './completeness/index.js';
export * from './scenarios/index.js';
export * from './files/index.js';
