import { shown } from '../suite.js';
import type { JsonObject } from '../suite.js';
import { isSameValue } from './case-form.js';
import type { CaseExpectation } from './flow-case.js';

/** Kind, user, node. */
export type CaseNotice = readonly [kind: string, user: string, node: string];

export interface CaseCalls {
  readonly total: number;
  readonly distinctKeys: number;
}

/** What can be seen of a case's instance, in the words of the case. */
export interface CaseView {
  readonly status: string;
  readonly reason?: string;
  /** Node -> users with an open to-do. */
  readonly open: Readonly<Record<string, readonly string[]>>;
  readonly trace: readonly string[];
  readonly record: JsonObject;
  /** Occasions in order; who is told on one occasion is told at once, so there is no order among them. */
  readonly notices: readonly (readonly CaseNotice[])[];
  /** By the name of the receiver, and by the node that calls. */
  readonly calls: Readonly<Record<string, CaseCalls>>;
}

/** What the check before a publish says of a drawing. */
export interface CaseCheck {
  readonly publishable: boolean;
  /** Those that block. */
  readonly findings: readonly { readonly code: string; readonly nodes: readonly string[] }[];
}

/** The first thing that differs: what was expected and what came. */
export interface Difference {
  readonly expected: string;
  readonly got: string;
}

/** Compares what a case expects with what is there; keys that the expectation leaves out are not checked. */
export function differenceOf(expected: CaseExpectation, view: CaseView): Difference | undefined {
  return (
    anyDifference(expected, view) ??
    plain('status', expected.status, view.status) ??
    plain('reason', expected.reason, view.reason) ??
    plain('open', sorted(expected.open), sorted(view.open)) ??
    plain('trace', expected.trace, view.trace) ??
    recordDifference(expected.record ?? {}, view.record) ??
    noticesDifference(expected.notices, view.notices) ??
    callsDifference(expected.calls ?? {}, view.calls)
  );
}

/** Which of the alternatives of an expectation are met. */
export function alternativesMet({ anyOf = [] }: CaseExpectation, view: CaseView): readonly number[] {
  return anyOf.flatMap((one, at) => (differenceOf(one, view) === undefined ? [at] : []));
}

/** The blocking findings that cases speak of. */
const COMPARED: ReadonlySet<string> = new Set([
  'waits_forever',
  'runs_twice',
  'endless_loop',
  'never_runs',
  'unreachable',
  'cannot_finish',
  'no_default',
  'many_defaults',
  'empty_condition',
  'no_assignee',
  'missing_reject_line',
  'bad_return_target',
  'bad_percent',
  'needs_branch_node',
  'no_start',
  'many_starts',
  'no_end',
  'line_into_start',
  'line_out_of_end',
  'dangling_line',
]);

/** Whether the check says what is expected of it. Further findings are welcome unless none at all is expected. */
export function checkDifference(expected: CaseExpectation, check: CaseCheck): Difference | undefined {
  const { publishable, findings } = expected;
  if (publishable !== undefined && publishable !== check.publishable)
    return {
      expected: `publishable ${shown(publishable)}`,
      got: `${shown(check.publishable)} with ${shown(check.findings)}`,
    };
  if (findings?.length === 0 && check.findings.some(({ code }) => COMPARED.has(code)))
    return { expected: 'findings []', got: shown(check.findings) };
  const missing = findings?.find((one) => !check.findings.some((found) => isFound(one, found)));
  return missing && { expected: `the finding ${shown(missing)}`, got: shown(check.findings) };
}

function isFound(
  { code, nodes = [] }: { readonly code: string; readonly nodes?: readonly string[] },
  found: CaseCheck['findings'][number],
): boolean {
  return code === found.code && (nodes.length === 0 || nodes.some((node) => found.nodes.includes(node)));
}

function anyDifference(expected: CaseExpectation, view: CaseView): Difference | undefined {
  const { anyOf } = expected;
  if (anyOf === undefined || alternativesMet(expected, view).length > 0) return undefined;
  const first = anyOf[0] && differenceOf(anyOf[0], view);
  if (anyOf.length === 1 && first !== undefined) return first;
  const { status, trace, open } = view;
  return { expected: `any of ${shown(anyOf)}`, got: shown({ status, trace, open }) };
}

function plain(what: string, expected: unknown, got: unknown): Difference | undefined {
  if (expected === undefined || canonical(expected) === canonical(got)) return undefined;
  return { expected: `${what} ${shown(expected)}`, got: shown(got) };
}

/** Text that does not depend on the order of keys. */
function canonical(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return text ?? 'null';
}

function sorted(open: CaseExpectation['open']): CaseExpectation['open'] {
  if (open === undefined) return undefined;
  const filled = Object.entries(open).filter(([, users]) => users.length > 0);
  return Object.fromEntries(filled.map(([node, users]) => [node, [...users].sort()]));
}

function recordDifference(expected: JsonObject, got: JsonObject): Difference | undefined {
  for (const [name, value] of Object.entries(expected)) {
    if (!isSameValue(value, got[name]))
      return { expected: `record.${name} ${shown(value)}`, got: shown(got[name]) };
  }
  return undefined;
}

function noticesDifference(
  expected: CaseExpectation['notices'],
  got: CaseView['notices'],
): Difference | undefined {
  if (expected === undefined) return undefined;
  const ordered: (readonly string[])[] = [];
  for (const occasion of got) {
    const wanted = expected.slice(ordered.length, ordered.length + occasion.length).map(canonical);
    const place = (notice: CaseNotice) => wanted.indexOf(canonical(notice));
    ordered.push(...[...occasion].sort((a, b) => place(a) - place(b)));
  }
  return plain('notices', expected, ordered);
}

function callsDifference(
  expected: NonNullable<CaseExpectation['calls']>,
  got: CaseView['calls'],
): Difference | undefined {
  for (const [name, counts] of Object.entries(expected)) {
    const made = got[name] ?? { total: 0, distinctKeys: 0 };
    const difference =
      plain(`calls.${name}.total`, counts.total, made.total) ??
      plain(`calls.${name}.distinctKeys`, counts.distinctKeys, made.distinctKeys);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
