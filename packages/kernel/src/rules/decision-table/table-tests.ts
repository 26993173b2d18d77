import type { Value } from '../../expression/index.js';
import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { TableTest } from '../../metadata/index.js';
import { resultOf } from './answer.js';
import type { CompiledDecisionTable, Decision, OutputColumn } from './compiled-table.js';
import { DecisionWork } from './decision-work.js';
import { outputToWire } from './decision-to-wire.js';
import { sameValue } from './same-values.js';

/** Steps of the output formulas in all tests of a table. */
const TESTS_STEPS_MAX = 1_000_000;

/** Runs the tests that stand inside a table. A failing one is an issue that names what was expected and what came out. */
export function runTableTests(table: CompiledDecisionTable): readonly Issue[] {
  const issues: Issue[] = [];
  let steps = 0;
  for (const [at, test] of (table.definition.tests ?? []).entries()) {
    const path = pointer('/tests', at);
    if (steps > TESTS_STEPS_MAX) return [...issues, issue('table_tests_too_much_work', path)];
    const work = new DecisionWork();
    issues.push(...runTest(table, test, work).map((found) => ({ ...found, path: path + found.path })));
    steps += work.steps;
  }
  return issues;
}

function runTest(table: CompiledDecisionTable, test: TableTest, work: DecisionWork): readonly Issue[] {
  const decided = table.evaluate(test.inputs, todayWithin(table), work);
  const name = test.name;
  if (!decided.ok) {
    const [reason] = decided.error;
    if (test.expect === null && reason?.code === 'table_no_hit') return [];
    return [issue('table_test_refused', '/expect', { test: name, reason: reason?.code, at: reason?.path })];
  }
  if (test.expect === null)
    return [issue('table_test_answered', '/expect', { test: name, rows: numbersOf(table, decided.value) })];
  return [...checkOutputs(table, test, decided.value), ...checkRows(test, decided.value)];
}

/** A table of another year can be tested all the same. */
function todayWithin({ definition: { effective } }: CompiledDecisionTable) {
  const day = effective?.from ?? effective?.to;
  return day === undefined || day === null ? undefined : { today: day };
}

function checkOutputs(table: CompiledDecisionTable, test: TableTest, decision: Decision): readonly Issue[] {
  return table.outputs.flatMap((output) => {
    const { id, title } = output.definition;
    if (test.expect === null || !Object.hasOwn(test.expect, id)) return [];
    const expected = test.expect[id];
    const value = decision.outputs[id] ?? null;
    const wanted = expectedValue(table, output, expected);
    if (wanted !== undefined && sameValue(wanted, value)) return [];
    const actual = outputToWire(table, output, value);
    return [
      issue('table_test_failed', pointer('/expect', id), {
        test: test.name,
        column: title,
        expected,
        actual,
      }),
    ];
  });
}

function checkRows(test: TableTest, decision: Decision): readonly Issue[] {
  if (test.rows === undefined || test.rows.join() === decision.rows.join()) return [];
  return [issue('table_test_rows', '/rows', { test: test.name, expected: test.rows, actual: decision.rows })];
}

function expectedValue(
  table: CompiledDecisionTable,
  output: OutputColumn,
  expected: unknown,
): Value | undefined {
  const { type, isList } = resultOf(table, output);
  if (!isList) return type.take(expected);
  if (!Array.isArray(expected)) return undefined;
  const items = expected.map((item) => type.take(item));
  return items.includes(undefined) ? undefined : (items as Value[]);
}

function numbersOf({ definition }: CompiledDecisionTable, { rows }: Decision): readonly number[] {
  return rows.map((id) => definition.rows.findIndex((row) => row.id === id) + 1);
}
