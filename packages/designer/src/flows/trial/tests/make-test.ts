import type { FlowTest, TestedPerson, TrialStep } from '@dougong/kernel/metadata';
import type { TrialAnswer } from '../trial-contract.js';
import type { TrialGiven } from '../trial-play.js';
import { refusedAt } from '../played-steps.js';

export type Expect = FlowTest['expect'];
export type Expectation = keyof Expect;

/** Everything that a trial came to, as a test could expect it. */
export function foundBy(answer: TrialAnswer): Expect {
  const { flow, record, tasks, steps } = answer;
  const state = record['status'];
  const refused = steps.find((step) => step.refused !== undefined)?.refused;
  const at = refusedAt(answer);
  const told = [...new Set(steps.flatMap(({ notifications }) => notifications.flatMap(({ to }) => to)))];
  return {
    status: flow.status,
    ...(typeof state === 'string' ? { state } : {}),
    path: [...flow.path],
    open: tasks.map(({ node, assignee }) => ({ node, user: assignee })),
    ...(refused === undefined || at === undefined ? {} : { refused: { step: at + 1, code: refused.code } }),
    ...(told.length === 0 ? {} : { notified: told.map((user) => ({ user })) }),
  };
}

export interface Kept {
  readonly name: string;
  readonly starter: TestedPerson;
  readonly expectations: ReadonlySet<Expectation>;
  /** Whether the same people must answer; else whoever holds the to-do then. */
  readonly samePeople: boolean;
  /** Whether time begins at the same moment; else at the time of the run. */
  readonly sameTime: boolean;
}

/** A trial as a test of the flow. Only one on a sample can be kept: a stored record is not there elsewhere. */
export function testOf(
  given: TrialGiven,
  steps: readonly TrialStep[],
  answer: TrialAnswer,
  kept: Kept,
): FlowTest | undefined {
  if (!('values' in given.record)) return undefined;
  const until = refusedAt(answer);
  const played = until === undefined ? steps : steps.slice(0, until + 1);
  return {
    name: kept.name.trim(),
    starter: kept.starter,
    ...(kept.sameTime && given.at !== undefined ? { at: given.at } : {}),
    record: { values: given.record.values },
    steps: played.map((step) => (kept.samePeople ? step : withoutWho(step, given.starter))),
    expect: expectOf(foundBy(answer), kept),
  };
}

function expectOf(found: Expect, { expectations, samePeople }: Kept): Expect {
  const entries = Object.entries(found).filter(([name]) => expectations.has(name as Expectation));
  const expect = Object.fromEntries(entries) as Expect;
  if (samePeople || expect.open === undefined) return expect;
  return { ...expect, open: expect.open.map(({ node }) => ({ node })) };
}

/** Whoever holds the to-do answers it, and what the starter did the starter does. */
function withoutWho(step: TrialStep, starter: string): TrialStep {
  if (step.by === undefined || (step.node === undefined && step.by !== starter)) return step;
  const { by: _, ...rest } = step;
  return rest;
}

/** Whether time passes in a trial, so that the moment at which it begins matters. */
export function hasWaits(steps: readonly TrialStep[]): boolean {
  return steps.some((step) => step.do === 'wait');
}
