import type { Produced } from './action-part.js';
import type { CompiledRule } from './compiled-rule.js';
import type { Asking } from './rule-context.js';
import type { RuleOrigin } from './rule-effect.js';
import type { Groups } from './rule-gate.js';
import { explanation } from './trace.js';
import type { Branch, RuleOutcome, TraceEntry, TraceWrite } from './trace.js';

/** What came of asking a rule once. */
export interface Asked {
  readonly outcome: RuleOutcome;
  /** The rule of its group that came first. */
  readonly winner?: string;
  readonly branch?: Branch;
  readonly produced?: Produced;
}

/** Asks a rule once: its group, its condition, then the actions of the branch that applies. */
export function askRule(rule: CompiledRule, { input, line }: Asking, groups: Groups): Asked {
  const winner = groups.before(rule, line?.id);
  if (winner) return { outcome: 'group', winner: winner.key };
  const isMet = rule.condition.holds(input);
  if (isMet) groups.note(rule, line?.id);
  const outcome = isMet ? 'fired' : 'not_met';
  const branch = isMet ? 'actions' : 'else';
  const actions = isMet ? rule.actions : rule.otherwise;
  if (!actions) return { outcome };
  return { outcome, branch, produced: actions.run(input, originOf(rule, branch), line) };
}

/** In whose name the actions of a branch run. */
export function originOf({ key }: CompiledRule, branch: Branch): RuleOrigin {
  return branch === 'else' ? { key, branch } : { key };
}

const NO_WRITES: readonly TraceWrite[] = [];

/** The trace of an asking. */
export function entryOf(
  rule: CompiledRule,
  { input, line }: Asking,
  { outcome, winner, branch, produced }: Asked,
  writes: readonly TraceWrite[] = NO_WRITES,
): TraceEntry {
  const explain = explanation(rule.condition, input);
  const issues = produced && produced.issues.length > 0 ? produced.issues : undefined;
  // Most entries are one of these, and there may be thousands: putting them together piece by piece costs more.
  if (line === undefined && winner === undefined) {
    if (branch === undefined) return { rule: rule.key, outcome, writes, explain };
    if (issues === undefined) return { rule: rule.key, outcome, branch, writes, explain };
    return { rule: rule.key, outcome, branch, writes, issues, explain };
  }
  return {
    rule: rule.key,
    ...(line === undefined ? {} : { line: line.id }),
    outcome,
    ...(winner === undefined ? {} : { winner }),
    ...(branch === undefined ? {} : { branch }),
    writes,
    ...(issues === undefined ? {} : { issues }),
    explain,
  };
}
