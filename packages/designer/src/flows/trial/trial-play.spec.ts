import { CLAIM_FLOW } from '../flows.fixtures.js';
import { TrialPlay } from './trial-play.js';
import { answerOf, GIVEN } from './trial.fixtures.js';
import type { TrialAnswer, TrialRequest } from './trial-contract.js';

const APPROVE = { do: 'approve', node: 'leader', by: 'u1' } as const;
const REJECT = { do: 'reject', node: 'leader', by: 'u1' } as const;
const NIGHT = { do: 'wait', for: 'PT8H' } as const;

/** An engine that plays whatever it is sent, and refuses every step of a kind. */
function trial(refused?: string) {
  const requests: TrialRequest[] = [];
  const play = new TrialPlay({
    flow: 'claim_approval',
    definition: () => CLAIM_FLOW,
    calls: {
      play: (_, request) => {
        requests.push(request);
        return Promise.resolve(answerOf(request.steps, refused));
      },
    },
  });
  const last = () => requests.at(-1)?.steps.map((step) => step.do);
  return { play, requests, last };
}

describe('a trial under the hand', () => {
  test('carries the drawing, the starter and all steps so far in every request', async () => {
    const { play, requests } = trial();
    await play.begin(GIVEN);
    await play.take(APPROVE);
    expect(requests).toHaveLength(2);
    expect(requests[1]).toEqual({
      definition: CLAIM_FLOW,
      ...GIVEN,
      steps: [{ do: 'start' }, APPROVE],
    });
    expect(play.snapshot().answer?.steps).toHaveLength(3);
  });

  test('undoes a step by cutting it and what came after', async () => {
    const { play, last } = trial();
    await play.begin(GIVEN);
    await play.take(APPROVE);
    await play.take(NIGHT);
    await play.cut(1);
    expect(last()).toEqual(['start']);
  });

  test('answers an earlier step otherwise and plays the later ones behind it', async () => {
    const { play, last } = trial();
    await play.begin(GIVEN);
    await play.take(APPROVE);
    await play.take(NIGHT);
    await play.rewrite(1);
    expect(last()).toEqual(['start']);
    await play.take(REJECT);
    expect(last()).toEqual(['start', 'reject', 'wait']);
    expect(play.snapshot().rewriting).toBeUndefined();
  });

  test('has the steps as they were when one is not to be changed after all', async () => {
    const { play, last } = trial();
    await play.begin(GIVEN);
    await play.take(APPROVE);
    await play.rewrite(1);
    await play.keepAsIs();
    expect(last()).toEqual(['start', 'approve']);
  });

  test('puts the next step in the place of one that was refused', async () => {
    const { play, last } = trial('reject');
    await play.begin(GIVEN);
    await play.take(REJECT);
    expect(play.snapshot().answer?.complete).toBe(false);
    await play.take(APPROVE);
    expect(last()).toEqual(['start', 'approve']);
  });

  test('goes on with a record whose flow runs already, and starts it where it does not', async () => {
    const { play, requests } = trial();
    await play.begin({ ...GIVEN, record: { id: 'r1' } });
    expect(requests.map(({ steps }) => steps.length)).toEqual([0, 1]);
    const running = answerOf([]);
    const under: TrialAnswer = {
      ...running,
      flow: { ...running.flow, nodes: [{ id: 'leader', state: 'active', visits: 1, people: [] }] },
    };
    const calls = { play: jest.fn(() => Promise.resolve(under)) };
    const other = new TrialPlay({ flow: 'claim_approval', definition: () => CLAIM_FLOW, calls });
    await other.begin({ ...GIVEN, record: { id: 'r1' } });
    expect(calls.play).toHaveBeenCalledTimes(1);
  });

  test('stands as before when the work is given up', async () => {
    const { play } = trial();
    await play.begin(GIVEN);
    const before = play.snapshot();
    const signals: AbortSignal[] = [];
    const calls = {
      play: (_: string, __: TrialRequest, signal: AbortSignal) => {
        signals.push(signal);
        return new Promise<TrialAnswer>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
      },
    };
    const slow = new TrialPlay({ flow: 'claim_approval', definition: () => CLAIM_FLOW, calls });
    const asked = slow.begin(GIVEN);
    expect(slow.snapshot().isBusy).toBe(true);
    slow.stop();
    await asked;
    expect(signals[0]?.aborted).toBe(true);
    expect(slow.snapshot()).toMatchObject({ isBusy: false, isSettingUp: true, steps: [] });
    expect(before.isBusy).toBe(false);
  });

  test('keeps the steps and says why when the engine cannot be reached, and asks them again', async () => {
    let isAway = true;
    const calls = {
      play: (_: string, { steps }: TrialRequest) =>
        isAway ? Promise.reject(new Error('away')) : Promise.resolve(answerOf(steps)),
    };
    const play = new TrialPlay({ flow: 'claim_approval', definition: () => CLAIM_FLOW, calls });
    await play.begin(GIVEN);
    expect(play.snapshot()).toMatchObject({ isBusy: false, isSettingUp: true });
    expect(play.snapshot().problem).toEqual(new Error('away'));
    isAway = false;
    await play.retry();
    expect(play.snapshot()).toMatchObject({ problem: null, isSettingUp: false });
  });
});
