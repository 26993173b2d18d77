export * from './diff.js';
export * from './record.js';
export * from './transition.js';
