import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { fail, FormulaFailure } from '../formula-error.js';
import type { ErrorParams, FormulaErrorKind, Span } from '../formula-error.js';
import { CONDITION_DEPTH_MAX, CONDITION_NODES_MAX } from '../limits.js';
import type { FieldTypes, Scope } from '../types.js';
import type { ConditionNode } from './node.js';

/** Conditions have no source text; their mistakes are placed by pointer. */
export const NOWHERE: Span = { start: 0, end: 0 };

/** What the compilation of one condition knows and collects; children share the collections. */
export interface ConditionContext {
  readonly scope: Scope;
  /** Inside a quantifier: the path of the table and its columns. */
  readonly lines?: { readonly path: string; readonly columns: FieldTypes };
  readonly pointer: string;
  readonly depth: number;
  readonly found: { nodes: number; readonly dependencies: Set<string>; readonly issues: Issue[] };
  /** Compiles one node; handed down so that operators need not know each other. */
  readonly compile: (logic: unknown, context: ConditionContext) => ConditionNode;
}

/** A context one step further down. */
export function below(
  context: ConditionContext,
  ...segments: readonly (string | number)[]
): ConditionContext {
  return { ...context, pointer: pointer(context.pointer, ...segments), depth: context.depth + 1 };
}

/** Counts a node and refuses conditions that are too large or too deep to be honest. */
export function countNode(context: ConditionContext): void {
  context.found.nodes += 1;
  if (context.depth > CONDITION_DEPTH_MAX * 2) refuse('LIMIT', { what: 'depth', max: CONDITION_DEPTH_MAX });
  if (context.found.nodes > CONDITION_NODES_MAX) refuse('LIMIT', { what: 'nodes', max: CONDITION_NODES_MAX });
}

/** Refuses a list that could never stay within the bounds before anything is made of it. */
export function checkLength(items: readonly unknown[]): void {
  if (items.length > CONDITION_NODES_MAX) refuse('LIMIT', { what: 'nodes', max: CONDITION_NODES_MAX });
}

/** Ends the compilation of a node. */
export function refuse(kind: FormulaErrorKind, params?: ErrorParams): never {
  return fail(kind, NOWHERE, params);
}

const CODES: Readonly<Partial<Record<FormulaErrorKind, string>>> = {
  UNKNOWN_FUNCTION: 'condition_unknown_operator',
};

/** A failure as an issue at the node's place. */
export function placed(thrown: unknown, at: string): Issue {
  if (!(thrown instanceof FormulaFailure)) throw thrown;
  const { kind, params } = thrown.error;
  const { called, ...said } = { ...params };
  if (called) return issue('formula_unknown_function', at, said);
  return issue(CODES[kind] ?? `condition_${kind.toLowerCase()}`, at, said);
}
