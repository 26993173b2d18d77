import type { ApiProblem, ProblemEntry } from '@dougong/ui/api';
import { pointerTokens } from '@dougong/ui/forms';
import type { PlayedStep, TrialAnswer, TrialStep } from './trial-contract.js';

/** Steps that were asked for beside what became of them. */

/** The making of the sample record stands before the steps that were asked for. */
export function makingOf({ steps }: TrialAnswer): PlayedStep | undefined {
  return steps.find(({ index }) => index === 0);
}

/** What became of the step at a place in the request; nothing when the trial did not come so far. */
export function playedAt({ steps }: TrialAnswer, at: number): PlayedStep | undefined {
  return steps.find(({ index }) => index === at + 1);
}

/** The place in the request of the step that was refused; the making of the record has none. */
export function refusedAt({ steps }: TrialAnswer): number | undefined {
  const refused = steps.find((step) => step.refused !== undefined);
  return refused === undefined ? undefined : Math.max(0, refused.index - 1);
}

/** Whether the trial stopped because the sample record could not be made. */
export function isMakingRefused(answer: TrialAnswer): boolean {
  return makingOf(answer)?.refused !== undefined;
}

const ROW = /^\d{1,4}$/;

/** The step that a fault of the whole request is about. */
export function stepOfPointer(pointer: string): number | undefined {
  const [head, row = ''] = pointerTokens(pointer);
  return head === 'steps' && ROW.test(row) ? parseInt(row, 10) : undefined;
}

/** The faults of a request at one of its steps, and those about no step at all. */
export function faultsAt(problem: ApiProblem, at: number | undefined): readonly ProblemEntry[] {
  return problem.errors.filter(({ pointer }) => stepOfPointer(pointer) === at);
}

/** Outside calls that wait for an answer: made since the node was answered for the last time, and the node is active. */
export function waitingCalls(
  answer: TrialAnswer,
  steps: readonly TrialStep[],
): readonly { readonly node: string; readonly endpoint: string }[] {
  const waiting = new Map<string, string>();
  for (const played of answer.steps) {
    const asked = steps[played.index - 1];
    if (asked?.do === 'called' && asked.node !== undefined && played.refused === undefined)
      waiting.delete(asked.node);
    for (const { node, endpoint } of played.calls) if (node !== null) waiting.set(node, endpoint);
  }
  const active = new Set(answer.flow.nodes.filter(({ state }) => state === 'active').map(({ id }) => id));
  return [...waiting].filter(([node]) => active.has(node)).map(([node, endpoint]) => ({ node, endpoint }));
}
