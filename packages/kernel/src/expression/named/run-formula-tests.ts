import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FormulaTest } from '../../metadata/index.js';
import { same } from '../comparison.js';
import { catching, isFormulaError } from '../formula-error.js';
import { readerOf, toWire } from '../wire.js';
import type { Raw } from '../wire.js';
import type { FormulaError } from '../formula-error.js';
import type { Budget } from '../frame.js';
import type { Value, WireValue } from '../types.js';
import { evaluateNamedFormula } from './evaluate-named-formula.js';
import type { NamedFormula } from './named-formula.js';

const NOWHERE = { start: 0, end: 0 };

/** Steps that the tests of all formulas of a release may take together. */
const TESTS_STEPS_MAX = 500_000;

/** Runs the tests that stand inside a named formula; `spent` counts the work of the tests of all formulas. */
export function runFormulaTests(formula: NamedFormula, spent: Budget): readonly Issue[] {
  const issues: Issue[] = [];
  for (const [index, test] of (formula.definition.tests ?? []).entries()) {
    const at = pointer('/tests', index);
    if (spent.steps > TESTS_STEPS_MAX) return [...issues, issue('formula_tests_too_much_work', at)];
    const budget = { steps: 0 };
    issues.push(...runTest(formula, test, at, budget));
    spent.steps += budget.steps + TEST_STEPS;
  }
  return issues;
}

/** What a test takes besides the loops and calls of its formula. */
const TEST_STEPS = 50;

function runTest(formula: NamedFormula, test: FormulaTest, at: string, budget: Budget): readonly Issue[] {
  const result = evaluateNamedFormula(formula, test.arguments, { today: test.today ?? null }, budget);
  const failed = (keyword: string, wanted: unknown) => [
    issue('formula_test_failed', `${at}/${keyword}`, {
      test: test.name,
      wanted,
      actual: told(formula, result),
    }),
  ];
  if (test.error !== undefined)
    return isFormulaError(result) && result.kind === test.error ? [] : failed('error', test.error);
  return !isFormulaError(result) && equals(formula, result, test.expect) ? [] : failed('expect', test.expect);
}

function equals(formula: NamedFormula, result: Value, expected: FormulaTest['expect']): boolean {
  const wanted = catching(() => readerOf(formula.result, NOWHERE, 'expect')(expected as Raw));
  if (isFormulaError(wanted)) return false;
  if (!Array.isArray(result) || !Array.isArray(wanted)) return isSame(result, wanted);
  return (
    result.length === wanted.length && result.every((item, at) => isSame(item as Value, wanted[at] as Value))
  );
}

function isSame(result: Value, wanted: Value): boolean {
  return same(result === '' ? null : result, wanted);
}

function told(formula: NamedFormula, result: Value | FormulaError): WireValue {
  return isFormulaError(result) ? result.kind : toWire(result, formula.result);
}
