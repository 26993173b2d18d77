import type { RecordData, WireValue } from '../expression/index.js';
import { computeRecord, orNull, rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { RuleDefinition } from '../metadata/index.js';
import type { CompiledRule } from './compiled-rule.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import { askings } from './rule-context.js';
import type { RuleContext } from './rule-context.js';
import type { SetFieldEffect } from './rule-effect.js';
import type { RuleSet } from './rule-set.js';

type RuleTest = NonNullable<RuleDefinition['tests']>[number];

/**
 * Runs the tests that stand inside rules, each rule alone, switched-off ones too. A test's values are taken as they
 * are; computed fields that it leaves out are worked out.
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
  const record = testRecord(model, test.record as RecordData, context);
  const asked = askings(rule, record, context);
  const met = asked.filter(({ input }) => rule.condition.holds(input));
  const fires = met.length > 0;
  if (fires !== test.fires) {
    return [issue('rule_test_failed', '/fires', { test: test.name, expected: test.fires, actual: fires })];
  }
  const effects = met.flatMap(({ input, line }) => rule.actions.run(input, { key: rule.key }, line).effects);
  const written = new Map(
    effects
      .filter((effect): effect is SetFieldEffect => effect.type === 'set_field')
      .map((effect) => [effect.field, effect.value]),
  );
  return Object.entries(test.sets ?? {}).flatMap(([key, expected]) =>
    checkSet(model, record, test, key, expected as WireValue, written),
  );
}

function checkSet(
  model: FormModel,
  record: RecordData,
  test: RuleTest,
  key: string,
  expected: WireValue,
  written: ReadonlyMap<string, WireValue>,
): readonly Issue[] {
  const field = model.field(key);
  const actual = written.has(key) ? (written.get(key) as WireValue) : orNull(record[key]);
  return field?.type.same(actual, orNull(expected))
    ? []
    : [issue('rule_test_failed', pointer('/sets', key), { test: test.name, field: key, expected, actual })];
}

function testRecord(model: FormModel, given: RecordData, context: RuleContext): RecordData {
  const numbered = model.lines.reduce<RecordData>((record, line) => {
    const rows = rowsOf(record, line.key).map((row, at) => ({
      id: `line-${at + 1}`,
      line_no: at + 1,
      ...row,
    }));
    return rows.length === 0 ? record : { ...record, [line.key]: rows };
  }, given);
  const { record } = computeRecord(model, numbered, context);
  return model.lines.reduce<RecordData>(
    (all, line) => {
      const rows = rowsOf(all, line.key).map((row, at) => ({ ...row, ...rowsOf(numbered, line.key)[at] }));
      return rows.length === 0 ? all : { ...all, [line.key]: rows };
    },
    { ...record, ...withoutLines(model, given) },
  );
}

function withoutLines(model: FormModel, record: RecordData): RecordData {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !model.line(key)));
}
