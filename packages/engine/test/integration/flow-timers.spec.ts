import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { Timers } from '../../src/workers/timers.js';
import {
  act,
  aPerson,
  approval,
  chain,
  end,
  eventsOf,
  instancesOf,
  node,
  openNodes,
  publishFlows,
  sent,
  start,
  statusOf,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let other: TestApp;
let clerk: Person;
let lead: Person;
let chief: Person;

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(engine, {
    pause: {
      nodes: [start, node('wait', 'timer', { after: 'P30D' }), approval('lead', 'lead'), end],
      edges: chain('start', 'wait', 'lead', 'end'),
    },
    late: {
      nodes: [
        start,
        approval('lead', 'lead', { timeout: { after: 'PT2H', action: 'pass' } }),
        approval('chief', 'chief'),
        end,
      ],
      edges: chain('start', 'lead', 'chief', 'end'),
    },
    nag: {
      nodes: [
        start,
        approval('lead', 'lead', { timeout: { after: 'PT1H', action: 'remind', every: 'PT1H', max: 3 } }),
        end,
      ],
      edges: chain('start', 'lead', 'end'),
    },
    blocked: {
      nodes: [
        start,
        node('wait', 'timer', { after: 'PT1H' }),
        node('write', 'action', {
          actions: [{ id: 'bad', type: 'setField', field: 'amount', formula: '1 / (amount - amount)' }],
        }),
        approval('lead', 'lead'),
        end,
      ],
      edges: chain('start', 'wait', 'write', 'lead', 'end'),
    },
  });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  chief = await aPerson(engine, 'chief', 'chief');
  other = await startTestApp({ urls: engine.urls, clock: engine.clock });
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

const timersLeft = async () =>
  (await engine.database.query(`SELECT FROM core.timer WHERE kind = 'flow'`)).rowCount;

describe('a delay of thirty days', () => {
  test('is over after thirty days and not a moment before', async () => {
    const record = await sent(engine, 'pause', clerk);
    await engine.runWorkers();
    expect(await openNodes(engine, record)).toEqual([]);
    engine.clock.advance({ hours: 24 * 30 - 1 });
    await engine.runWorkers();
    expect(await openNodes(engine, record)).toEqual([]);
    engine.clock.advance({ hours: 1 });
    await engine.runWorkers();
    expect(await openNodes(engine, record)).toEqual(['lead']);
    expect(await timersLeft()).toBe(0);
  });

  test('ends once when two engines look at the same moment', async () => {
    const records = await Promise.all(Array.from({ length: 12 }, () => sent(engine, 'pause', clerk)));
    engine.clock.advance({ hours: 24 * 31 });
    await Promise.all([engine, other, engine, other].map((each) => each.get(Timers).fireDue()));
    await engine.runWorkers();
    for (const record of records) {
      expect(await openNodes(engine, record)).toEqual(['lead']);
      expect((await eventsOf(engine, record)).filter((kind) => kind === 'task_opened')).toHaveLength(1);
    }
    expect(await timersLeft()).toBe(0);
  });
});

describe('a time limit', () => {
  test('is gone with the answer that came in time', async () => {
    const record = await sent(engine, 'late', clerk);
    expect(await timersLeft()).toBe(1);
    expect((await act(engine, lead, record, 'approve')).status).toBe(200);
    expect(await timersLeft()).toBe(0);
    expect(await openNodes(engine, record)).toEqual(['chief']);
  });

  test('and an answer that come together have one winner, and the next step is opened once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const record = await sent(engine, 'late', clerk);
      engine.clock.advance({ hours: 3 });
      const [answer] = await Promise.all([
        act(engine, lead, record, round % 2 === 0 ? 'approve' : 'reject'),
        other.get(Timers).fireDue(),
      ]);
      await engine.runWorkers();
      const closed = (await eventsOf(engine, record)).filter((kind) => kind === 'timeout');
      expect([200, 409]).toContain(answer.status);
      expect(closed).toHaveLength(answer.status === 200 ? 0 : 1);
      const isRefused = answer.status === 200 && round % 2 === 1;
      expect(await openNodes(engine, record)).toEqual(isRefused ? [] : ['chief']);
      if (!isRefused) await act(engine, chief, record, 'approve');
    }
  });

  test('reminds after a long night once, not once for every hour', async () => {
    const record = await sent(engine, 'nag', clerk);
    engine.clock.advance({ hours: 9 });
    await engine.runWorkers();
    const reminded = async () => (await eventsOf(engine, record)).filter((kind) => kind === 'timeout').length;
    expect(await reminded()).toBe(1);
    for (let hour = 0; hour < 5; hour += 1) {
      engine.clock.advance({ hours: 1 });
      await engine.runWorkers();
    }
    expect(await reminded()).toBe(3);
    expect(await timersLeft()).toBe(0);
    expect(await openNodes(engine, record)).toEqual(['lead']);
  });
});

describe('a step that cannot be carried out when its time has come', () => {
  test('is tried three times and then waits for an administrator, with its cause', async () => {
    const record = await sent(engine, 'blocked', clerk, { amount: '5' });
    engine.clock.advance({ hours: 1 });
    for (let minute = 0; minute < 4; minute += 1) {
      await engine.runWorkers();
      engine.clock.advance({ minutes: 1 });
    }
    const [instance] = await instancesOf(engine, record);
    expect(instance).toMatchObject({ status: 'suspended', reason: 'action_failed' });
    expect(instance?.trouble).toContain('invalid');
    expect(await timersLeft()).toBe(0);
    expect(await statusOf(engine, record)).toBe('suspended');
  });
});
