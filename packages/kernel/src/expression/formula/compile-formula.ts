import { ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { catching, FormulaError } from '../formula-error.js';
import { openFrame } from '../frame.js';
import type { Typed } from '../frame.js';
import type { CompiledFormula, FormulaOptions, Scope } from '../types.js';
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
  const context: CompileContext = {
    scope,
    blank: options.blank ?? 'propagate',
    dependencies: new Set(),
    errors: [],
    compile: compileNode,
  };
  const compiled = catching(() => compileNode(buildTree(source), context));
  const errors = compiled instanceof FormulaError ? [...context.errors, compiled] : context.errors;
  if (errors.length > 0) return refused(inOrder(errors).map((error) => error.toIssue()));
  return ok(makeFormula(source, compiled as Typed, [...context.dependencies]));
}

function inOrder(errors: readonly FormulaError[]): readonly FormulaError[] {
  return [...errors].sort((a, b) => a.span.start - b.span.start);
}

function makeFormula(source: string, { type, run }: Typed, dependencies: readonly string[]): CompiledFormula {
  return {
    source,
    type,
    dependencies,
    evaluate: (input) => catching(() => run(openFrame(input))),
  };
}
