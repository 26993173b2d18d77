import { TimerHandlers } from '../../src/workers/timer-handlers.js';
import { Timers } from '../../src/workers/timers.js';
import { Upkeep } from '../../src/workers/upkeep.js';
import { openTask, setTimer } from '../support/builders.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let user: string;
let key: string;

beforeAll(async () => {
  engine = await startTestApp();
  user = await engine.createUser('lin');
  key = await engine.keyOf(user);
});

afterAll(() => engine.stop());

async function titles(): Promise<unknown[]> {
  const answer = await engine.request<{ data: { title: { en: string } }[] }>('GET', '/api/v1/notifications', {
    key,
  });
  return answer.body.data.map(({ title }) => title.en);
}

async function timersLeft(): Promise<number> {
  return (await engine.database.query('SELECT FROM core.timer')).rowCount ?? 0;
}

describe('a task', () => {
  test('that is done in time reminds nobody', async () => {
    const task = await openTask(engine, user);
    await setTimer(engine, 'task_due', task);
    await engine.database.query(`UPDATE core.task SET state = 'done' WHERE id = $1`, [task]);
    await engine.runWorkers();
    expect(await titles()).toEqual([]);
    expect(await timersLeft()).toBe(0);
  });

  test('that is overdue reminds its assignee once', async () => {
    await setTimer(engine, 'task_due', await openTask(engine, user));
    await Promise.all([engine.get(Timers).fireDue(), engine.get(Timers).fireDue()]);
    await engine.runWorkers();
    expect(await titles()).toEqual(['A task is overdue']);
  });
});

describe('a timer', () => {
  test('that is not due yet waits', async () => {
    await engine.database.query(
      `INSERT INTO core.timer (id, kind, due_at) VALUES (gen_random_uuid(), 'task_due', $1::timestamptz + interval '1 hour')`,
      [engine.clock.read()],
    );
    await engine.runWorkers();
    expect(await timersLeft()).toBe(1);
    engine.clock.advance({ hours: 2 });
    await engine.runWorkers();
    expect(await timersLeft()).toBe(0);
  });

  test('that fails undoes its work, is tried again, and in the end waits for an operator', async () => {
    let tries = 0;
    engine.get(TimerHandlers).register('failing', async (_timer, session) => {
      tries += 1;
      await session.query(`INSERT INTO core.seed_ref VALUES ('t', 'f', 'half done', gen_random_uuid())`);
      throw new Error('not now');
    });
    await setTimer(engine, 'failing');
    for (let hour = 0; hour < 12; hour += 1) {
      await engine.runWorkers();
      engine.clock.advance({ hours: 1 });
    }
    expect(tries).toBe(8);
    const { rows } = await engine.database.query(
      'SELECT attempts, last_error, failed_at IS NOT NULL AS failed FROM core.timer',
    );
    expect(rows).toEqual([{ attempts: 8, last_error: 'not now', failed: true }]);
    expect((await engine.database.query('SELECT FROM core.seed_ref')).rowCount).toBe(0);
  });
});

describe('upkeep', () => {
  test('throws away answers to old requests and keeps the young ones', async () => {
    const at = engine.clock.read();
    await engine.database.query(
      `INSERT INTO core.idempotency_request (principal, key, body_hash, created_at)
       VALUES ($1, 'old', '', $2::timestamptz - interval '31 days'), ($1, 'young', '', $2::timestamptz - interval '29 days')`,
      [user, at],
    );
    expect(await engine.get(Upkeep).round()).toBe(false);
    const { rows } = await engine.database.query('SELECT key FROM core.idempotency_request');
    expect(rows).toEqual([{ key: 'young' }]);
  });
});
