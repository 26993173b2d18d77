import { Timers } from '../../src/workers/timers.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  act,
  aPerson,
  approval,
  chain,
  end,
  eventsOf,
  node,
  openNodes,
  openTasks,
  publishFlows,
  sent,
  start,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

/** What users of other flow engines saw and reported, asked of this one over a database and two processes. */

let engine: TestApp;
let other: TestApp;
let clerk: Person;
let lead: Person;

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: 16 } });
  const write = { actions: [{ id: 'note', type: 'setField', field: 'note', formula: 'CONCAT(note, "x")' }] };
  await publishFlows(engine, {
    wait: {
      nodes: [
        start,
        node('pause', 'timer', { after: 'PT24H' }),
        node('write', 'action', write),
        approval('lead', 'lead'),
        end,
      ],
      edges: chain('start', 'pause', 'write', 'lead', 'end'),
    },
    ask: { nodes: [start, approval('lead', 'lead'), end], edges: chain('start', 'lead', 'end') },
  });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  other = await startTestApp({ urls: engine.urls, clock: engine.clock });
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

async function noteOf(record: string): Promise<string> {
  const path = `/api/v1/forms/wait/records/${record}`;
  const { body } = await engine.request<{ record: { note: string } }>('GET', path, { key: clerk.key });
  return body.record.note;
}

const ranOnce = async (record: string) =>
  (await eventsOf(engine, record)).filter((kind) => kind === 'actions_run').length;

test('under load a step ran two or three times, because several workers had taken it up', async () => {
  const records = await Promise.all(
    Array.from({ length: 24 }, () => sent(engine, 'wait', clerk, { note: 'n' })),
  );
  engine.clock.advance({ hours: 24 });
  await Promise.all([engine, other, engine, other, engine, other].map((each) => each.get(Timers).fireDue()));
  await engine.runWorkers();
  for (const record of records)
    expect([await noteOf(record), await ranOnce(record), await openNodes(engine, record)]).toEqual([
      'nx',
      1,
      ['lead'],
    ]);
});

test('a queue of more than a thousand stood still until somebody restarted the engine', async () => {
  const user = await aPerson(engine, 'busy');
  await engine.database.query(
    `INSERT INTO core.outbox (id, topic, key, payload, state, attempts, next_at, created_at)
     SELECT gen_random_uuid(), 'notification', 'much/' || n,
            jsonb_build_object('users', jsonb_build_array($1::text), 'title', jsonb_build_object('zh-CN', 'n', 'en', 'n'),
              'form', 'ask', 'recordId', gen_random_uuid()), 'waiting', 0, $2, $2
       FROM generate_series(1, 1200) n`,
    [user.id, engine.clock.read()],
  );
  await engine.runWorkers();
  const { rows } = await engine.database.query(
    `SELECT count(*)::integer AS told, (SELECT count(*)::integer FROM core.outbox WHERE key LIKE 'much/%' AND state <> 'delivered') AS left
       FROM core.notification WHERE user_id = $1`,
    [user.id],
  );
  expect(rows).toEqual([{ told: 1200, left: 0 }]);
});

test('a step that took longer than the lock on its job was run again by the next worker', async () => {
  const record = await sent(engine, 'wait', clerk, { note: 'n' });
  engine.clock.advance({ hours: 24 });
  const slow = await engine.database.withSession(async (session) => {
    await session.query('BEGIN');
    await session.query('SELECT FROM core.flow_instance WHERE record_id = $1 FOR UPDATE', [record]);
    const first = engine.get(Timers).fireDue();
    await new Promise((resolve) => setTimeout(resolve, 200));
    engine.clock.advance({ minutes: 5 });
    const second = other.get(Timers).fireDue();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await session.query('COMMIT');
    return [first, second];
  });
  await Promise.all(slow);
  await other.runWorkers();
  expect([await noteOf(record), await ranOnce(record)]).toEqual(['nx', 1]);
});

test('what was to be done in the background was not taken up again after a restart', async () => {
  const first = await startTestApp({ urls: engine.urls, clock: engine.clock });
  const record = await sent(first, 'wait', clerk, { note: 'n' });
  await first.stop();
  engine.clock.advance({ hours: 48 });
  const next = await startTestApp({ urls: engine.urls, clock: engine.clock });
  await next.runWorkers();
  expect([await noteOf(record), await openNodes(next, record)]).toEqual(['nx', ['lead']]);
  await next.stop();
});

test.each(['2027-12-31T20:00:00Z', '2028-02-28T20:00:00Z', '2028-02-29T20:00:00Z', '2029-03-30T20:00:00Z'])(
  'on certain days a timer never went off: begun on %s',
  async (begun) => {
    const hours = Math.round((Date.parse(begun) - Date.parse(engine.clock.read())) / 3_600_000);
    engine.clock.advance({ hours });
    const record = await sent(engine, 'wait', clerk, { note: 'n' });
    engine.clock.advance({ hours: 23, minutes: 59 });
    await engine.runWorkers();
    expect(await openNodes(engine, record)).toEqual([]);
    engine.clock.advance({ minutes: 1 });
    await engine.runWorkers();
    expect(await openNodes(engine, record)).toEqual(['lead']);
  },
);

test('a timer that was taken away at the last moment went off all the same', async () => {
  const record = await sent(engine, 'wait', clerk, { note: 'n' });
  engine.clock.advance({ hours: 24 });
  const path = `/api/v1/forms/wait/records/${record}/flow/actions/revoke`;
  const [revoked] = await Promise.all([
    engine.request('POST', path, { key: clerk.key, body: {} }),
    other.get(Timers).fireDue(),
  ]);
  await engine.runWorkers();
  const isCalledOff = revoked.status === 200;
  const tasks = await openTasks(engine, record);
  expect(tasks).toHaveLength(isCalledOff ? 0 : 1);
});

test('a worker was given a job before the record that it was about was there', async () => {
  let isOver = false;
  const working = (async () => {
    while (!isOver) await Promise.all([engine.runWorkers(), other.runWorkers()]);
  })();
  for (let turn = 0; turn < 20; turn += 1) {
    const record = await sent(engine, 'ask', clerk);
    await act(engine, lead, record, 'approve');
  }
  isOver = true;
  await working;
  await engine.runWorkers();
  const { rows } = await engine.database.query(
    `SELECT count(*)::integer AS trouble FROM core.outbox
      WHERE key NOT LIKE 'much/%' AND (last_error IS NOT NULL OR state <> 'delivered')`,
  );
  expect(rows).toEqual([{ trouble: 0 }]);
});
