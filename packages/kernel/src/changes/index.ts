export type { Change, ChangeWeight, DescribedDefinition } from './change.js';
export { describeChanges } from './describe-changes.js';
export { describePath } from './describe-path.js';
export type { DescribedPath } from './describe-path.js';
export { DEFINITION_TITLES } from './element-kinds.js';
export { hasPropertyWord, propertyWord, valueWord } from './words/index.js';
export { heaviest } from './weigh.js';
