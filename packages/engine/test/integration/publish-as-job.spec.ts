import { setTimeout as pause } from 'node:timers/promises';
import { JobStore } from '../../src/jobs/job-store.js';
import { JobWorker } from '../../src/jobs/job-worker.js';
import { LeaseLost, RunningJob } from '../../src/jobs/running-job.js';
import { PublishJobs } from '../../src/releases/requests/publish-jobs.js';
import { PublishLock } from '../../src/releases/tables/publish-lock.js';
import { SubjectStore } from '../../src/identity/subject-store.js';
import { AGREE, CLAIM, edited, role, ROLES, withNote, Workshop } from './releases-work.fixtures.js';
import type { Body } from './releases-work.fixtures.js';

const ASYNC = { prefer: 'respond-async' };

let shop: Workshop;
beforeEach(async () => {
  shop = await Workshop.open([CLAIM, AGREE, ...ROLES, role('reviewer', [])]);
  await shop.draft(withNote());
});
afterEach(() => shop.engine.stop());

const inForce = async (): Promise<number> => (await shop.ok('mei', 'GET', 'app')).release.number;
const work = () => shop.engine.get(JobWorker).runWaiting();
const jobOf = (id: string): Promise<Body> => shop.ok('mei', 'GET', `jobs/${id}`);
const cancel = (id: string) => shop.as('mei', 'POST', `jobs/${id}/actions/cancel`);

async function ask(body: object = {}, headers: object = {}): Promise<string> {
  const answer = await shop.as('mei', 'POST', 'publish', body, { ...ASYNC, ...headers });
  expect(answer.status).toBe(202);
  return answer.body.id as string;
}

/** Takes a job as another process would, without telling how it ended. */
async function elsewhere(id: string): Promise<RunningJob> {
  const [taken, by] = [
    await shop.engine.get(JobStore).take(id),
    await shop.engine.get(SubjectStore).byId((await jobOf(id)).createdBy),
  ];
  return new RunningJob(shop.engine.database, taken!, by!);
}

/** The lease of a process that died comes to its end. */
async function bury(id: string): Promise<void> {
  const text = `UPDATE core.job SET lease_until = now() - interval '1 second' WHERE id = $1`;
  await shop.engine.database.query(text, [id]);
}

describe('a publish that prefers to be answered at once', () => {
  test('is a job that carries it out, and gives the result that the request would have had', async () => {
    const answer = await shop.as('mei', 'POST', 'publish', { comment: 'a note' }, ASYNC);
    expect(answer.status).toBe(202);
    expect(answer.headers).toMatchObject({
      'preference-applied': 'respond-async',
      location: `/api/v1/jobs/${answer.body.id}`,
    });
    expect(answer.body).toMatchObject({ kind: 'publish', state: 'queued', cancellable: true, step: null });
    expect(await inForce()).toBe(1);
    await work();
    expect(await jobOf(answer.body.id)).toMatchObject({
      state: 'done',
      result: { release: { number: 2 } },
      problem: null,
      cancellable: false,
    });
    expect(await inForce()).toBe(2);
  });

  test('without the header is answered as ever', async () => {
    const { status, body } = await shop.as('mei', 'POST', 'publish', {});
    expect([status, body]).toEqual([201, { release: { number: 2 } }]);
  });

  test('is refused with the same problem', async () => {
    await shop.draft(edited(AGREE, (flow) => flow.nodes.pop()));
    const { instance: _i, requestId: _r, ...expected } = await shop.refused('mei', 'POST', 'publish', {});
    const id = await ask();
    await work();
    const { state, problem } = await jobOf(id);
    expect(state).toBe('failed');
    expect(problem).toMatchObject(expected);
    expect(problem).toMatchObject({ status: 422, code: 'not_publishable', instance: `/api/v1/jobs/${id}` });
    expect(await inForce()).toBe(1);
  });

  test('publishes the drafts that there were when it was asked for, or nothing', async () => {
    const id = await ask();
    await shop.draft(edited(AGREE, (flow) => (flow.title.en = 'Consent')));
    await work();
    expect((await jobOf(id)).problem.code).toBe('stale_version');
    expect(await inForce()).toBe(1);
  });

  test('becomes a request where somebody must approve', async () => {
    await shop.hire('rui', 'reviewer');
    await shop.ok('mei', 'PUT', 'design/settings', { publishApproval: { roles: ['reviewer'] } });
    const id = await ask({ comment: 'a note' });
    await work();
    expect((await jobOf(id)).result.request).toMatchObject({ state: 'waiting', comment: 'a note' });
    expect(await inForce()).toBe(1);
  });

  test('needs the right to design still when it is carried out', async () => {
    const id = await ask();
    await shop.engine.database.query(`DELETE FROM core.user_role WHERE user_id =
      (SELECT id FROM core.user_account WHERE login = 'mei')`);
    await work();
    expect((await shop.ok('lin', 'GET', `jobs/${id}`)).problem.code).toBe('no_right');
  });
});

describe('a publish under way', () => {
  /** Holds the tables, so that a publish waits there; tells what the job says meanwhile, and what becomes of it. */
  async function whileHeld(id: string, look: () => Promise<unknown>): Promise<void> {
    let done: Promise<void> = Promise.resolve();
    await shop.engine.get(PublishLock).hold(async () => {
      done = work();
      while ((await jobOf(id)).step === null) await pause(20);
      await look();
    });
    await done;
  }

  test('says its step in the language of who asks', async () => {
    const id = await ask();
    let said: Body[] = [];
    await whileHeld(id, async () => {
      const chinese = await shop.as('mei', 'GET', `jobs/${id}`, undefined, { 'accept-language': 'zh-CN' });
      said = [await jobOf(id), chinese.body];
    });
    expect(said.map(({ state, step }) => [state, step.code, step.sentence])).toEqual([
      ['running', 'checking', 'Checking definitions'],
      ['running', 'checking', '正在检查定义'],
    ]);
    expect(await inForce()).toBe(2);
  });

  test('can be cancelled before the switch, and leaves nothing', async () => {
    const id = await ask();
    await whileHeld(id, async () => expect((await cancel(id)).status).toBe(202));
    expect(await jobOf(id)).toMatchObject({ state: 'cancelled', problem: null });
    expect(await inForce()).toBe(1);
    expect(await shop.publish()).toBe(2);
  });

  test('cannot be cancelled after it', async () => {
    const id = await ask();
    await shop.engine.get(PublishJobs).run(await elsewhere(id));
    expect(await jobOf(id)).toMatchObject({ state: 'running', cancellable: false });
    expect((await cancel(id)).body).toMatchObject({ status: 409, code: 'job_is_settled' });
  });
});

describe('a publish whose process died', () => {
  test('before the switch begins anew elsewhere', async () => {
    const id = await ask();
    await elsewhere(id);
    await bury(id);
    await work();
    expect(await jobOf(id)).toMatchObject({ state: 'done', result: { release: { number: 2 } } });
  });

  test('after the switch is over, and is not done twice', async () => {
    const id = await ask();
    await shop.engine.get(PublishJobs).run(await elsewhere(id));
    expect(await inForce()).toBe(2);
    await bury(id);
    await work();
    expect(await jobOf(id)).toMatchObject({ state: 'done', result: { release: { number: 2 } } });
    expect(await inForce()).toBe(2);
  });

  test('publishes nothing should it come back', async () => {
    const id = await ask();
    const old = await elsewhere(id);
    await bury(id);
    await elsewhere(id);
    await expect(shop.engine.get(PublishJobs).run(old)).rejects.toBeInstanceOf(LeaseLost);
    expect(await inForce()).toBe(1);
  });
});
