export { ChangeSet, CHANGED_DEFINITIONS_MAX } from './change-set.js';
export type { ChangedDefinition, ChangeSetContent } from './change-set.js';
export { checkChangeSet } from './check-change-set.js';
export { connectionsOf, missingConnections } from './connections.js';
export type { Connections } from './connections.js';
export { makeChangeSet } from './make-change-set.js';
export type { ReleaseContent } from './make-change-set.js';
export { planPromotion } from './plan-promotion.js';
export type { PlannedDefinition, PromotionPlan } from './plan-promotion.js';
