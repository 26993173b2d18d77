import type { Condition, FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowNodeState, NodeReason } from '@dougong/ui/api';

/** Words around the conditions of a branch. */
export interface WhyWords {
  /** One condition as a sentence; `undefined` when it cannot be read here. */
  tell(condition: Condition): string | undefined;
  /** Says that none of these holds. */
  noneOf(sentences: readonly string[]): string;
}

/** The reason of a node; where only a copy is sent on the way to it, that of the copy. */
export function decisiveReason(
  node: FlowNodeState,
  nodes: readonly FlowNodeState[],
  flow: FlowDefinition,
): NodeReason | undefined {
  const { why } = node;
  if (why === undefined || why.condition !== undefined) return why;
  const from = flow.edges.find(({ id }) => id === why.edge)?.from;
  const copy = nodes.find(({ id, type }) => id === from && type === 'cc');
  return copy === undefined ? why : decisiveReason(copy, nodes, flow);
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
