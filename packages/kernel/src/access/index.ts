export * from './decide.js';
export * from './key-scope.js';
export * from './mask.js';
export * from './subject.js';
