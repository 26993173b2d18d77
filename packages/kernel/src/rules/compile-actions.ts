import type { EvaluationInput } from '../expression/index.js';
import { isError, issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { OnError, RuleAction } from '../metadata/index.js';
import type { ActionEnvironment, ActionPhase, CompiledAction, Produced, RecordTouch } from './action-part.js';
import { ruleActionOf } from './actions/index.js';
import type { RuleOrigin } from './rule-effect.js';

/** The line that a rule is asked for. */
export interface AskedLine {
  readonly id: string;
  readonly index: number;
}

interface NamedAction extends CompiledAction {
  readonly id: string;
  readonly linkage: boolean;
  /** Left out where its issues are what it is for. */
  readonly onError?: OnError;
}

/** Actions in their order, compiled once. */
export interface CompiledActions {
  readonly count: number;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** One of them shows, asks for, locks or narrows a field. */
  readonly linkage: boolean;
  /** All of them do, so that running them changes nothing. */
  readonly linkageOnly: boolean;
  readonly touches: readonly RecordTouch[];
  readonly hides: readonly string[];
  run(input: EvaluationInput, origin: RuleOrigin, line?: AskedLine): Produced;
}

/**
 * Compiles the actions of a rule or of an action node of a flow.
 * @param at pointer to the list in its definition.
 */
export function compileActions(
  actions: readonly RuleAction[],
  phase: ActionPhase,
  environment: ActionEnvironment,
  at: string,
): Result<CompiledActions, readonly Issue[]> {
  const compiled = actions.map((action, index) => compileOne(action, phase, environment, pointer(at, index)));
  const issues = [...compiled.flatMap((one) => (one.ok ? [] : one.error)), ...repeatedIds(actions, at)];
  if (issues.length > 0) return refused(issues);
  const list = compiled.flatMap((one) => (one.ok ? [one.value] : []));
  return ok({
    count: list.length,
    reads: list.flatMap((action) => action.reads),
    writes: list.flatMap((action) => action.writes),
    linkage: list.some((action) => action.linkage),
    linkageOnly: list.every((action) => action.linkage),
    touches: list.flatMap((action) => action.touches ?? []),
    hides: list.flatMap((action) => action.hides ?? []),
    run: (input, origin, line) => runAll(list, input, origin, line),
  });
}

/** Runs compiled actions for one record, or for one of its lines, in the name of `origin`. */
export function runActions(actions: CompiledActions, input: EvaluationInput, origin: RuleOrigin): Produced {
  return actions.run(input, origin);
}

function compileOne(
  { id, type, onError, ...config }: RuleAction,
  phase: ActionPhase,
  environment: ActionEnvironment,
  at: string,
): Result<NamedAction, readonly Issue[]> {
  const part = ruleActionOf(type);
  if (!part) return refused([issue('unknown_action_type', `${at}/type`, { type })]);
  if (!part.phases.includes(phase)) {
    return refused([issue('action_phase', `${at}/type`, { type, phase, allowed: part.phases })]);
  }
  if (environment.recordless && !part.recordless)
    return refused([issue('needs_record', `${at}/type`, { type })]);
  const compiled = part.compile(config, environment, at);
  if (!compiled.ok) return compiled;
  const failing = part.objects ? {} : { onError: onError ?? ('refuse' as const) };
  return ok({ ...compiled.value, id, linkage: part.linkage === true, ...failing });
}

function repeatedIds(actions: readonly RuleAction[], at: string): readonly Issue[] {
  const seen = new Set<string>();
  return actions.flatMap(({ id }, index) => {
    const known = seen.has(id);
    seen.add(id);
    return known ? [issue('duplicate', pointer(at, index, 'id'), { name: id })] : [];
  });
}

function runAll(
  actions: readonly NamedAction[],
  input: EvaluationInput,
  origin: RuleOrigin,
  line: AskedLine | undefined,
): Produced {
  const [only, ...others] = actions;
  if (only === undefined) return NOTHING;
  if (others.length === 0) return runOne(only, input, origin, line);
  const produced = actions.map((action) => runOne(action, input, origin, line));
  return { effects: produced.flatMap((one) => one.effects), issues: produced.flatMap((one) => one.issues) };
}

const NOTHING: Produced = { effects: [], issues: [] };

function runOne(
  action: NamedAction,
  input: EvaluationInput,
  rule: RuleOrigin,
  line: AskedLine | undefined,
): Produced {
  const { id, onError } = action;
  const place = { rule, action: id };
  const asked = line === undefined ? place : { ...place, line: line.id };
  const source = onError === 'skip' || onError === 'warn' ? { ...asked, onError } : asked;
  return settleFailure(action.execute({ input, source, lineIndex: line?.index }), onError, rule);
}

/** An action that failed and may fail leaves nothing done and says so. */
function settleFailure(produced: Produced, onError: OnError | undefined, rule: RuleOrigin): Produced {
  if (onError === undefined || onError === 'refuse' || !produced.issues.some(isError)) return produced;
  return { effects: [], issues: softened(produced.issues, onError, rule.key, rule.branch) };
}

/** Issues of an action whose failure does not refuse, with the rule: shown with `warn`, only traced with `skip`. */
export function softened(
  issues: readonly Issue[],
  onError: 'skip' | 'warn',
  rule: string | undefined,
  branch?: 'else',
): readonly Issue[] {
  const severity = onError === 'warn' ? 'warning' : 'info';
  return issues.map((found) => ({
    ...found,
    severity,
    ...(rule === undefined ? {} : { params: { ...found.params, rule, ...(branch ? { branch } : {}) } }),
  }));
}
