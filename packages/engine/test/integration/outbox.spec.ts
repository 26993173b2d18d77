import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { Outbox } from '../../src/workers/outbox.js';
import { aNotification, putIntoOutbox } from '../support/builders.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let user: string;
let key: string;

beforeAll(async () => {
  engine = await startTestApp({ settings: { webhooksToPrivateNetworks: true } });
  user = await engine.createUser('lin');
  key = await engine.keyOf(user);
});

afterAll(() => engine.stop());

async function notifications(): Promise<Record<string, unknown>[]> {
  const answer = await engine.request<{ data: Record<string, unknown>[] }>('GET', '/api/v1/notifications', {
    key,
  });
  return answer.body.data;
}

async function message(name: string): Promise<Record<string, unknown>> {
  const { rows } = await engine.database.query(
    'SELECT state, attempts, last_error, next_at FROM core.outbox WHERE key = $1',
    [name],
  );
  return rows[0] ?? {};
}

describe('a notification', () => {
  test('arrives once however often its message is delivered', async () => {
    await putIntoOutbox(engine, 'notification', 'n1', aNotification([user, user]));
    await engine.runWorkers();
    await engine.database.query(`UPDATE core.outbox SET state = 'waiting' WHERE key = 'n1'`);
    await engine.runWorkers();
    expect(await notifications()).toMatchObject([
      { title: { en: 'A new request' }, body: null, readAt: null },
    ]);
  });

  test('is marked as read by its owner only', async () => {
    const [first] = await notifications();
    const stranger = await engine.keyOf(await engine.createUser('stranger'));
    const path = `/api/v1/notifications/${String(first?.['id'])}/actions/read`;
    expect((await engine.request('POST', path, { key: stranger })).status).toBe(404);
    const read = await engine.request('POST', path, { key });
    expect(read.body['readAt']).toBe(engine.clock.read());
    const left = await engine.request('GET', '/api/v1/notifications?unread=true', { key });
    expect(left.body).toEqual({ data: [], unread: 0 });
  });

  test('whose worker dies before the commit is delivered once by the next', async () => {
    await putIntoOutbox(engine, 'notification', 'n2', aNotification([user]));
    const dying = new pg.Client({ connectionString: engine.urls.appUrl });
    dying.on('error', () => undefined);
    await dying.connect();
    await dying.query('BEGIN');
    await dying.query(`SELECT FROM core.outbox WHERE key = 'n2' FOR UPDATE`);
    await dying.query(
      `INSERT INTO core.notification (user_id, key, title, at) VALUES ($1, 'n2', '{}', now())`,
      [user],
    );
    await dying.query(`UPDATE core.outbox SET state = 'delivered' WHERE key = 'n2'`);
    const before = (await notifications()).length;
    await engine.runWorkers();
    expect((await notifications()).length).toBe(before);
    (dying as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    await until(async () => {
      await engine.runWorkers();
      return (await message('n2'))['state'] === 'delivered';
    });
    expect((await notifications()).length).toBe(before + 1);
  });

  test('that cannot be delivered does not hold up the others', async () => {
    await putIntoOutbox(engine, 'notification', 'bad', aNotification(['no uuid']));
    await putIntoOutbox(engine, 'notification', 'good', aNotification([user]));
    await engine.runWorkers();
    expect(await message('good')).toMatchObject({ state: 'delivered' });
    expect(await message('bad')).toMatchObject({
      state: 'waiting',
      attempts: 1,
      last_error: /invalid input syntax/,
    });
    await engine.database.query(`DELETE FROM core.outbox WHERE key = 'bad'`);
  });

  test('of two workers at once is taken by one', async () => {
    for (let at = 0; at < 20; at += 1)
      await putIntoOutbox(engine, 'notification', `both-${at}`, aNotification([user]));
    const before = (await notifications()).length;
    await Promise.all([engine.get(Outbox).deliverBatch(), engine.get(Outbox).deliverBatch()]);
    expect((await notifications()).length).toBe(before + 20);
  });
});

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a webhook', () => {
  const secret = `whsec_${Buffer.from('a secret of thirty-two bytes....').toString('base64')}`;
  const received: Received[] = [];
  const answers: number[] = [];
  let receiver: Server;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += String(part)));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(answers.shift() ?? 204).end();
      });
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    await engine.database.query(
      'INSERT INTO core.webhook_endpoint (url, secret, events) VALUES ($1, $2, $3)',
      [url, secret, ['app.request.approved.v1']],
    );
  });

  afterAll(() => receiver.close());
  beforeEach(() => received.splice(0));

  function event(name: string, type = 'app.request.approved.v1'): Promise<void> {
    return putIntoOutbox(engine, 'event', name, { type, subject: 'request/1', data: { code: 'R-1' } });
  }

  test('gets the event signed, as a standard library checks it', async () => {
    await event('e1');
    await engine.runWorkers();
    expect(received).toHaveLength(1);
    const [{ headers, body }] = received as [Received];
    expect(JSON.parse(body)).toMatchObject({
      specversion: '1.0',
      type: 'app.request.approved.v1',
      data: { code: 'R-1' },
    });
    expect(new Webhook(secret).sign(String(headers['webhook-id']), new Date(engine.clock.read()), body)).toBe(
      headers['webhook-signature'],
    );
  });

  test('that fails is called again later under the same id', async () => {
    answers.push(500);
    await event('e2');
    await engine.runWorkers();
    expect(received).toHaveLength(1);
    engine.clock.advance({ seconds: 10 });
    await engine.runWorkers();
    expect(received).toHaveLength(2);
    expect(received[1]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id']);
  });

  test('whose worker died in the call is called again when the lease is over', async () => {
    await event('e3');
    await engine.runWorkers();
    await engine.database.query(
      `UPDATE core.outbox SET state = 'waiting', next_at = $1 WHERE topic = 'webhook' AND key LIKE 'e3:%'`,
      [new Date(Date.parse(engine.clock.read()) + 60_000).toISOString()],
    );
    await engine.runWorkers();
    expect(received).toHaveLength(1);
    engine.clock.advance({ minutes: 2 });
    await engine.runWorkers();
    expect(received).toHaveLength(2);
  });

  test('does not get events that it did not ask for', async () => {
    await event('e4', 'app.request.created.v1');
    await engine.runWorkers();
    expect(received).toHaveLength(0);
  });

  test('into a private network is not called unless that is allowed', async () => {
    const careful = await startTestApp({ urls: engine.urls, clock: engine.clock });
    await event('e5');
    await careful.runWorkers();
    await careful.stop();
    expect(received).toHaveLength(0);
    const { rows } = await engine.database.query(`SELECT last_error FROM core.outbox WHERE key LIKE 'e5:%'`);
    expect(rows).toEqual([{ last_error: 'the address lies inside a private network' }]);
  });

  test('that says it is gone is never called again', async () => {
    answers.push(410);
    await event('e6');
    await engine.runWorkers();
    await event('e7');
    await engine.runWorkers();
    expect(received.filter(({ body }) => body.includes('"e7'))).toHaveLength(0);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it never came true');
}
