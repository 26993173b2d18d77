export { GridController } from './grid-controller.js';
export type { GridSettings } from './grid-controller.js';
export {
  COLUMN_KINDS,
  editPercent,
  exactOption,
  findOptions,
  readPercent,
  readTime,
  showPercent,
} from './kinds/index.js';
export type { ColumnKind } from './kinds/index.js';
export type { ColumnKindName, LineColumn, LineOption } from './line-column.js';
export * from './line-store.js';
export { LineGrid } from './LineGrid.js';
export type { LineGridHandle, LineGridProps } from './LineGrid.js';
export { LINE_GRID_SHORTCUTS } from './shortcuts.js';
export { createLineStore } from './memory-line-store.js';
export type { MemoryLineStore } from './memory-line-store.js';
export { createComposition, useComposition } from './use-composition.js';
export type { Composition } from './use-composition.js';
export { blockText, parseBlock } from './tsv.js';
export { Topics } from './topics.js';
