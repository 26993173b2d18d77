import type { RecordData, WireValue } from '../expression/index.js';
import { orNull, rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue, Localized } from '../foundation/index.js';
import type { RuleTest } from '../metadata/index.js';
import { written } from './field-writes.js';
import type { RuleEffect } from './rule-effect.js';

/** What came of a rule in a test, held against what the test expects. */

/** What a rule did in a test. */
export interface TestOutcome {
  readonly model: FormModel;
  /** As the test gives it, before the rule. */
  readonly record: RecordData;
  readonly fires: boolean;
  /** `none`: neither its actions nor those of its `else` ran. */
  readonly branch: 'then' | 'else' | 'none';
  /** The lines for which it fires, counted from 1. */
  readonly lines: readonly number[];
  readonly effects: readonly RuleEffect[];
  readonly issues: readonly Issue[];
  /** The event, where the rule does not wait for it. */
  readonly missed?: string;
}

/** Every difference between a test and what came; what did not fire at all is said alone. */
export function checkOutcome(test: RuleTest, outcome: TestOutcome): readonly Issue[] {
  const asked = [...checkFires(test, outcome), ...checkBranch(test, outcome), ...checkLines(test, outcome)];
  if (asked.length > 0) return asked;
  return [...checkSets(test, outcome), ...checkMessages(test, outcome), ...checkEffects(test, outcome)];
}

const TITLES = {
  fires: { 'zh-CN': '是否触发', en: 'whether it fires' },
  branch: { 'zh-CN': '执行哪一支', en: 'the branch that runs' },
  lines: { 'zh-CN': '触发的行', en: 'the lines for which it fires' },
  messages: { 'zh-CN': '提示', en: 'the messages' },
  effects: { 'zh-CN': '做的事', en: 'what is done' },
} as const satisfies Readonly<Record<string, Localized>>;

function failed(
  test: RuleTest,
  what: keyof typeof TITLES,
  expected: unknown,
  actual: unknown,
  more: object = {},
): readonly Issue[] {
  const params = { test: test.name, title: TITLES[what], expected, actual, ...more };
  return [issue('rule_test_failed', `/${what}`, params)];
}

function checkFires(test: RuleTest, { fires, missed }: TestOutcome): readonly Issue[] {
  const event = missed === undefined ? {} : { event: missed };
  return fires === test.fires ? [] : failed(test, 'fires', test.fires, fires, event);
}

function checkBranch(test: RuleTest, { branch, missed }: TestOutcome): readonly Issue[] {
  if (test.branch === undefined || test.branch === branch) return [];
  return failed(test, 'branch', test.branch, branch, missed === undefined ? {} : { event: missed });
}

function checkLines(test: RuleTest, { lines }: TestOutcome): readonly Issue[] {
  if (test.lines === undefined) return [];
  const fits = lines.length === test.lines.length && test.lines.every((line) => lines.includes(line));
  return fits ? [] : failed(test, 'lines', test.lines, lines);
}

/** A message may be expected in either language. */
function checkMessages(test: RuleTest, { issues }: TestOutcome): readonly Issue[] {
  const { messages } = test;
  if (messages === undefined) return [];
  const told = issues.map(({ code, params }) => params?.['message'] ?? code);
  const fits = messages.length === told.length && messages.every((text, at) => says(told[at], text));
  return fits ? [] : failed(test, 'messages', messages, told);
}

function says(message: unknown, text: string): boolean {
  return typeof message === 'object' && message !== null
    ? Object.values(message).includes(text)
    : message === text;
}

function checkEffects(test: RuleTest, { effects }: TestOutcome): readonly Issue[] {
  if (test.effects === undefined) return [];
  const found = effects.filter(({ type }) => type !== 'set_field');
  const fits =
    test.effects.length === found.length && test.effects.every((each, at) => contains(found[at], each));
  const done = found.map(({ type }) => type);
  return fits ? [] : failed(test, 'effects', test.effects, done);
}

/** What a test names must be so; the rest of an effect is free. */
function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected;
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([key, value]) =>
    contains((actual as Readonly<Record<string, unknown>>)[key], value),
  );
}

/** Fields after the rule; of a table the columns that the test names, line by line. */
function checkSets(test: RuleTest, { model, record, effects }: TestOutcome): readonly Issue[] {
  const writes = effects.filter((effect) => effect.type === 'set_field');
  const after = written(model, record, writes);
  return Object.entries(test.sets ?? {}).flatMap(([key, expected]) => {
    const at = pointer('/sets', key);
    if (!model.line(key)) return checkValue(test, model, key, { holder: after, expected, at });
    return rowsOf({ [key]: expected as WireValue }, key).flatMap((columns, index) =>
      Object.entries(columns).flatMap(([column, wanted]) =>
        checkValue(test, model, `${key}.${column}`, {
          holder: rowsOf(after, key)[index] ?? {},
          expected: wanted,
          at: pointer(at, index, column),
        }),
      ),
    );
  });
}

interface ExpectedValue {
  readonly holder: RecordData;
  readonly expected: unknown;
  readonly at: string;
}

function checkValue(
  { name }: RuleTest,
  model: FormModel,
  path: string,
  { holder, expected, at }: ExpectedValue,
): readonly Issue[] {
  const field = model.field(path);
  const actual = orNull(holder[field?.key ?? path]);
  if (field?.type.same(actual, orNull(expected as WireValue))) return [];
  const params = { test: name, field: path, ...(field && { title: field.title }), expected, actual };
  return [issue('rule_test_failed', at, params)];
}
