export * from './decide.js';
export * from './explain.js';
export * from './field-sight.js';
export { beyondGrant, grantScope } from './grant-condition.js';
export type { HeldGrant } from './held-grant.js';
export * from './mask.js';
export * from './row-scope.js';
export * from './sight-changes.js';
export * from './subject.js';
