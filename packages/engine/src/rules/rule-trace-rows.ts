import { referenceKey } from '@dougong/kernel/commands';
import type { CompiledRelease, Effects } from '@dougong/kernel/commands';
import type { EvaluationInput, RecordData } from '@dougong/kernel/expression';
import { isError } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { RowSet } from '../commands/fragment.js';
import type { Column } from '../records/record-table.js';
import { keptCondition } from './kept-condition.js';

/** Rows of `core.rule_traces`: which rule did what on which record, written in the statement of the command itself. */

const column = (name: string, type: string): Column => ({ name, type });

const COLUMNS = [
  column('at', 'timestamptz'),
  column('rule_key', 'text'),
  column('outcome', 'text'),
  column('form', 'text'),
  column('record_id', 'uuid'),
  column('release', 'integer'),
  column('actor', 'uuid'),
  column('condition', 'jsonb'),
  column('issues', 'jsonb'),
];

/** A command that fires more rules than this keeps the first of them. */
const ROWS_MAX = 50;

/** Where and when the rules fired. */
export interface TraceOrigin {
  readonly at: string;
  readonly actor: string;
  readonly release: CompiledRelease;
}

/** What conditions are explained with: the facts that the command has at hand already. */
export interface TraceFacts {
  readonly references: ReadonlyMap<string, RecordData | null>;
  readonly today: string;
}

interface Firing {
  readonly rule: string;
  readonly form: string;
  readonly recordId: string;
  /** Nothing but the actions of its `else` ran. */
  branch?: 'else' | undefined;
  readonly issues: Issue[];
}

/**
 * The firings of a command: each rule once for each record, with its condition explained on the record as written.
 * @param withFirings without them only failures are kept.
 */
export function firingRows(
  effects: Effects,
  origin: TraceOrigin,
  facts: TraceFacts,
  withFirings: boolean,
): RowSet {
  const records = new Map(effects.records.map(({ record }) => [record.id, record]));
  const variables = { actor: origin.actor, now: origin.at, today: facts.today };
  const reference = (form: string, id: string) => facts.references.get(referenceKey(form, id)) ?? undefined;
  const kept = firingsOf(effects, origin.release).filter((firing) => withFirings || hasFailed(firing));
  const rows = kept.map((firing) => {
    const record = records.get(firing.recordId);
    const input = record && { record, reference, variables };
    return rowOf(firing, hasFailed(firing) ? 'failed' : 'fired', origin, input);
  });
  return { name: 'keep_rule_traces', table: 'core.rule_traces', columns: COLUMNS, rows };
}

/** The rules that refused a command; its record is as it was, or was never made. */
export function refusedRows(
  issues: readonly Issue[],
  at: { readonly form: string; readonly recordId: string },
  origin: TraceOrigin,
): RowSet {
  const firings = new Map<string, Firing>();
  for (const found of issues) {
    const rule = ruleOf(found, origin.release);
    if (rule !== undefined && isError(found)) noteIssue(firings, { rule, ...at }, found);
  }
  const rows = [...firings.values()].map((firing) => rowOf(firing, 'refused', origin, undefined));
  return { name: 'keep_rule_traces', table: 'core.rule_traces', columns: COLUMNS, rows };
}

function firingsOf(effects: Effects, release: CompiledRelease): readonly Firing[] {
  const firings = new Map<string, Firing>();
  for (const { rule, form, recordId, branch } of effects.firings)
    if (release.rules.rule(rule)) firingAt(firings, { rule, form, recordId, branch });
  const subject = effects.subjectRecord?.id;
  for (const found of effects.notes) {
    const rule = ruleOf(found, release);
    const form = rule === undefined ? undefined : release.rules.rule(rule)?.form;
    if (rule !== undefined && form !== undefined && subject !== undefined)
      noteIssue(firings, { rule, form, recordId: subject }, found);
  }
  return [...firings.values()].slice(0, ROWS_MAX);
}

function noteIssue(firings: Map<string, Firing>, at: Omit<Firing, 'issues'>, found: Issue): void {
  const branch = found.params?.['branch'] === 'else' ? 'else' : undefined;
  firingAt(firings, { ...at, branch }).issues.push(found);
}

/** The firing of a rule for a record. Where some of its lines met the condition, it is no firing of `else`. */
function firingAt(firings: Map<string, Firing>, at: Omit<Firing, 'issues'>): Firing {
  const name = `${at.rule}/${at.recordId}`;
  const firing = firings.get(name) ?? { ...at, issues: [] };
  if (at.branch === undefined) firing.branch = undefined;
  firings.set(name, firing);
  return firing;
}

function ruleOf({ params }: Issue, release: CompiledRelease): string | undefined {
  const rule = params?.['rule'];
  return typeof rule === 'string' && release.rules.rule(rule) ? rule : undefined;
}

/** A warning is what a rule was made for; any other issue that did not refuse is a failure that it may have. */
function hasFailed({ issues }: Firing): boolean {
  return issues.some(({ code }) => code !== 'rule_warning');
}

function rowOf(
  { rule, form, recordId, branch, issues }: Firing,
  outcome: 'fired' | 'refused' | 'failed',
  { at, actor, release }: TraceOrigin,
  input: EvaluationInput | undefined,
): Record<string, unknown> {
  const compiled = release.rules.rule(rule);
  // A rule over lines, or one that an occasion calls, is asked with more than the record.
  const isPlain = compiled !== undefined && compiled.line === undefined && !compiled.recordless;
  return {
    at,
    rule_key: rule,
    outcome,
    form,
    record_id: recordId,
    release: release.number,
    actor,
    condition: keptCondition(input && isPlain ? compiled.condition.explain(input) : undefined, branch),
    issues,
  };
}
