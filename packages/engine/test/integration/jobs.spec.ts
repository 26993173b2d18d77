import { setTimeout as sleep } from 'node:timers/promises';
import { JobKinds } from '../../src/jobs/job-kind.js';
import type { JobEnd } from '../../src/jobs/job-kind.js';
import { JobStore } from '../../src/jobs/job-store.js';
import { JobWorker } from '../../src/jobs/job-worker.js';
import { Jobs } from '../../src/jobs/jobs.js';
import type { RunningJob } from '../../src/jobs/running-job.js';
import { StoredFiles } from '../../src/jobs/stored-files.js';
import { Refusal } from '../../src/http/refusal.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

interface JobBody {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly result: Record<string, unknown> | null;
  readonly problem: { readonly code: string; readonly detail: string } | null;
  readonly retryable: boolean;
  readonly files: Record<string, string>;
}

const CHUNKS = 4;

let engine: TestApp;
let ann: Actor;
let ben: Actor;
let boss: Actor;
/** What happens to a counting job after this many chunks. */
let afterChunk: (job: RunningJob, chunk: number) => Promise<void>;

/** Counts in chunks, each of which leaves a row, as an import would. */
async function count(job: RunningJob): Promise<JobEnd> {
  let chunk = (job.position as number | null) ?? 0;
  while (chunk < CHUNKS && !job.isCancelled) {
    const next = chunk + 1;
    await job.chunk(async (session) => {
      await session.query(
        'INSERT INTO core.rule_threshold_side (rule_key, key_id, side) VALUES ($1, $2, $3)',
        [job.id, next, 'inside'],
      );
      return { position: next, done: next, total: CHUNKS };
    });
    chunk = next;
    await afterChunk(job, chunk);
  }
  return { result: { counted: chunk }, cancelled: job.isCancelled };
}

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  ann = await anActor(engine, 'ann', 'owner');
  ben = await anActor(engine, 'ben', 'owner');
  boss = await anActor(engine, 'boss', 'boss');
  const title = { 'zh-CN': '计数', en: 'Counting' };
  engine.get(JobKinds).register({ kind: 'counting', title, run: count });
  engine.get(JobKinds).register({
    kind: 'refusing',
    title,
    run: () => Promise.reject(new Refusal(422, 'file_too_large', [], { params: { max: 1 } })),
  });
});

beforeEach(() => {
  afterChunk = () => Promise.resolve();
});

afterAll(() => engine?.stop());

const start = (by: Actor, kind = 'counting') =>
  engine.get(Jobs).start({ kind, params: {}, createdBy: by.id });

const work = () => engine.get(JobWorker).runWaiting();

async function job(by: Actor, id: string): Promise<JobBody> {
  return (await engine.request<JobBody>('GET', `/api/v1/jobs/${id}`, { key: by.key })).body;
}

async function rowsOf(id: string): Promise<number> {
  const { rows } = await engine.database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM core.rule_threshold_side WHERE rule_key = $1',
    [id],
  );
  return rows[0]?.count ?? -1;
}

describe('a job', () => {
  test('waits, is worked on in chunks, and tells how it ended', async () => {
    const id = await start(ann);
    expect(await job(ann, id)).toMatchObject({ state: 'queued', progress: { done: 0, total: null } });
    await work();
    expect(await job(ann, id)).toMatchObject({
      state: 'done',
      progress: { done: CHUNKS, total: CHUNKS },
      result: { counted: CHUNKS },
    });
    expect(await rowsOf(id)).toBe(CHUNKS);
  });

  test('is seen by whoever asked for it and by nobody else', async () => {
    const id = await start(ann);
    expect((await engine.request('GET', `/api/v1/jobs/${id}`, { key: ben.key })).status).toBe(404);
    const list = await engine.request<{ data: JobBody[] }>('GET', '/api/v1/jobs', { key: ben.key });
    expect(list.body.data).toEqual([]);
    const cancelled = await engine.request('POST', `/api/v1/jobs/${id}/actions/cancel`, { key: ben.key });
    expect(cancelled.status).toBe(404);
    await work();
  });

  test('that is refused says why in a sentence', async () => {
    const id = await start(ann, 'refusing');
    await work();
    const { state, problem } = await job(ann, id);
    expect(state).toBe('failed');
    expect(problem?.code).toBe('file_too_large');
    expect(problem?.detail).toMatch(/MB/);
  });

  test('goes page by page in the list, the newest first', async () => {
    const ids = [await start(boss), await start(boss), await start(boss)];
    await work();
    const get = (path: string) =>
      engine.request<{ data: JobBody[]; nextCursor?: string }>('GET', path, { key: boss.key });
    const first = await get('/api/v1/jobs?limit=2');
    const second = await get(`/api/v1/jobs?limit=2&cursor=${first.body.nextCursor}`);
    expect([...first.body.data, ...second.body.data].map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(second.body.nextCursor).toBeUndefined();
  });
});

describe('letting go on', () => {
  const retry = (id: string, by = ann) =>
    engine.request<JobBody>('POST', `/api/v1/jobs/${id}/actions/retry`, { key: by.key });
  const failedOnes = (by: Actor) =>
    engine.request<{ data: JobBody[] }>('GET', '/api/v1/jobs?of=all&state=failed', { key: by.key });

  test('a job that failed does what is left, and nothing twice', async () => {
    const id = await start(ann);
    afterChunk = (_, chunk) =>
      chunk === 2 ? Promise.reject(new Refusal(422, 'unknown_job_kind')) : Promise.resolve();
    await work();
    expect(await job(ann, id)).toMatchObject({ state: 'failed', retryable: true, progress: { done: 2 } });
    expect((await failedOnes(boss)).body.data.map((each) => each.id)).toContain(id);
    afterChunk = () => Promise.resolve();
    const taken = await retry(id, boss);
    expect(taken).toMatchObject({ status: 202, body: { state: 'queued', problem: null, retryable: false } });
    await work();
    expect(await job(ann, id)).toMatchObject({ state: 'done', result: { counted: CHUNKS } });
    expect(await rowsOf(id)).toBe(CHUNKS);
    expect((await failedOnes(boss)).body.data.map((each) => each.id)).not.toContain(id);
  });

  test('is refused where nothing failed, and where the job is somebody else’s', async () => {
    const id = await start(ann);
    expect(await retry(id)).toMatchObject({ status: 409, body: { code: 'job_has_not_failed' } });
    expect((await retry(id, ben)).status).toBe(404);
    await work();
    expect((await retry(id)).status).toBe(409);
  });
});

describe('cancelling', () => {
  test('ends a job that waits at once, and one under way after the chunk in hand', async () => {
    const waiting = await start(ann);
    const cancel = (id: string) =>
      engine.request<JobBody>('POST', `/api/v1/jobs/${id}/actions/cancel`, { key: ann.key });
    expect((await cancel(waiting)).body.state).toBe('cancelled');
    const running = await start(ann);
    afterChunk = async (_, chunk) => {
      if (chunk === 2) await cancel(running);
    };
    await work();
    expect(await job(ann, running)).toMatchObject({ state: 'cancelled', result: { counted: 3 } });
    expect(await rowsOf(running)).toBe(3);
    expect(await rowsOf(waiting)).toBe(0);
    expect((await cancel(running)).status).toBe(409);
  });
});

describe('a job whose worker died', () => {
  test('is taken up where it stopped, and no chunk is done twice', async () => {
    const id = await start(ann);
    let dead = false;
    let bury: () => void = () => undefined;
    afterChunk = (_, chunk) => {
      if (chunk !== 2 || dead) return Promise.resolve();
      dead = true;
      return new Promise((resolve) => (bury = resolve));
    };
    const first = engine.get(JobWorker).runWaiting();
    while (!dead) await sleep(20);
    // The dead worker's lease ends; nobody waits for the hours that the queue itself would.
    await engine.database.query(
      `UPDATE core.job SET lease_until = now() - interval '1 second' WHERE id = $1`,
      [id],
    );
    await engine.get(JobStore).takeUpAbandoned();
    await work();
    expect(await job(ann, id)).toMatchObject({ state: 'done', result: { counted: CHUNKS } });
    expect(await rowsOf(id)).toBe(CHUNKS);
    bury();
    await first;
  });

  test('cannot be written by the old worker any more, should it come back', async () => {
    const id = await start(ann);
    let wakeUp: () => void = () => undefined;
    let asleep = false;
    afterChunk = (_, chunk) => {
      if (chunk !== 1 || asleep) return Promise.resolve();
      asleep = true;
      return new Promise((resolve) => (wakeUp = resolve));
    };
    const old = engine.get(JobWorker).runWaiting();
    while (!asleep) await sleep(20);
    await engine.database.query(
      `UPDATE core.job SET lease_until = now() - interval '1 second' WHERE id = $1`,
      [id],
    );
    await work();
    wakeUp();
    await old;
    expect(await job(ann, id)).toMatchObject({ state: 'done', result: { counted: CHUNKS } });
    expect(await rowsOf(id)).toBe(CHUNKS);
  });

  test('is given up when it breaks off again and again', async () => {
    const id = await start(ann);
    afterChunk = () => Promise.reject(new Error('the machine breaks'));
    await engine.database.query('UPDATE core.job SET attempts = 9 WHERE id = $1', [id]);
    await work();
    expect(await job(ann, id)).toMatchObject({ state: 'failed', problem: { code: 'job_given_up' } });
  });
});

describe('files', () => {
  test('come back byte for byte, and one that is too large leaves nothing', async () => {
    const files = engine.get(StoredFiles);
    const content = Buffer.alloc(2_500_000, 'abcdefg');
    async function* source() {
      for (let at = 0; at < content.length; at += 70_000) yield content.subarray(at, at + 70_000);
    }
    const kept = await files.keep({ name: '表.csv', mediaType: 'text/csv', createdBy: ann.id }, source());
    expect(kept.bytes).toBe(content.length);
    expect((await files.whole(kept.id)).equals(content)).toBe(true);
    await expect(
      files.keep({ name: 'x', mediaType: 'text/csv', createdBy: ann.id }, source(), 1_000_000),
    ).rejects.toMatchObject({ status: 413, code: 'file_too_large' });
    const { rows } = await engine.database.query('SELECT FROM core.stored_file');
    expect(rows).toHaveLength(1);
  });
});

test('a worker of its own takes jobs out of the queue without being told', async () => {
  const worker = await startTestApp({
    urls: engine.urls,
    clock: engine.clock,
    settings: { roles: new Set(['worker']), poolSize: 4 },
  });
  try {
    const title = { 'zh-CN': '计数', en: 'Counting' };
    worker.get(JobKinds).register({ kind: 'counting', title, run: count });
    const id = await start(ann);
    while ((await job(ann, id)).state !== 'done') await sleep(50);
    expect(await rowsOf(id)).toBe(CHUNKS);
  } finally {
    await worker.stop();
  }
});
