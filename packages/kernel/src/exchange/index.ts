export * from './business-time.js';
export * from './export-cell.js';
export * from './neutral-text.js';
export * from './sheet-cell.js';
export * from './yes-no.js';
