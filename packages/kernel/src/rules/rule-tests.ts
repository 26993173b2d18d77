import type { FormModel } from '../forms/index.js';
import { pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { RuleTest } from '../metadata/index.js';
import type { CompiledRule } from './compiled-rule.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import { askings, passOver } from './rule-context.js';
import type { RuleContext } from './rule-context.js';
import { waitsFor } from './rule-event.js';
import { isEffective } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';
import { checkTestEvent, testCase } from './rule-test-case.js';
import type { TestCase } from './rule-test-case.js';
import { checkOutcome } from './rule-test-checks.js';
import type { TestOutcome } from './rule-test-checks.js';

/**
 * Runs the tests that stand inside rules, each rule alone, switched-off ones too: its trigger, its condition, and the
 * actions of the branch that applies. A test's values are taken as they are; computed fields that it leaves out are
 * worked out.
 */
export function runRuleTests(
  rules: RuleSet,
  models: ReadonlyMap<string, FormModel>,
  context: RuleContext = {},
): readonly RuleIssue[] {
  return rules.checked.flatMap((rule) => {
    const model = models.get(rule.form);
    return (rule.definition.tests ?? []).flatMap((test, index) =>
      (model ? runTest(rule, model, test, context) : []).map((found) =>
        named({ ...found, path: pointer('/tests', index) + found.path }, rule.key),
      ),
    );
  });
}

function runTest(
  rule: CompiledRule,
  model: FormModel,
  test: RuleTest,
  context: RuleContext,
): readonly Issue[] {
  const misspelt = checkTestEvent(test, model);
  if (misspelt.length > 0) return misspelt;
  return checkOutcome(test, outcomeOf(rule, model, test, testCase(rule, model, test, context)));
}

function outcomeOf(
  rule: CompiledRule,
  model: FormModel,
  test: RuleTest,
  { record, event, context }: TestCase,
): TestOutcome {
  const isTriggered = waitsFor(rule, event);
  const isAsked = isTriggered && isEffective(rule, test.today);
  const asked = (isAsked ? askings(rule, passOver(record, context)) : []).map((asking) => ({
    ...asking,
    holds: rule.condition.holds(asking.input),
  }));
  const produced = asked.map(({ input, line, holds }) =>
    (holds ? rule.actions : rule.otherwise)?.run(input, { key: rule.key }, line),
  );
  const fires = asked.some(({ holds }) => holds);
  return {
    model,
    record,
    fires,
    branch: fires ? 'then' : asked.length > 0 && rule.otherwise ? 'else' : 'none',
    lines: asked.flatMap(({ holds, line }) => (holds && line ? [line.index + 1] : [])),
    effects: produced.flatMap((one) => one?.effects ?? []),
    issues: produced.flatMap((one) => one?.issues ?? []),
    ...(isTriggered ? {} : { missed: event.type }),
  };
}
