import type { Span } from '../formula-error.js';
import type { Value, ValueType } from '../types.js';

/** A formula as a tree, before anything is known about types. */
export type Node =
  | { readonly kind: 'literal'; readonly value: Value; readonly type: ValueType; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly title: boolean; readonly span: Span }
  | {
      readonly kind: 'member';
      readonly object: Node;
      readonly name: string;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | CallNode
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Node; readonly span: Span }
  | BinaryNode
  | {
      readonly kind: 'choice';
      readonly test: Node;
      readonly yes: Node;
      readonly no: Node;
      readonly span: Span;
    }
  | { readonly kind: 'list'; readonly items: readonly Node[]; readonly span: Span };

export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Node[];
  readonly span: Span;
}

export interface BinaryNode {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
  readonly span: Span;
}

/** The span that holds both. */
export function join(left: Span, right: Span): Span {
  return { start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) };
}
