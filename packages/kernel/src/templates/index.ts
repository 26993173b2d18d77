export * from './scenarios/index.js';
