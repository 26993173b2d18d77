export * from './decide.js';
export * from './mask.js';
export * from './subject.js';
