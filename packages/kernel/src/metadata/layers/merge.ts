import { TreeMerge } from './merge-tree.js';
import type { ConflictChoices, MergedLayers } from './conflict.js';
import { fromTree, toTree } from './tree.js';

/**
 * Merges what two sides made of one definition, property by property and element by element. What only one side changed
 * is in the result; what both changed alike too; what both changed differently is a conflict. A conflict
 * without a choice leaves mine in the result, so look at {@link openConflicts} before using it.
 *
 * Laws: merging mine with the base itself gives mine; the base with theirs gives theirs; the conflicts are the same with
 * the sides exchanged.
 */
export function mergeLayers(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  choices: ConflictChoices = {},
): MergedLayers {
  const merge = new TreeMerge(choices);
  const merged = merge.at('', { base: toTree(base), mine: toTree(mine), theirs: toTree(theirs) });
  return { value: merged === undefined ? undefined : fromTree(merged), conflicts: merge.conflicts };
}
