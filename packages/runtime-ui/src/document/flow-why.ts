import type { Condition, FlowDefinition } from '@dougong/kernel/metadata';
import type { NodeReason } from '@dougong/ui/api';

/** Words around the conditions of a branch. */
export interface WhyWords {
  /** One condition as a sentence; `undefined` when it cannot be read here. */
  tell(condition: Condition): string | undefined;
  /** Says that none of these holds. */
  noneOf(sentences: readonly string[]): string;
}

interface Tried {
  readonly edge?: unknown;
}

/**
 * Why a node will be reached, in one sentence: the condition that holds, or that none of those asked holds. `undefined`
 * where no branch decides, or where its conditions are not to be seen.
 */
export function whySentence(
  why: NodeReason | undefined,
  flow: FlowDefinition,
  words: WhyWords,
): string | undefined {
  const condition = why?.condition;
  if (condition === undefined) return undefined;
  const tell = (edge: unknown) => {
    const when = flow.edges.find(({ id }) => id === edge)?.when;
    return when === undefined ? undefined : words.tell(when);
  };
  if (!condition.default) return tell(condition.edge);
  const failed = condition.tried.map((tried) => tell((tried as Tried).edge));
  const told = failed.filter((sentence) => sentence !== undefined);
  return told.length === 0 || told.length < failed.length ? undefined : words.noneOf(told);
}
