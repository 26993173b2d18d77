import { issue, orderByDependency } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FormulaDefinition } from '../../metadata/index.js';
import { catching, FormulaError } from '../formula-error.js';
import type { Budget } from '../frame.js';
import { calledNames } from '../formula/called-names.js';
import { findFunction } from '../functions/index.js';
import type { FunctionPart } from '../functions/part.js';
import { compileNamedFormula } from './named-formula.js';
import type { NamedFormula } from './named-formula.js';
import { runFormulaTests } from './run-formula-tests.js';

/** Something found in a named formula. */
export interface NamedFormulaIssue extends Issue {
  readonly formula: string;
}

export interface NamedFormulas {
  readonly formulas: ReadonlyMap<string, NamedFormula>;
  /** The library given, and behind it every formula that is sound, each behind those that it calls. */
  readonly functions: readonly FunctionPart[];
  readonly issues: readonly NamedFormulaIssue[];
}

/**
 * Compiles the named formulas of a release in the order in which they call each other. A ring is refused with its
 * members, and a formula whose own tests fail with what came instead.
 * @param library functions of the release that formulas may call: decision tables
 */
export function compileNamedFormulas(
  definitions: readonly FormulaDefinition[],
  library: readonly FunctionPart[] = [],
): NamedFormulas {
  const known = new Map(definitions.map((each) => [each.key, each]));
  const named = namesOf(definitions);
  const { order, rings } = orderByDependency([...known.keys()], (key) =>
    calledBy(known.get(key) as FormulaDefinition).flatMap((name) => named.get(name) ?? []),
  );
  const issues: NamedFormulaIssue[] = rings.map((ring) => ({
    ...issue('formula_cycle', '/expression', { ring }),
    formula: ring[0] as string,
  }));
  const formulas = new Map<string, NamedFormula>();
  const functions = [...library];
  const spent: Budget = { steps: 0 };
  for (const key of order) {
    const definition = known.get(key) as FormulaDefinition;
    const found = compileOne(definition, functions, formulas, spent);
    issues.push(
      ...found.filter((each) => !isFollowing(each, named)).map((each) => ({ ...each, formula: key })),
    );
    const formula = formulas.get(key);
    if (formula) functions.push(formula.part);
  }
  return { formulas, functions, issues };
}

function compileOne(
  definition: FormulaDefinition,
  functions: readonly FunctionPart[],
  formulas: Map<string, NamedFormula>,
  spent: Budget,
): readonly Issue[] {
  const { key } = definition;
  if (findFunction(key)) return [issue('formula_name_taken', '/key', { name: key })];
  const compiled = compileNamedFormula(definition, functions);
  if (!compiled.ok) return compiled.error;
  formulas.set(key, compiled.value);
  return runFormulaTests(compiled.value, spent);
}

/** A formula that calls one that is refused has no fault of its own. */
function isFollowing({ code, params }: Issue, named: ReadonlyMap<string, string>): boolean {
  return code === 'formula_unknown_function' && named.has(String(params?.['name']));
}

/** Keys by every name under which people call them; a title that two formulas have is no name. */
function namesOf(definitions: readonly FormulaDefinition[]): ReadonlyMap<string, string> {
  const keys = new Map<string, Set<string>>();
  for (const { key, title } of definitions)
    for (const name of [title['zh-CN'], title.en]) keys.set(name, (keys.get(name) ?? new Set()).add(key));
  const unique = [...keys].filter(([, found]) => found.size === 1);
  return new Map([
    ...unique.map(([name, found]): [string, string] => [name, [...found][0] as string]),
    ...definitions.map(({ key }): [string, string] => [key, key]),
  ]);
}

/** What an expression calls; one that cannot be read calls nothing and is refused when it is compiled. */
function calledBy({ expression }: FormulaDefinition): readonly string[] {
  const names = catching(() => calledNames(expression));
  return names instanceof FormulaError ? [] : names;
}
