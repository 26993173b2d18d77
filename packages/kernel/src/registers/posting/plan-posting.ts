import { issue, ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { isFormulaError } from '../../expression/index.js';
import type { EvaluationInput, RecordData } from '../../expression/index.js';
import type { LineOrigin, LinkQuery, MovementIntent } from '../movement.js';
import type { CompiledMovement } from './compile-movement.js';
import type { CompiledPosting } from './compile-posting.js';
import { linkQuery } from './link-query.js';
import { MovementPlanner } from './plan-movement.js';
import type { Place } from './plan-movement.js';
import { planLateCost } from './plan-late-cost.js';

/** What a document wants moved, and what it wants undone, before any balance is known. */
export interface PostingPlan {
  readonly intents: readonly MovementIntent[];
  /** Of a reversal: what is undone. */
  readonly mirrors?: LinkQuery;
}

/**
 * Works out which keys a document moves, in which direction and by how much, before any balance is known. Rules that stand next
 * to each other and run over the same lines are taken line by line, so that each line meets what those before it left. All faults
 * are reported.
 */
export function planPosting(
  posting: CompiledPosting,
  input: EvaluationInput,
): Result<PostingPlan, readonly Issue[]> {
  const planned = groupsOf(posting.movements).map((rules) => planGroup(rules, input));
  const mirrors = planReversal(posting, input);
  const issues = [
    ...planned.flatMap((each) => (each.ok ? [] : each.error)),
    ...(mirrors.ok ? [] : mirrors.error),
  ];
  if (issues.length > 0 || !mirrors.ok) return refused(issues);
  const intents = planned.flatMap((each) => (each.ok ? each.value : []));
  return ok({ intents, ...(mirrors.value && { mirrors: mirrors.value }) });
}

/** Rules that are taken line by line together; a late cost is one entry of all lines and stands alone. */
function groupsOf(rules: readonly CompiledMovement[]): readonly (readonly CompiledMovement[])[] {
  const groups: CompiledMovement[][] = [];
  for (const rule of rules) {
    const last = groups.at(-1);
    const isSame = last?.[0]?.foreach === rule.foreach && last?.[0]?.entry !== 'capitalise';
    if (last && isSame && rule.entry !== 'capitalise') last.push(rule);
    else groups.push([rule]);
  }
  return groups;
}

function planGroup(
  rules: readonly CompiledMovement[],
  input: EvaluationInput,
): Result<readonly MovementIntent[], readonly Issue[]> {
  const [first] = rules;
  if (!first) return ok([]);
  const planners = placesOf(first, input).flatMap((place) =>
    rules.map((rule) => new MovementPlanner(rule, place)),
  );
  if (first.entry === 'capitalise') return planLateCost(first, planners, input);
  const intents = planners.flatMap((planner) => planner.plan());
  const issues = planners.flatMap((planner) => planner.issues);
  return issues.length > 0 ? refused(issues) : ok(intents);
}

function planReversal(
  { reverses }: CompiledPosting,
  input: EvaluationInput,
): Result<LinkQuery | undefined, readonly Issue[]> {
  if (!reverses) return ok(undefined);
  const document = reverses.document ? reverses.document.evaluate(input) : (input.record['id'] ?? null);
  if (isFormulaError(document))
    return refused([issue('formula_error', '', { movement: 'reverses', kind: document.kind })]);
  if (typeof document !== 'string' || document === '') return refused([issue('link_blank')]);
  return ok(linkQuery({ document, postings: reverses.postings }));
}

/** The business date of a document: its date field, or the day of posting when the posting names none. */
export function businessDateOf(
  posting: CompiledPosting,
  record: RecordData,
  today: string,
): Result<string, readonly Issue[]> {
  const field = posting.definition.businessDate;
  if (field === undefined) return ok(today);
  const date = record[field];
  return typeof date === 'string' && date !== ''
    ? ok(date)
    : refused([issue('business_date_blank', pointer('', field))]);
}

function placesOf(rule: CompiledMovement, input: EvaluationInput): Place[] {
  if (rule.foreach === undefined) return [{ input, path: '' }];
  const lines = input.record[rule.foreach];
  if (!Array.isArray(lines)) return [];
  const path = pointer('', rule.foreach);
  return (lines as readonly RecordData[]).map((row, index) => ({
    input: { ...input, row },
    path: pointer(path, index),
    line: originOf(row, index),
  }));
}

function originOf(row: RecordData, index: number): LineOrigin {
  const { id, line_no: no } = row;
  return { id: typeof id === 'string' ? id : '', no: typeof no === 'number' ? no : index + 1, index };
}
