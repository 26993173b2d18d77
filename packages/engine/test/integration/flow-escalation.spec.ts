import { Timers } from '../../src/workers/timers.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { act, aPerson, approval, chain, end, publishFlows, sent, start } from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

/** Levels of people who are told that a step is late. */

let engine: TestApp;
let other: TestApp;
let clerk: Person;
let lead: Person;
let chief: Person;
let steward: Person;

beforeAll(async () => {
  engine = await startTestApp();
  const escalation = [
    { after: 'PT24H' },
    { after: 'PT48H', to: [{ role: 'chief' }] },
    { after: 'PT72H', to: [{ role: 'steward' }] },
  ];
  await publishFlows(engine, {
    late: {
      nodes: [start, approval('lead', 'lead', { escalation }), end],
      edges: chain('start', 'lead', 'end'),
    },
  });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  chief = await aPerson(engine, 'chief', 'chief');
  steward = await aPerson(engine, 'steward', 'steward');
  other = await startTestApp({ urls: engine.urls, clock: engine.clock });
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

/** How often each was told that the record waits, the announcement of the to-do left out. */
async function told(record: string): Promise<readonly number[]> {
  const { rows } = await engine.database.query<{ user_id: string; count: number }>(
    `SELECT user_id, count(*)::integer AS count FROM core.notification
      WHERE record_id = $1 AND title ->> 'en' ~ 'forget|in time' GROUP BY user_id`,
    [record],
  );
  const counts = new Map(rows.map(({ user_id: user, count }) => [user, count]));
  return [lead, chief, steward].map(({ id }) => counts.get(id) ?? 0);
}

async function pass(hours: number): Promise<void> {
  engine.clock.advance({ hours });
  await Promise.all([engine, other, engine, other].map((each) => each.get(Timers).fireDue()));
  await engine.runWorkers();
}

test('each level is told once at its time, with two engines at work', async () => {
  const record = await sent(engine, 'late', clerk);
  await pass(23);
  expect(await told(record)).toEqual([0, 0, 0]);
  await pass(1);
  expect(await told(record)).toEqual([1, 0, 0]);
  await pass(24);
  expect(await told(record)).toEqual([1, 1, 0]);
  await pass(24);
  await pass(300);
  expect(await told(record)).toEqual([1, 1, 1]);
});

test('levels that passed while no engine ran are told once by the next', async () => {
  const record = await sent(engine, 'late', clerk);
  engine.clock.advance({ hours: 50 });
  const next = await startTestApp({ urls: engine.urls, clock: engine.clock });
  await Promise.all([next.runWorkers(), engine.runWorkers()]);
  await next.stop();
  await engine.runWorkers();
  expect(await told(record)).toEqual([1, 1, 0]);
});

test('nobody is told any more once the step is decided', async () => {
  const record = await sent(engine, 'late', clerk);
  expect((await act(engine, lead, record, 'approve')).status).toBe(200);
  const { rows } = await engine.database.query(
    `SELECT t.id FROM core.timer t JOIN core.flow_instance i ON i.id = t.instance_id WHERE i.record_id = $1`,
    [record],
  );
  expect(rows).toEqual([]);
  await pass(300);
  expect(await told(record)).toEqual([0, 0, 0]);
});
