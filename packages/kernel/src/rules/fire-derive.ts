import type { RecordData, WireValue } from '../expression/index.js';
import { computeRecord, orNull, rowById, rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, RULE_ACTIONS_MAX, RULE_ROUNDS_MAX } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { CompiledActions } from './compile-actions.js';
import type { CompiledRule } from './compiled-rule.js';
import { askings, untriggered } from './rule-context.js';
import type { Asking, RuleContext } from './rule-context.js';
import type { RuleEffect, SetFieldEffect } from './rule-effect.js';
import type { RuleEvent } from './rule-event.js';
import type { RuleSet } from './rule-set.js';
import { explanation } from './trace.js';
import type { TraceEntry, TraceWrite } from './trace.js';

/** The record after its derive rules, computed fields up to date. */
export interface Derived {
  readonly record: RecordData;
  /** The writes that took effect. */
  readonly effects: readonly SetFieldEffect[];
  /** What the rules want besides, once the record is saved: people to be told. */
  readonly notices: readonly RuleEffect[];
  readonly issues: readonly Issue[];
  readonly trace: readonly TraceEntry[];
  /** The paths given as changed and those that rules and formulas changed. */
  readonly changed: ReadonlySet<string>;
}

/** Work under way; one for each save. */
interface Session {
  readonly rules: RuleSet;
  readonly model: FormModel;
  readonly context: RuleContext;
  record: RecordData;
  readonly changed: Set<string>;
  readonly effects: SetFieldEffect[];
  /** By rule, line and action: a rule that fires again says it once, with the last values. */
  readonly notices: Map<string, RuleEffect>;
  readonly issues: Issue[];
  readonly trace: Map<string, TraceEntry>;
  /** Rule, line and branch that have run. */
  readonly ran: Set<string>;
  /** Field and line -> the rule that wrote it. */
  readonly writers: Map<string, CompiledRule>;
  actions: number;
}

/**
 * Fires derive rules until no value changes. A rule fires at most once for each record or line, unless it says
 * `untilStable`. Of two rules that write one field the one that goes first wins. A save that finds no rest is
 * refused with the rules that keep it moving.
 */
export function fireDerive(
  rules: RuleSet,
  model: FormModel,
  event: RuleEvent,
  record: RecordData,
  context: RuleContext = {},
): Derived {
  const session = openSession(rules, model, event, record, context);
  let visit = rules.candidates(model.key, 'derive', event);
  for (let round = 1; visit.length > 0 && session.issues.length === 0; round++) {
    const moved = runRound(session, visit);
    const restless = moved.rules.filter((rule) => rule.untilStable);
    if (round >= RULE_ROUNDS_MAX && restless.length > 0) refuseRestless(session, restless);
    visit = nextVisit(session, event, moved.paths);
  }
  const { effects, issues, changed, notices } = session;
  const trace = [...session.trace.values(), ...untriggered(rules, model, 'derive', event, context)];
  return { record: session.record, effects, notices: [...notices.values()], issues, trace, changed };
}

function openSession(
  rules: RuleSet,
  model: FormModel,
  event: RuleEvent,
  record: RecordData,
  context: RuleContext,
): Session {
  return {
    rules,
    model,
    context,
    record,
    changed: new Set(event.changed),
    effects: [],
    notices: new Map(),
    issues: [],
    trace: new Map(),
    ran: new Set(),
    writers: new Map(),
    actions: 0,
  };
}

/** Visits rules in order; tells which of them changed something and what. */
function runRound(session: Session, visit: readonly CompiledRule[]) {
  const paths = new Set<string>();
  const rules: CompiledRule[] = [];
  for (const rule of visit) {
    const moved = fireRule(session, rule);
    if (moved.size > 0) rules.push(rule);
    for (const path of moved) paths.add(path);
    if (session.issues.length > 0) break;
  }
  return { paths, rules };
}

/** Only rules that read something that moved, or are triggered by it, have a reason to be asked again. */
function nextVisit(session: Session, event: RuleEvent, moved: ReadonlySet<string>): readonly CompiledRule[] {
  if (moved.size === 0) return [];
  const { rules, model, changed } = session;
  return rules
    .candidates(model.key, 'derive', { ...event, changed })
    .filter((rule) => [...rule.reads].some((path) => moved.has(path)));
}

/** Asks a rule for the record or for every line of it, then writes once: all lines see the same record. */
function fireRule(session: Session, rule: CompiledRule): ReadonlySet<string> {
  const writes: SetFieldEffect[] = [];
  for (const asking of askings(rule, session.record, session.context))
    writes.push(...ask(session, rule, asking));
  return writes.length === 0 || session.issues.length > 0 ? new Set() : applyWrites(session, writes);
}

function ask(session: Session, rule: CompiledRule, asking: Asking): readonly SetFieldEffect[] {
  const branch = rule.condition.holds(asking.input) ? 'actions' : 'else';
  const actions = branch === 'actions' ? rule.actions : rule.otherwise;
  const name = `${rule.key}/${asking.line?.id ?? ''}`;
  if (!actions) {
    if (!session.trace.has(name)) session.trace.set(name, traceEntry(rule, asking, undefined, []));
    return [];
  }
  const run = `${name}/${branch}`;
  if (!rule.untilStable && session.ran.has(run)) return [];
  if (!session.ran.has(run)) session.ran.add(run);
  return runBranch(session, rule, asking, branch, actions, name);
}

function runBranch(
  session: Session,
  rule: CompiledRule,
  asking: Asking,
  branch: 'actions' | 'else',
  actions: CompiledActions,
  name: string,
): readonly SetFieldEffect[] {
  // Lines are bounded by their own limit: one pass over them counts once.
  if ((asking.line?.index ?? 0) === 0) session.actions += actions.count;
  if (session.actions > RULE_ACTIONS_MAX) {
    session.issues.push(issue('too_many_actions', '', { rule: rule.key, max: RULE_ACTIONS_MAX }));
    return [];
  }
  const produced = actions.run(asking.input, { key: rule.key }, asking.line);
  session.issues.push(...produced.issues);
  const effects = produced.effects.filter((effect): effect is SetFieldEffect => effect.type === 'set_field');
  for (const effect of produced.effects) {
    if (effect.type !== 'set_field') session.notices.set(`${name}/${effect.action}`, effect);
  }
  const settled = effects.map((effect) => settle(session, rule, effect));
  const earlier = session.trace.get(name)?.writes ?? [];
  session.trace.set(
    name,
    traceEntry(rule, asking, branch, [...earlier, ...settled.map(({ write }) => write)]),
  );
  return settled.flatMap(({ write, effect }) => (write.keptBy === undefined ? [effect] : []));
}

function traceEntry(
  rule: CompiledRule,
  { input, line }: Asking,
  branch: 'actions' | 'else' | undefined,
  writes: readonly TraceWrite[],
): TraceEntry {
  return {
    rule: rule.key,
    ...(line === undefined ? {} : { line: line.id }),
    outcome: branch === 'actions' ? 'fired' : 'not_met',
    ...(branch === undefined ? {} : { branch }),
    writes,
    explain: explanation(rule.condition, input),
  };
}

/** Decides whether a write counts: a field that a rule further ahead has written stays as it is. */
function settle(session: Session, rule: CompiledRule, effect: SetFieldEffect) {
  const slot = `${effect.field}/${effect.line ?? ''}`;
  const writer = session.writers.get(slot);
  const isKept = writer !== undefined && session.rules.rank(writer) < session.rules.rank(rule);
  if (!isKept) session.writers.set(slot, rule);
  const write: TraceWrite = {
    field: effect.field,
    ...(effect.line === undefined ? {} : { line: effect.line }),
    before: currentValue(session, effect),
    after: effect.value,
    ...(isKept ? { keptBy: writer.key } : {}),
  };
  return { effect, write };
}

function currentValue({ model, record }: Session, effect: SetFieldEffect): WireValue {
  const field = model.field(effect.field);
  const holder = field?.line === undefined ? record : rowById(rowsOf(record, field.line), effect.line ?? '');
  return orNull(holder?.[field?.key ?? '']);
}

/** Writes the values that differ and brings computed fields up to date. */
function applyWrites(session: Session, effects: readonly SetFieldEffect[]): ReadonlySet<string> {
  const written = effects.filter((effect) => !isSame(session, effect));
  if (written.length === 0) return new Set();
  session.effects.push(...written);
  const record = written.some((effect) => effect.line !== undefined)
    ? writeLines(session.model, session.record, written)
    : session.record;
  const header = written
    .filter((effect) => effect.line === undefined)
    .map((effect) => [effect.field, effect.value] as const);
  const paths = new Set(written.map((effect) => effect.field));
  const computed = computeRecord(
    session.model,
    { ...record, ...Object.fromEntries(header) },
    session.context,
    paths,
  );
  session.record = computed.record;
  for (const path of computed.changed) session.changed.add(path);
  return computed.changed;
}

function isSame(session: Session, effect: SetFieldEffect): boolean {
  return session.model.field(effect.field)?.type.same(currentValue(session, effect), effect.value) ?? true;
}

function writeLines(model: FormModel, record: RecordData, effects: readonly SetFieldEffect[]): RecordData {
  const tables = new Map<string, Map<string, Record<string, WireValue>>>();
  for (const effect of effects) {
    const field = model.field(effect.field);
    if (field?.line === undefined || effect.line === undefined) continue;
    const rows = tables.get(field.line) ?? new Map<string, Record<string, WireValue>>();
    rows.set(effect.line, { ...rows.get(effect.line), [field.key]: effect.value });
    tables.set(field.line, rows);
  }
  return [...tables].reduce<RecordData>(
    (changed, [line, values]) => ({
      ...changed,
      [line]: rowsOf(changed, line).map((row) => ({ ...row, ...values.get(String(row.id)) })),
    }),
    record,
  );
}

function refuseRestless(session: Session, rules: readonly CompiledRule[]): void {
  session.issues.push(
    issue('rules_not_quiet', '', { rules: rules.map((rule) => rule.key), rounds: RULE_ROUNDS_MAX }),
  );
}
