export * from './judge.js';
export { isRow, withLineIds } from './match-lines.js';
export * from './names.js';
