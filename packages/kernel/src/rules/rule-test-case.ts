import type { RecordData } from '../expression/index.js';
import { computeRecord, rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { RuleEventType, RuleTest } from '../metadata/index.js';
import { changedPaths } from '../records/index.js';
import type { CompiledRule } from './compiled-rule.js';
import type { RuleContext } from './rule-context.js';
import { eventTypesOf } from './rule-event.js';
import type { RuleEvent } from './rule-event.js';

/** What a test inside a rule sets before the rule: a record, what happened to it, and when. */
export interface TestCase {
  readonly record: RecordData;
  readonly event: RuleEvent;
  readonly context: RuleContext;
}

/**
 * The case of a test. Unless the test says what happens, it is the first event that the rule waits for; unless it says
 * what changed or what the record was before, everything did.
 */
export function testCase(
  rule: CompiledRule,
  model: FormModel,
  test: RuleTest,
  context: RuleContext,
): TestCase {
  const occasion = occasionOfTest(test, context);
  const record = testRecord(model, test.record as RecordData, occasion);
  const before = test.before && testRecord(model, test.before as RecordData, occasion);
  return { record, event: eventOfTest(rule, model, test, record, before), context: occasion };
}

/** Fields, actions and states that the event of a test names must be there: a misspelt one would just never fire. */
export function checkTestEvent({ event }: RuleTest, model: FormModel): readonly Issue[] {
  const { action, state, changed = [] } = event ?? {};
  const { actions, states } = model.lifecycle;
  const isField = (path: string): boolean =>
    model.line(path) !== undefined || model.field(path) !== undefined;
  return [
    ...(action === undefined || actions.has(action)
      ? []
      : [issue('unknown_action', '/event/action', { action })]),
    ...(state === undefined || states.has(state) ? [] : [issue('unknown_state', '/event/state', { state })]),
    ...changed.flatMap((field, at) =>
      isField(field) ? [] : [issue('unknown_field', pointer('/event/changed', at), { field })],
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

function eventOfTest(
  { key, definition: { trigger } }: CompiledRule,
  model: FormModel,
  { event }: RuleTest,
  record: RecordData,
  before: RecordData | undefined,
): RuleEvent {
  const type = event?.type ?? firstEvent(eventTypesOf(trigger), before !== undefined);
  const [action, state] = [event?.action ?? trigger.actions?.[0], event?.state ?? trigger.states?.[0]];
  return {
    type,
    rule: key,
    isNew: before === undefined,
    ...(type === 'action' && action !== undefined ? { action } : {}),
    ...(type === 'state' && state !== undefined ? { state } : {}),
    changed: new Set(event?.changed ?? changesOf(type, model, record, before)),
  };
}

/** A record that was there before is not made. */
function firstEvent(types: readonly RuleEventType[], isThere: boolean): RuleEventType {
  const fitting = isThere ? types.find((type) => type !== 'create') : undefined;
  return fitting ?? types[0] ?? 'update';
}

const BRINGS_VALUES: ReadonlySet<RuleEventType> = new Set(['create', 'update', 'change']);

function changesOf(
  type: RuleEventType,
  model: FormModel,
  record: RecordData,
  before: RecordData | undefined,
): readonly string[] {
  if (before === undefined) return BRINGS_VALUES.has(type) ? pathsOf(model) : [];
  // An action moves the status itself; that alone makes it no change of values.
  return [...changedPaths(model, before, record)].filter((path) => type !== 'action' || path !== 'status');
}

function pathsOf(model: FormModel): readonly string[] {
  const columns = model.lines.flatMap((line) => [line.key, ...line.fields.map(({ path }) => path)]);
  return [...model.fields.map(({ path }) => path), ...columns];
}

/** A record as a test gives it: lines numbered, computed fields worked out where it leaves them out. */
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
