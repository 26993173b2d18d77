import type { TemplateChange } from '@dougong/ui/api';

/** The change that can be taken back now: the last one that none has taken back and that takes none back itself. */
export function revertible(changes: readonly TemplateChange[]): TemplateChange | undefined {
  return changes.find(({ reverts, revertedBy }) => reverts === null && revertedBy === null);
}
