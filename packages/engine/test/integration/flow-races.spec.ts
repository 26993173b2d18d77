import { OccasionWorker } from '../../src/rules/occasions/occasion-worker.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  aPerson,
  approval,
  chain,
  end,
  eventsOf,
  instancesOf,
  node,
  openNodes,
  openTasks,
  publishFlows,
  sent,
  start,
  startsByItself,
  statusOf,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let other: TestApp;
let clerk: Person;
let leads: readonly Person[];
let chief: Person;

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(
    engine,
    {
      all: {
        nodes: [start, approval('leads', 'lead', { mode: 'all' }), approval('chief', 'chief'), end],
        edges: chain('start', 'leads', 'chief', 'end'),
      },
      any: {
        nodes: [start, approval('leads', 'lead'), approval('chief', 'chief'), end],
        edges: chain('start', 'leads', 'chief', 'end'),
      },
      fork: {
        nodes: [
          start,
          node('split', 'parallel_split'),
          approval('left', 'lead'),
          approval('right', 'chief'),
          node('join', 'parallel_join'),
          approval('last', 'steward'),
          end,
        ],
        edges: [
          ...chain('start', 'split', 'left', 'join', 'last', 'end'),
          ...chain('split', 'right', 'join'),
        ],
      },
      daily: {
        nodes: [start, approval('chief', 'chief'), end],
        edges: chain('start', 'chief', 'end'),
      },
    },
    0,
    { rules: [startsByItself('daily')] },
  );
  clerk = await aPerson(engine, 'clerk', 'clerk');
  leads = [await aPerson(engine, 'lead', 'lead'), await aPerson(engine, 'second', 'lead')];
  chief = await aPerson(engine, 'chief', 'chief');
  await aPerson(engine, 'steward', 'steward');
  other = await startTestApp({ urls: engine.urls, clock: engine.clock });
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

/** Each of these people answers his to-do at the same moment, one on each engine. */
async function atOnce(
  record: string,
  answers: readonly (readonly [Person, string])[],
): Promise<readonly number[]> {
  const tasks = await openTasks(engine, record);
  const sending = answers.map(([by, action], at) => {
    const task = tasks.find(({ assignee }) => assignee === by.id);
    const on = at % 2 === 0 ? engine : other;
    return on.request('POST', `/api/v1/tasks/${task?.id}/actions/${action}`, { key: by.key, body: {} });
  });
  return (await Promise.all(sending)).map(({ status }) => status);
}

const lead = () => leads[0] as Person;
const second = () => leads[1] as Person;

describe('people who answer at the same moment', () => {
  test('as the last two signers open the next step once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const record = await sent(engine, 'all', clerk);
      expect(
        await atOnce(record, [
          [lead(), 'approve'],
          [second(), 'approve'],
        ]),
      ).toEqual([200, 200]);
      expect(await openNodes(engine, record)).toEqual(['chief']);
      expect((await eventsOf(engine, record)).filter((kind) => kind === 'approved')).toHaveLength(2);
    }
  });

  test('where one is enough decide once, and the other is told that it is done', async () => {
    for (let round = 0; round < 6; round += 1) {
      const record = await sent(engine, 'any', clerk);
      const statuses = await atOnce(record, [
        [lead(), 'approve'],
        [second(), 'reject'],
      ]);
      expect([...statuses].sort()).toEqual([200, 409]);
      expect(await statusOf(engine, record)).toBe(statuses[0] === 200 ? 'running' : 'rejected');
      expect(await openNodes(engine, record)).toEqual(statuses[0] === 200 ? ['chief'] : []);
    }
  });

  test('with a double click decide once', async () => {
    const record = await sent(engine, 'any', clerk);
    const statuses = await atOnce(record, [
      [lead(), 'approve'],
      [lead(), 'approve'],
    ]);
    expect([...statuses].sort()).toEqual([200, 409]);
    expect((await eventsOf(engine, record)).filter((kind) => kind === 'approved')).toHaveLength(1);
  });

  test('in two branches meet at the join once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const record = await sent(engine, 'fork', clerk);
      expect(
        await atOnce(record, [
          [lead(), 'approve'],
          [chief, 'approve'],
        ]),
      ).toEqual([200, 200]);
      expect(await openNodes(engine, record)).toEqual(['last']);
    }
  });
});

test('a flow that a schedule starts is started once, however many engines look at the clock', async () => {
  const path = '/api/v1/forms/daily/records';
  const made = await engine.request<{ record: { id: string } }>('POST', path, { key: clerk.key, body: {} });
  const { id } = made.body.record;
  const look = () => Promise.all([engine, other].map((each) => each.get(OccasionWorker).round()));
  for (let minute = 0; minute < 3; minute += 1) {
    await look();
    engine.clock.advance({ minutes: 1 });
    await look();
  }
  expect(await instancesOf(engine, id)).toMatchObject([{ status: 'running' }]);
  expect(await openNodes(engine, id)).toEqual(['chief']);
});
