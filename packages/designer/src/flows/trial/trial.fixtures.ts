import type { PlayedStep, TrialAnswer, TrialStep } from './trial-contract.js';
import type { TrialGiven } from './trial-play.js';

export const GIVEN = {
  starter: 'u1',
  at: '2026-11-21T08:00:00.000Z',
  record: { values: { amount: '6000.00' } },
} as const satisfies TrialGiven;

/** A step that did nothing but happen. */
export function playedStep(index: number, deed: string, change: Partial<PlayedStep> = {}): PlayedStep {
  return {
    index,
    do: deed,
    by: 'u1',
    at: '2026-11-21T08:00:00.000Z',
    words: { 'zh-CN': deed, en: deed },
    events: [],
    changed: [],
    state: 'reviewing',
    notifications: [],
    movements: [],
    vouchers: [],
    withheld: 0,
    records: [],
    calls: [],
    rules: [],
    ...change,
  };
}

/** What the engine answers to steps of a sample: played up to the first of the kind that is refused. */
export function answerOf(steps: readonly TrialStep[], refused?: string): TrialAnswer {
  const at = steps.findIndex((step) => step.do === refused);
  const reached = at < 0 ? steps : steps.slice(0, at + 1);
  return {
    complete: at < 0,
    steps: [
      playedStep(0, 'create'),
      ...reached.map((step, index) =>
        playedStep(index + 1, step.do, index === at ? { refused: { code: 'not_allowed' } } : {}),
      ),
    ],
    record: { id: 'r1', status: 'reviewing', amount: '6000.00' },
    flow: { status: 'running', nodes: [], path: ['start', 'leader'], taken: ['e1'] },
    tasks: [],
    users: { u1: '安' },
    left: [],
  };
}
