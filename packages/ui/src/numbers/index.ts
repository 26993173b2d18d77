export * from './date-text.js';
export * from './decimal-text.js';
