import type { RecordData, WireValue } from '../expression/index.js';
import { computeRecord, orNull, rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { RuleTest } from '../metadata/index.js';
import type { CompiledRule } from './compiled-rule.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import { askings, passOver } from './rule-context.js';
import type { RuleContext } from './rule-context.js';
import type { RuleEffect } from './rule-effect.js';
import { isEffective } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';

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
  const occasion = occasionOfTest(test, context);
  const record = testRecord(model, test.record as RecordData, occasion);
  const asked = askings(rule, passOver(record, occasion));
  const met = isEffective(rule, test.today) ? asked.filter(({ input }) => rule.condition.holds(input)) : [];
  const fires = met.length > 0;
  if (fires !== test.fires) {
    return [issue('rule_test_failed', '/fires', { test: test.name, expected: test.fires, actual: fires })];
  }
  const produced = met.map(({ input, line }) => rule.actions.run(input, { key: rule.key }, line));
  const effects = produced.flatMap((one) => one.effects);
  const written = new Map(
    effects.flatMap((one) => (one.type === 'set_field' ? [[one.field, one.value] as const] : [])),
  );
  return [
    ...Object.entries(test.sets ?? {}).flatMap(([key, expected]) =>
      checkSet(model, record, test, key, expected as WireValue, written),
    ),
    ...checkMessages(
      test,
      produced.flatMap((one) => one.issues),
    ),
    ...checkEffects(
      test,
      effects.filter((one) => one.type !== 'set_field'),
    ),
  ];
}

/** The day of the test, and what an occasion brings. */
function occasionOfTest({ today, payload }: RuleTest, context: RuleContext): RuleContext {
  const given = {
    ...(today === undefined ? {} : { today }),
    ...(payload === undefined ? {} : { payload: payload as RecordData }),
  };
  return { ...context, variables: { ...context.variables, ...given } };
}

/** A message may be expected in either language. */
function checkMessages({ name, messages }: RuleTest, found: readonly Issue[]): readonly Issue[] {
  if (messages === undefined) return [];
  const told = found.map(({ code, params }) => params?.['message'] ?? code);
  const fits = messages.length === told.length && messages.every((text, at) => says(told[at], text));
  if (fits) return [];
  return [issue('rule_test_failed', '/messages', { test: name, expected: messages, actual: told })];
}

function says(message: unknown, text: string): boolean {
  return typeof message === 'object' && message !== null
    ? Object.values(message).includes(text)
    : message === text;
}

function checkEffects({ name, effects }: RuleTest, found: readonly RuleEffect[]): readonly Issue[] {
  if (effects === undefined) return [];
  const fits = effects.length === found.length && effects.every((each, at) => contains(found[at], each));
  if (fits) return [];
  const params = { test: name, expected: effects, actual: found.map(({ type }) => type) };
  return [issue('rule_test_failed', '/effects', params)];
}

/** What a test names must be so; the rest of an effect is free. */
function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected;
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([key, value]) =>
    contains((actual as Readonly<Record<string, unknown>>)[key], value),
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
