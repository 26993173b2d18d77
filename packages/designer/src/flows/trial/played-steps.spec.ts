import { ApiProblem } from '@dougong/ui/api';
import { faultsAt, playedAt, refusedAt, waitingCalls } from './played-steps.js';
import { answerOf, playedStep } from './trial.fixtures.js';
import type { TrialAnswer, TrialStep } from './trial-contract.js';

const START: TrialStep = { do: 'start' };
const CALL: TrialStep = { do: 'called', node: 'notify', outcome: 'fail' };

function calling(steps: readonly TrialStep[], state: 'active' | 'done'): TrialAnswer {
  const answer = answerOf(steps);
  const called = playedStep(1, 'start', { calls: [{ node: 'notify', endpoint: 'erp' }] });
  return {
    ...answer,
    steps: answer.steps.map((step) => (step.index === 1 ? called : step)),
    flow: { ...answer.flow, nodes: [{ id: 'notify', state, visits: 1, people: [] }] },
  };
}

describe('what became of the steps of a trial', () => {
  test('the making of the sample stands before the first step', () => {
    const answer = answerOf([START]);
    expect(playedAt(answer, 0)?.do).toBe('start');
    expect(playedAt(answer, 1)).toBeUndefined();
  });

  test('the refused step is told by its place in the request', () => {
    expect(refusedAt(answerOf([START, { do: 'recall' }], 'recall'))).toBe(1);
    expect(refusedAt(answerOf([START]))).toBeUndefined();
  });

  test('faults of the whole request stand at the step that they point to', () => {
    const errors = [
      { pointer: '#/steps/1/node', code: 'unknown_node' },
      { pointer: '#/starter', code: 'unknown_user' },
    ];
    const problem = new ApiProblem({ status: 422, code: 'invalid', title: 'invalid', errors });
    expect(faultsAt(problem, 1).map(({ code }) => code)).toEqual(['unknown_node']);
    expect(faultsAt(problem, undefined).map(({ code }) => code)).toEqual(['unknown_user']);
  });

  test('an outside call waits for an answer by hand until it is given', () => {
    expect(waitingCalls(calling([START], 'active'), [START])).toEqual([{ node: 'notify', endpoint: 'erp' }]);
    expect(waitingCalls(calling([START], 'done'), [START])).toEqual([]);
    expect(waitingCalls(calling([START, CALL], 'active'), [START, CALL])).toEqual([]);
  });
});
