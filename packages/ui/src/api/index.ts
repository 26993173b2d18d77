export * from './client.js';
export * from './contract.js';
export * from './create-api.js';
export * from './design-contract.js';
export * from './problem.js';
export * from './template-contract.js';
export * from './send-file.js';
export * from './use-intention.js';
