export type { BillLine, BillOfMaterials, Bills, ByProduct, Operation } from './bill-of-materials.js';
export { explode } from './explode.js';
export type { Depth } from './explode.js';
export { rollUp } from './roll-up.js';
export type { ByProductCost, RolledUp } from './roll-up.js';
export { whereUsed } from './where-used.js';
export type { Use } from './where-used.js';
