export * from './allocation/index.js';
export * from './bill/index.js';
export * from './equivalent-units.js';
export * from './order-cost.js';
export * from './per-unit.js';
export * from './period-average.js';
export * from './unit-cost.js';
export * from './units-of-production.js';
