import type { EvaluationInput } from '../expression/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { RuleAction } from '../metadata/index.js';
import type { ActionEnvironment, ActionPhase, CompiledAction, Produced } from './action-part.js';
import { ruleActionOf } from './actions/index.js';
import type { RuleOrigin } from './rule-effect.js';

/** The line that a rule is asked for. */
export interface AskedLine {
  readonly id: string;
  readonly index: number;
}

interface NamedAction extends CompiledAction {
  readonly id: string;
}

/** Actions in their order, compiled once. */
export interface CompiledActions {
  readonly count: number;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
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
    run: (input, origin, line) => runAll(list, input, origin, line),
  });
}

/** Runs compiled actions for one record, or for one of its lines, in the name of `origin`. */
export function runActions(actions: CompiledActions, input: EvaluationInput, origin: RuleOrigin): Produced {
  return actions.run(input, origin);
}

function compileOne(
  { id, type, ...config }: RuleAction,
  phase: ActionPhase,
  environment: ActionEnvironment,
  at: string,
): Result<NamedAction, readonly Issue[]> {
  const part = ruleActionOf(type);
  if (!part) return refused([issue('unknown_action_type', `${at}/type`, { type })]);
  if (!part.phases.includes(phase)) {
    return refused([issue('action_phase', `${at}/type`, { type, phase, allowed: part.phases })]);
  }
  const compiled = part.compile(config, environment, at);
  return compiled.ok ? ok({ ...compiled.value, id }) : compiled;
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
  const asked = line === undefined ? {} : { line: line.id };
  const produced = actions.map((action) =>
    action.execute({ input, source: { rule: origin, action: action.id, ...asked }, lineIndex: line?.index }),
  );
  return { effects: produced.flatMap((one) => one.effects), issues: produced.flatMap((one) => one.issues) };
}
