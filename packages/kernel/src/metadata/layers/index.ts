export { applyChanges } from './apply.js';
export {
  addressOf,
  applyBundleChanges,
  bundleChanges,
  changesOf,
  definitionPath,
  mergeBundles,
  pathInside,
} from './bundle.js';
export type { DefinitionAddress } from './bundle.js';
export { changesBetween } from './changes.js';
export { CHOICES } from './choices.js';
export { openConflicts } from './conflict.js';
export type {
  Bundle,
  ChangeKind,
  ConflictChoice,
  ConflictChoices,
  LayerConflict,
  MergedLayers,
} from './conflict.js';
export { mergeLayers } from './merge.js';
export { undoOf } from './operation.js';
export type { AddOperation, MoveOperation, Operation, RemoveOperation, SetOperation } from './operation.js';
export { minimalMoves } from './order.js';
export type { Predecessor } from './order.js';
export { rebaseBundleChanges, rebaseChanges } from './rebase.js';
export type { RebasedChanges } from './rebase.js';
export { positionOf, valueAt } from './tree.js';
