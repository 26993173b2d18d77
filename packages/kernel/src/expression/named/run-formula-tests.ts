import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FormulaTest } from '../../metadata/index.js';
import { same } from '../comparison.js';
import { catching, isFormulaError } from '../formula-error.js';
import { readerOf, toWire } from '../wire.js';
import type { Raw } from '../wire.js';
import type { FormulaError } from '../formula-error.js';
import type { Value, WireValue } from '../types.js';
import { evaluateNamedFormula } from './evaluate-named-formula.js';
import type { NamedFormula } from './named-formula.js';

const NOWHERE = { start: 0, end: 0 };

/** Runs the tests that stand inside a named formula. */
export function runFormulaTests(formula: NamedFormula): readonly Issue[] {
  return (formula.definition.tests ?? []).flatMap((test, at) =>
    runTest(formula, test, pointer('/tests', at)),
  );
}

function runTest(formula: NamedFormula, test: FormulaTest, at: string): readonly Issue[] {
  const result = evaluateNamedFormula(formula, test.arguments, { today: test.today ?? null });
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
