import { ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { catching, FormulaError } from '../formula-error.js';
import { openFrame } from '../frame.js';
import type { Typed } from '../frame.js';
import type { CompiledFormula, FormulaOptions, Scope, Spelling } from '../types.js';
import type { Node } from './ast.js';
import { buildTree } from './build-tree.js';
import { compileNode } from './compile-node.js';
import type { CompileContext } from './compile-context.js';

/**
 * Reads a formula, checks its names and types against the scope and makes it ready to run. The work is worth
 * keeping: callers hold the result as long as the definition that the formula stands in.
 */
export function compileFormula(
  source: string,
  scope: Scope,
  options: FormulaOptions = {},
): Result<CompiledFormula, readonly Issue[]> {
  const context = openContext(scope, options);
  const compiled = compileSource(source, context, options.spelling);
  return compiled.ok ? ok(makeFormula(source, compiled.value.typed, context)) : compiled;
}

/** A context in which nothing is found yet. */
export function openContext(scope: Scope, options: FormulaOptions): CompileContext {
  return {
    scope,
    blank: options.blank ?? 'propagate',
    dependencies: new Set(),
    calls: new Set(),
    row: { reads: 0 },
    errors: [],
    compile: compileNode,
  };
}

/** The tree of a formula and its work, or all mistakes that stand in it. */
export function compileSource(
  source: string,
  context: CompileContext,
  spelling?: Spelling,
): Result<{ readonly tree: Node; readonly typed: Typed }, readonly Issue[]> {
  const compiled = catching(() => {
    const tree = buildTree(source, spelling);
    return { tree, typed: compileNode(tree, context) };
  });
  if (compiled instanceof FormulaError) return refusedFor([...context.errors, compiled]);
  return context.errors.length > 0 ? refusedFor(context.errors) : ok(compiled);
}

function refusedFor(errors: readonly FormulaError[]) {
  return refused([...errors].sort((a, b) => a.span.start - b.span.start).map((error) => error.toIssue()));
}

function makeFormula(
  source: string,
  { type, run }: Typed,
  { dependencies, calls }: CompileContext,
): CompiledFormula {
  return {
    source,
    type,
    dependencies: [...dependencies],
    calls: [...calls],
    evaluate: (input, onUse) => catching(() => run(openFrame(input, onUse))),
  };
}
