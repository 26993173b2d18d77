export { readFlow } from './read-flow.js';
export type { FlowReading, ReadingItem } from './read-flow.js';
export type { ReadingTitles } from './reading-titles.js';
