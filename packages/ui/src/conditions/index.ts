export { ConditionTree } from './ConditionTree.js';
export * from './condition-sentence.js';
export { operandWords } from './operand-words.js';
export type { OperandWords } from './operand-words.js';
export type { ValueName } from '@dougong/kernel/expression';
