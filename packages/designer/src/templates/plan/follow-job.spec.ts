import { ApiProblem } from '@dougong/ui/api';
import type { Job } from '@dougong/ui/api';
import { plan } from '../templates.fixtures.js';
import { followJob, JobCancelled, jobOf } from './follow-job.js';
import { jobPercent } from './job-words.js';

function job(given: Partial<Job>): Job {
  return {
    id: '1',
    kind: 'template',
    title: { 'zh-CN': '模板变更', en: 'Change of templates' },
    state: 'running',
    progress: { done: 0, total: null },
    cancelAsked: false,
    result: null,
    problem: null,
    ...given,
  };
}

/** A server that answers one job after the other. */
function serverOf(...answers: readonly Job[]) {
  const left = [...answers];
  const seen: string[] = [];
  return {
    seen,
    options: {
      read: () => Promise.resolve(left.shift()!),
      onProgress: ({ state }: Job) => void seen.push(state),
      pause: () => Promise.resolve(),
    },
  };
}

describe('following a job', () => {
  test('asks until it is done, tells each state, and gives what came out', async () => {
    const result = { ...plan({ release: 4 }) };
    const { seen, options } = serverOf(job({ state: 'queued' }), job({}), job({ state: 'done', result }));
    expect(await followJob('1', options)).toMatchObject({ release: 4 });
    expect(seen).toEqual(['queued', 'running', 'done']);
  });

  test('a refusal is the one that the request itself would have got', async () => {
    const problem = {
      status: 409,
      code: 'template_conflicts',
      title: 'Conflict',
      errors: [{ pointer: '#/form/card', code: 'conflict_both_changed', detail: 'Both changed it.' }],
    };
    const { options } = serverOf(job({ state: 'failed', problem }));
    const failure = await followJob('1', options).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiProblem);
    expect(failure).toMatchObject({
      status: 409,
      code: 'template_conflicts',
      errors: [{ pointer: '#/form/card' }],
    });
  });

  test('one that was stopped is told apart from one that failed', async () => {
    const { options } = serverOf(job({ state: 'cancelled' }));
    await expect(followJob('1', options)).rejects.toBeInstanceOf(JobCancelled);
  });

  test('an answer that is there at once names no job', () => {
    const head = { etag: undefined, requestId: undefined };
    expect(jobOf({ ...head, status: 200, data: plan() })).toBeUndefined();
    expect(jobOf({ ...head, status: 202, data: job({}) })?.id).toBe('1');
  });

  test('counts the steps before and the part of the one at hand', () => {
    expect(jobPercent(undefined)).toBeUndefined();
    expect(jobPercent(job({}))).toBeUndefined();
    const step = { sentence: 'Scenario 3 of 6', at: 2, of: 4 };
    expect(jobPercent(job({ step, progress: { done: 3, total: 6 } }))).toBe(63);
    expect(jobPercent(job({ progress: { done: 1, total: 4 } }))).toBe(25);
  });
});
