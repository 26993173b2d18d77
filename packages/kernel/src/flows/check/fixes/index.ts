export { applyFix } from './apply-fix.js';
export type { FlowFix } from './flow-fix.js';
