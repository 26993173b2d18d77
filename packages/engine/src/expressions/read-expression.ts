import { compileCondition, compileFormula, normalizeFormula } from '@dougong/kernel/expression';
import type { BlankPolicy, CompiledCondition, CompiledFormula, Scope } from '@dougong/kernel/expression';
import { issue, ok, refused } from '@dougong/kernel/foundation';
import type { Issue, Result } from '@dougong/kernel/foundation';
import type { Condition } from '@dougong/kernel/metadata';

export interface ReadFormula {
  readonly kind: 'formula';
  readonly formula: CompiledFormula;
  readonly scope: Scope;
  /** As it is stored: codes instead of titles, operators of the formula language. */
  readonly normalized: string;
  readonly dependencies: readonly string[];
}

export interface ReadCondition {
  readonly kind: 'condition';
  readonly condition: CompiledCondition;
  readonly normalized: Condition;
  readonly dependencies: readonly string[];
}

export type ReadExpression = ReadFormula | ReadCondition;

/** Where the expression stands in the request. */
const AT = '/source';

/** Compiles an expression as it came in; every mistake has its place in the request, those of formulas a span too. */
export function readExpression(
  kind: ReadExpression['kind'],
  source: unknown,
  scope: Scope,
  blank: BlankPolicy,
): Result<ReadExpression, readonly Issue[]> {
  const read = kind === 'formula' ? readFormula(source, scope, blank) : readCondition(source, scope);
  return read.ok ? read : refused(read.error.map((found) => ({ ...found, path: AT + found.path })));
}

function readFormula(
  source: unknown,
  scope: Scope,
  blank: BlankPolicy,
): Result<ReadFormula, readonly Issue[]> {
  if (typeof source !== 'string') return refused([issue('bad_shape', '', { expected: 'string' })]);
  const normalized = normalizeFormula(source, scope);
  if (!normalized.ok) return normalized;
  const compiled = compileFormula(source, scope, { blank, spelling: 'typed' });
  if (!compiled.ok) return compiled;
  const formula = compiled.value;
  const { dependencies } = formula;
  return ok({ kind: 'formula', formula, scope, normalized: normalized.value, dependencies });
}

function readCondition(source: unknown, scope: Scope): Result<ReadCondition, readonly Issue[]> {
  const isCondition =
    source === true || (typeof source === 'object' && source !== null && !Array.isArray(source));
  if (!isCondition) return refused([issue('bad_shape', '', { expected: 'object' })]);
  const condition = compileCondition(source as Condition, scope);
  if (!condition.ok) return condition;
  const { dependencies } = condition.value;
  return ok({ kind: 'condition', condition: condition.value, normalized: source as Condition, dependencies });
}
