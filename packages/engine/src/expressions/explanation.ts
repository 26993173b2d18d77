import { explainFormula } from '@dougong/kernel/expression';
import type { EvaluationInput, ExplainedNode, FormulaOptions, Scope } from '@dougong/kernel/expression';

/** A reason is read by people; whole texts of documents are none. */
const TEXT_LENGTH_MAX = 200;

interface ShownNode {
  readonly value: string | null;
  readonly text?: string;
  readonly operands: readonly ShownNode[];
}

/** A node of a trace with its long texts cut, all the way down. */
export function shortNode<N extends ShownNode>(node: N): N {
  const { value, text, operands } = node;
  return {
    ...node,
    value: value === null ? null : cut(value),
    ...(text === undefined ? {} : { text: cut(text) }),
    operands: operands.map(shortNode),
  };
}

function cut(text: string): string {
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text;
}

/** What each piece of a formula was worth; nothing of a formula that cannot be read. */
export function explanation(
  source: string,
  scope: Scope,
  input: EvaluationInput,
  options?: FormulaOptions,
): { readonly root: ExplainedNode } | undefined {
  const explained = explainFormula(source, scope, input, options);
  return explained.ok ? { root: shortNode(explained.value.root) } : undefined;
}
