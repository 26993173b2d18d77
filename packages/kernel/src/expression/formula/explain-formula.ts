import { ok } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { catching, FormulaError, FormulaFailure } from '../formula-error.js';
import type { FormulaErrorKind, Span } from '../formula-error.js';
import { openFrame } from '../frame.js';
import type { Frame, Typed } from '../frame.js';
import { findFunction } from '../functions/index.js';
import type { DefinitionName, EvaluationInput, FormulaOptions, Scope, Value, WireValue } from '../types.js';
import { toWire, valueText } from '../wire.js';
import type { Node } from './ast.js';
import { compileSource, openContext } from './compile-formula.js';

/** One piece of a formula with what it was worth. */
export interface ExplainedNode {
  readonly kind: Node['kind'];
  /** The piece as it stands in the formula. */
  readonly text: string;
  readonly span: Span;
  /** As a person reads it, numbers exact; `null` is blank. */
  readonly value: string | null;
  readonly error?: FormulaErrorKind;
  /** It did not matter any more, so it was not looked at. */
  readonly skipped?: true;
  /** The named formula or decision table that is called here. */
  readonly definition?: DefinitionName;
  /** The parameter of that definition that this piece is given to. */
  readonly parameter?: string;
  readonly operands: readonly ExplainedNode[];
}

/** Why a number is what it is. */
export interface FormulaExplanation {
  readonly value: WireValue;
  readonly error?: Issue;
  readonly root: ExplainedNode;
}

type Outcomes = Map<Node, Value | FormulaError>;

/**
 * Evaluates a formula and tells what each of its pieces was worth. Slower than an evaluation, with the same result.
 * A failure in the formula itself is refused as `compileFormula` does.
 */
export function explainFormula(
  source: string,
  scope: Scope,
  input: EvaluationInput,
  options: FormulaOptions = {},
): Result<FormulaExplanation, readonly Issue[]> {
  const outcomes: Outcomes = new Map();
  const context = { ...openContext(scope, options), watch: watching(outcomes) };
  const compiled = compileSource(source, context, options.spelling);
  if (!compiled.ok) return compiled;
  const { tree, typed } = compiled.value;
  const result = catching(() => typed.run(openFrame(input)));
  const root = explain(tree, { source, scope, outcomes });
  return result instanceof FormulaError
    ? ok({ value: null, error: result.toIssue(), root })
    : ok({ value: toWire(result, typed.type), root });
}

/** Notes what each node gave. Only the plain way of a node is left, because the others step over its operands. */
function watching(outcomes: Outcomes) {
  return (node: Node, { type, run }: Typed): Typed => ({
    type,
    run: (frame: Frame) => {
      try {
        const value = run(frame);
        outcomes.set(node, value);
        return value;
      } catch (thrown) {
        if (thrown instanceof FormulaFailure) outcomes.set(node, thrown.error);
        throw thrown;
      }
    },
  });
}

interface Telling {
  readonly source: string;
  readonly scope: Scope;
  readonly outcomes: Outcomes;
}

function explain(node: Node, telling: Telling, parameter?: string): ExplainedNode {
  const { source, scope, outcomes } = telling;
  const outcome = outcomes.get(node);
  const part = node.kind === 'call' ? findFunction(node.name, scope.functions) : undefined;
  // A call that stands for another piece has been replaced; its arguments were never looked at.
  const operands = part?.rewrite ? [] : operandsOf(node);
  return {
    kind: node.kind,
    text: source.slice(node.span.start, node.span.end),
    span: node.span,
    value: outcome === undefined || outcome instanceof FormulaError ? null : shown(outcome),
    ...(outcome instanceof FormulaError ? { error: outcome.kind } : {}),
    ...(outcome === undefined ? { skipped: true as const } : {}),
    ...(part?.definition ? { definition: part.definition } : {}),
    ...(parameter === undefined ? {} : { parameter }),
    operands: operands.map((operand, at) => explain(operand, telling, part?.parameterNames?.[at])),
  };
}

function operandsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'call':
      return node.args;
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'choice':
      return [node.test, node.yes, node.no];
    case 'list':
      return node.items;
    case 'literal':
    case 'name':
    case 'member':
      return [];
  }
}

const ITEMS_SHOWN_MAX = 20;

/** A column is told by its first values and how many there are. */
function shown(value: Value): string | null {
  if (!Array.isArray(value) || value.length <= ITEMS_SHOWN_MAX) return valueText(value);
  return `${valueText(value.slice(0, ITEMS_SHOWN_MAX) as Value) ?? ''}, … (${value.length})`;
}
