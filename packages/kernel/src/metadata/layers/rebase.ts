import { ok } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { applyChanges } from './apply.js';
import { applyBundleChanges, bundleChanges, mergeBundles } from './bundle.js';
import { changesBetween } from './changes.js';
import type { Bundle, ConflictChoices, LayerConflict, MergedLayers } from './conflict.js';
import { mergeLayers } from './merge.js';
import type { Operation } from './operation.js';

/** An overlay on a new base. */
export interface RebasedChanges {
  /** Say the same on the new base; without those that the new base already holds. */
  readonly operations: readonly Operation[];
  readonly conflicts: readonly LayerConflict[];
}

/**
 * Lifts the operations of an overlay from one definition onto its successor. An operation whose replaced value has
 * changed is a conflict. Refused when the operations do not fit the old base.
 */
export function rebaseChanges(
  operations: readonly Operation[],
  oldBase: unknown,
  newBase: unknown,
  choices: ConflictChoices = {},
): Result<RebasedChanges, readonly Issue[]> {
  const mine = applyChanges(oldBase, operations);
  if (!mine.ok) return mine;
  const merged: MergedLayers = mergeLayers(oldBase, mine.value, newBase, choices);
  return ok({ operations: changesBetween(newBase, merged.value), conflicts: merged.conflicts });
}

/** The same for an overlay on a whole bundle. */
export function rebaseBundleChanges(
  operations: readonly Operation[],
  oldBase: Bundle,
  newBase: Bundle,
  choices: ConflictChoices = {},
): Result<RebasedChanges, readonly Issue[]> {
  const mine = applyBundleChanges(oldBase, operations);
  if (!mine.ok) return mine;
  const merged = mergeBundles(oldBase, mine.value, newBase, choices);
  return ok({ operations: bundleChanges(newBase, merged.value), conflicts: merged.conflicts });
}
