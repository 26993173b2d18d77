import type { RecordData } from '../expression/index.js';
import { computeRecord } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { isError, issue, RULE_ACTIONS_MAX, RULE_ROUNDS_MAX } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { originOf } from './ask-rule.js';
import type { CompiledActions } from './compile-actions.js';
import type { CompiledRule } from './compiled-rule.js';
import { currentValue, isSame, written } from './field-writes.js';
import { askings, inForce, passOver, unasked } from './rule-context.js';
import type { Asking, RuleContext, RulePass } from './rule-context.js';
import type { RuleEffect, SetFieldEffect } from './rule-effect.js';
import type { RuleEvent } from './rule-event.js';
import { Groups } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';
import { explanation } from './trace.js';
import type { Branch, TraceEntry, TraceWrite } from './trace.js';

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

/** A rule that wrote a field last, and where that stands in the trace. */
interface Writer {
  readonly rule: CompiledRule;
  readonly write: TraceWrite;
}

/** Work under way; one for each save. */
interface Session {
  readonly rules: RuleSet;
  readonly model: FormModel;
  readonly context: RuleContext;
  record: RecordData;
  /** Over the record as it stands. */
  pass: RulePass;
  readonly changed: Set<string>;
  readonly effects: SetFieldEffect[];
  /** By rule, line and action: a rule that fires again says it once, with the last values. */
  readonly notices: Map<string, RuleEffect>;
  readonly issues: Issue[];
  readonly trace: Map<string, TraceEntry>;
  /** Rule, line and branch that have run. */
  readonly ran: Set<string>;
  /** Field and line -> who wrote it. */
  readonly writers: Map<string, Writer>;
  readonly groups: Groups;
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
  let visit = asked(session, rules.candidates(model.key, 'derive', event));
  for (let round = 1; visit.length > 0 && !isRefused(session); round++) {
    const moved = runRound(session, visit);
    const restless = moved.rules.filter((rule) => rule.untilStable);
    if (round >= RULE_ROUNDS_MAX && restless.length > 0) refuseRestless(session, restless);
    visit = nextVisit(session, event, moved.paths);
  }
  context.onRest?.();
  const { effects, issues, changed, notices } = session;
  const trace = [...session.trace.values(), ...unasked(rules, model, 'derive', event, context)];
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
    pass: passOver(record, context),
    changed: new Set(event.changed),
    effects: [],
    notices: new Map(),
    issues: [],
    trace: new Map(),
    ran: new Set(),
    writers: new Map(),
    groups: new Groups(),
    actions: 0,
  };
}

/** A failure that an action may have does not end the work. */
function isRefused({ issues }: Session): boolean {
  return issues.some(isError);
}

/**
 * The rules to visit. Those that only show, ask for, lock or narrow fields change nothing here: what they say is asked
 * of the record as it ends, so where nobody reads the trace they are asked that once.
 */
function asked(session: Session, rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const acting = session.context.trace === 'none' ? rules.filter((rule) => !rule.linkageOnly) : rules;
  return inForce(acting, session.context, (entry) => note(session, entry.rule, entry));
}

function note({ context, trace }: Session, name: string, entry: TraceEntry): void {
  if (context.trace !== 'none') trace.set(name, entry);
}

/** Visits rules in order; tells which of them changed something and what. */
function runRound(session: Session, visit: readonly CompiledRule[]) {
  const paths = new Set<string>();
  const rules: CompiledRule[] = [];
  for (const rule of visit) {
    const moved = fireRule(session, rule);
    if (moved.size > 0) rules.push(rule);
    for (const path of moved) paths.add(path);
    if (isRefused(session)) break;
  }
  return { paths, rules };
}

/** Only rules that read something that moved, or are triggered by it, have a reason to be asked again. */
function nextVisit(session: Session, event: RuleEvent, moved: ReadonlySet<string>): readonly CompiledRule[] {
  if (moved.size === 0) return [];
  const { rules, model, changed } = session;
  const candidates = rules
    .candidates(model.key, 'derive', { ...event, changed })
    .filter((rule) => readsAny(rule, moved));
  return asked(session, candidates);
}

function readsAny({ reads }: CompiledRule, moved: ReadonlySet<string>): boolean {
  for (const path of moved) if (reads.has(path)) return true;
  return false;
}

/** Asks a rule for the record or for every line of it, then writes once: all lines see the same record. */
function fireRule(session: Session, rule: CompiledRule): ReadonlySet<string> {
  const writes: SetFieldEffect[] = [];
  for (const asking of askings(rule, session.pass)) writes.push(...timed(session, rule, asking));
  return writes.length === 0 || isRefused(session) ? new Set() : applyWrites(session, writes);
}

function timed(session: Session, rule: CompiledRule, asking: Asking): readonly SetFieldEffect[] {
  const { stopwatch, onWork } = session.context;
  onWork?.(rule.definition.title);
  if (!stopwatch) return ask(session, rule, asking);
  const started = stopwatch();
  const writes = ask(session, rule, asking);
  const name = nameOf(rule, asking);
  const entry = session.trace.get(name);
  const milliseconds = (entry?.milliseconds ?? 0) + stopwatch() - started;
  if (entry) session.trace.set(name, { ...entry, milliseconds });
  return writes;
}

function nameOf(rule: CompiledRule, { line }: Asking): string {
  return line === undefined ? rule.key : `${rule.key}/${line.id}`;
}

function ask(session: Session, rule: CompiledRule, asking: Asking): readonly SetFieldEffect[] {
  const name = nameOf(rule, asking);
  const winner = session.groups.before(rule, asking.line?.id);
  if (winner) {
    if (!session.trace.has(name))
      note(session, name, {
        ...traceEntry(rule, asking, undefined, []),
        outcome: 'group',
        winner: winner.key,
      });
    return [];
  }
  const branch = rule.condition.holds(asking.input) ? 'actions' : 'else';
  if (branch === 'actions') session.groups.note(rule, asking.line?.id);
  const actions = branch === 'actions' ? rule.actions : rule.otherwise;
  if (!actions) {
    if (!session.trace.has(name)) note(session, name, traceEntry(rule, asking, undefined, []));
    return [];
  }
  const run = `${name}/${branch}`;
  if (!rule.untilStable && session.ran.has(run)) return [];
  session.ran.add(run);
  return runBranch(session, rule, asking, branch, actions, name);
}

function runBranch(
  session: Session,
  rule: CompiledRule,
  asking: Asking,
  branch: Branch,
  actions: CompiledActions,
  name: string,
): readonly SetFieldEffect[] {
  // Lines are bounded by their own limit: one pass over them counts once.
  if ((asking.line?.index ?? 0) === 0) session.actions += actions.count;
  if (session.actions > RULE_ACTIONS_MAX) {
    session.issues.push(
      issue('too_many_actions', '', { rule: rule.definition.title, max: RULE_ACTIONS_MAX }),
    );
    return [];
  }
  const produced = actions.run(asking.input, originOf(rule, branch), asking.line);
  session.issues.push(...produced.issues);
  const settled: SetFieldEffect[] = [];
  const writes: TraceWrite[] = [];
  for (const effect of produced.effects) {
    if (effect.type === 'set_field') {
      const write = settle(session, rule, effect);
      writes.push(write);
      if (write.keptBy === undefined) settled.push(effect);
    } else if (effect.type !== 'link') session.notices.set(`${name}/${effect.action}`, effect);
  }
  noteBranch(session, name, rule, asking, branch, writes, produced.issues);
  return settled;
}

function noteBranch(
  session: Session,
  name: string,
  rule: CompiledRule,
  asking: Asking,
  branch: Branch,
  writes: readonly TraceWrite[],
  issues: readonly Issue[],
): void {
  if (session.context.trace === 'none') return;
  const earlier = session.trace.get(name)?.writes ?? [];
  const entry = traceEntry(rule, asking, branch, [...earlier, ...writes]);
  session.trace.set(name, issues.length === 0 ? entry : { ...entry, issues });
}

function traceEntry(
  rule: CompiledRule,
  { input, line }: Asking,
  branch: Branch | undefined,
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
function settle(session: Session, rule: CompiledRule, effect: SetFieldEffect): TraceWrite {
  const slot = effect.line === undefined ? effect.field : `${effect.field}/${effect.line}`;
  const writer = session.writers.get(slot);
  const isKept = writer !== undefined && session.rules.rank(writer.rule) < session.rules.rank(rule);
  const write: TraceWrite = {
    field: effect.field,
    ...(effect.line === undefined ? {} : { line: effect.line }),
    before: currentValue(session.model, session.record, effect),
    after: effect.value,
    ...(isKept ? { keptBy: writer.rule.key } : {}),
  };
  if (isKept) return write;
  if (writer && writer.rule !== rule) writer.write.overwrittenBy = rule.key;
  session.writers.set(slot, { rule, write });
  return write;
}

/** Writes the values that differ and brings computed fields up to date. */
function applyWrites(session: Session, effects: readonly SetFieldEffect[]): ReadonlySet<string> {
  const { model, record, context } = session;
  const differing = effects.filter((effect) => !isSame(model, record, effect));
  if (differing.length === 0) return new Set();
  session.effects.push(...differing);
  const paths = new Set(differing.map((effect) => effect.field));
  const computed = computeRecord(model, written(model, record, differing), context, paths);
  session.record = computed.record;
  session.pass = passOver(computed.record, context);
  for (const path of computed.changed) session.changed.add(path);
  return computed.changed;
}

function refuseRestless(session: Session, rules: readonly CompiledRule[]): void {
  session.issues.push(
    issue('rules_not_quiet', '', {
      rules: rules.map((rule) => rule.definition.title),
      rounds: RULE_ROUNDS_MAX,
    }),
  );
}
