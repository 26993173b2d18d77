import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CommandService } from '../../src/commands/command-service.js';
import { Outbox } from '../../src/workers/outbox.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  act,
  aPerson,
  approval,
  chain,
  end,
  eventsOf,
  instancesOf,
  node,
  onFlow,
  openNodes,
  publishFlows,
  sent,
  start,
  statusOf,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let receiver: Server;
let clerk: Person;
let steward: Person;
let lead: Person;
let answers: number[] = [];
let keys: string[] = [];

const call = (id: string) => ({ id, type: 'callWebhook', endpoint: 'books', payload: { amount: 'amount' } });

beforeAll(async () => {
  receiver = createServer((request, response) => {
    keys.push(String(request.headers['webhook-id']));
    response.writeHead(answers.shift() ?? 200).end();
    request.resume();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  engine = await startTestApp({ settings: { webhooksToPrivateNetworks: true } });
  await publishFlows(engine, {
    call: {
      nodes: [
        start,
        node('tell', 'action', { actions: [call('one'), call('two')] }),
        approval('lead', 'lead'),
        end,
      ],
      edges: chain('start', 'tell', 'lead', 'end'),
    },
    spoil: {
      nodes: [
        start,
        node('tell', 'action', { actions: [call('one')] }),
        node('write', 'action', {
          actions: [{ id: 'bad', type: 'setField', field: 'amount', formula: '1 / (amount - amount)' }],
        }),
        end,
      ],
      edges: chain('start', 'tell', 'write', 'end'),
    },
  });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  steward = await aPerson(engine, 'steward', 'steward');
  const admin = await aPerson(engine, 'admin', 'admin');
  const { port } = receiver.address() as AddressInfo;
  await engine.request('PUT', '/api/v1/endpoints/books', {
    key: admin.key,
    body: { url: `http://127.0.0.1:${port}/` },
  });
});

beforeEach(() => {
  answers = [];
  keys = [];
});

afterAll(async () => {
  await engine?.stop();
  receiver?.close();
});

async function pass(minutes: number): Promise<void> {
  engine.clock.advance({ minutes });
  await engine.runWorkers();
}

describe('calls of an action node', () => {
  test('are made one after another, each with a key of its own, and then the flow goes on', async () => {
    const record = await sent(engine, 'call', clerk);
    expect(await openNodes(engine, record)).toEqual([]);
    await engine.runWorkers();
    expect(keys).toHaveLength(2);
    const [instance] = await instancesOf(engine, record);
    expect(keys).toEqual([`${instance?.id}/tell/1/one`, `${instance?.id}/tell/1/two`]);
    expect(await openNodes(engine, record)).toEqual(['lead']);
  });

  test('that fail are tried again after a minute, under the same key', async () => {
    answers = [500, 503];
    const record = await sent(engine, 'call', clerk);
    await engine.runWorkers();
    expect(keys).toHaveLength(1);
    await engine.runWorkers();
    expect(keys).toHaveLength(1);
    await pass(1);
    await pass(1);
    expect(new Set(keys).size).toBe(2);
    expect(keys).toHaveLength(4);
    expect(await openNodes(engine, record)).toEqual(['lead']);
  });

  test('that fail three times stop the flow, tell why, and go on when an administrator has them made again', async () => {
    answers = [500, 500, 500];
    const record = await sent(engine, 'call', clerk);
    for (let minute = 0; minute < 5; minute += 1) await pass(1);
    expect(keys).toHaveLength(3);
    const [instance] = await instancesOf(engine, record);
    expect(instance).toMatchObject({ status: 'suspended', reason: 'action_failed' });
    expect(instance?.trouble).toContain('500');
    const retried = await engine.request('POST', `/api/v1/flow-instances/${instance?.id}/actions/retry`, {
      key: steward.key,
      body: {},
    });
    expect(retried.status).toBe(200);
    await engine.runWorkers();
    expect(new Set(keys).size).toBe(2);
    expect(await openNodes(engine, record)).toEqual(['lead']);
  });

  test('are not made any more once the starter has called the flow off', async () => {
    const record = await sent(engine, 'call', clerk);
    expect((await onFlow(engine, clerk, 'call', record, 'revoke')).status).toBe(200);
    await engine.runWorkers();
    expect(keys).toEqual([]);
    expect(await statusOf(engine, record)).toBe('revoked');
  });

  test('whose process dies before it has recorded them are made again with the same key, and count once', async () => {
    const record = await sent(engine, 'call', clerk);
    const dying = await startTestApp({
      urls: engine.urls,
      clock: engine.clock,
      settings: { webhooksToPrivateNetworks: true },
    });
    const died = new Promise<void>((resolve) => {
      dying.get(CommandService).execute = () => {
        resolve();
        return new Promise(() => undefined);
      };
    });
    void dying.get(Outbox).deliverBatch();
    await died;
    expect(keys).toHaveLength(1);
    await engine.runWorkers();
    expect(keys).toHaveLength(1);
    await pass(2);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(2);
    expect(await openNodes(engine, record)).toEqual(['lead']);
    expect((await eventsOf(engine, record)).filter((kind) => kind === 'task_opened')).toHaveLength(1);
    await dying.app.close();
  });

  test('that were made are not made again because the step after them is refused', async () => {
    const record = await sent(engine, 'spoil', clerk, { amount: '5' });
    for (let minute = 0; minute < 5; minute += 1) await pass(1);
    expect(keys).toHaveLength(1);
    expect(await instancesOf(engine, record)).toMatchObject([
      { status: 'suspended', reason: 'action_failed' },
    ]);
  });
});

test('two engines that deliver at once call each receiver once', async () => {
  const other = await startTestApp({
    urls: engine.urls,
    clock: engine.clock,
    settings: { webhooksToPrivateNetworks: true },
  });
  const records = await Promise.all(Array.from({ length: 10 }, () => sent(engine, 'call', clerk)));
  await Promise.all([engine.runWorkers(), other.runWorkers()]);
  await Promise.all([engine.runWorkers(), other.runWorkers()]);
  expect(keys).toHaveLength(20);
  expect(new Set(keys).size).toBe(20);
  for (const record of records) expect((await act(engine, lead, record, 'approve')).status).toBe(200);
  await other.app.close();
});
