import { setTimeout as sleep } from 'node:timers/promises';
import { EngineProcess } from '../support/engine.js';

const ROWS = 4000;
const BAD_EVERY = 100;
const KILLS = 3;
const PATIENCE_MS = 300_000;
/** Long enough for a lease to end, and for somebody to find the job; far from the hours of a lost worker. */
const TAKEN_UP_MS = 40_000;

interface Job {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly result: Readonly<Record<string, number>> | null;
}

let engine: EngineProcess;
let key: string;

beforeAll(async () => {
  engine = await EngineProcess.start();
  key = (await engine.logins()).apiKey;
}, PATIENCE_MS);

afterAll(() => engine?.dispose());

async function call<Body>(
  method: string,
  path: string,
  body?: string,
  type = 'application/json',
): Promise<Body> {
  const answer = await fetch(`${engine.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

/** Rows of which every hundredth has a choice that there is not. */
function file(): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const code = `K${String(at + 1).padStart(6, '0')}`;
    return `${code},thing ${at},kg,${(at + 1) % BAD_EVERY === 0 ? 'nothing' : '干货'}`;
  });
  return ['编码,名称,单位,类别', ...rows].join('\n');
}

async function jobNow(id: string): Promise<Job> {
  return call<Job>('GET', `/jobs/${id}`);
}

/** Waits until the job has come further than this, or is over. */
async function beyond(id: string, done: number): Promise<Job> {
  for (const deadline = Date.now() + TAKEN_UP_MS; ;) {
    const job = await jobNow(id);
    if (job.progress.done > done || ['done', 'failed'].includes(job.state)) return job;
    if (Date.now() > deadline) throw new Error(`nobody went on with the job: ${JSON.stringify(job)}`);
    await sleep(20);
  }
}

test(
  'an import whose engine is killed again and again brings every row once, and leaves none out',
  async () => {
    const brought = await call<{ id: string }>('POST', '/forms/item/imports?name=k.csv', file(), 'text/csv');
    const run = `/forms/item/imports/${brought.id}/actions/run`;
    const { id } = await call<Job>('POST', run, JSON.stringify({ mode: 'insert' }));
    let done = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const job = await beyond(id, done);
      if (job.state === 'done') break;
      done = job.progress.done;
      await engine.kill();
      await engine.restart();
      // What was told stays: the position is committed together with the records.
      expect((await jobNow(id)).progress.done).toBeGreaterThanOrEqual(done);
    }
    expect(done).toBeGreaterThan(0);
    let job = await beyond(id, done);
    while (job.state !== 'done') job = await beyond(id, job.progress.done);
    expect(job.result).toMatchObject({
      documents: ROWS,
      created: ROWS - ROWS / BAD_EVERY,
      failed: ROWS / BAD_EVERY,
    });
    const database = await engine.database();
    try {
      const count = `SELECT count(*)::int FROM data.item WHERE code LIKE 'K%'`;
      expect(await database.value(count)).toBe(ROWS - ROWS / BAD_EVERY);
      const twice = `SELECT count(*)::int FROM (SELECT FROM data.item GROUP BY code HAVING count(*) > 1) t`;
      expect(await database.value(twice)).toBe(0);
      const audited = `SELECT count(*)::int FROM core.audit_entry WHERE channel = 'import' AND action = 'create' AND request_id = '${id}'`;
      expect(await database.value(audited)).toBe(ROWS - ROWS / BAD_EVERY);
    } finally {
      await database.close();
    }
  },
  PATIENCE_MS,
);
