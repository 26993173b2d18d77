import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { putIntoOutbox } from '../support/builders.js';
import { RulesAtWork } from './rules-at-work.fixtures.js';

let work: RulesAtWork;
let receiver: Server;
let url: string;
let secret: string;
const received: { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string }[] =
  [];
const answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];
const TYPE = 'app.entry.agreed.v1';

beforeAll(async () => {
  work = await RulesAtWork.start([], { settings: { webhooksToPrivateNetworks: true } });
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      received.push({ headers: request.headers, body, path: request.url ?? '' });
      const { status, headers = {}, body: said } = answers.shift() ?? { status: 204 };
      response.writeHead(status, headers).end(said);
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const made = await ask('PUT', '/endpoints/books', { url, events: [TYPE] });
  secret = String(made.body['secret']);
});

afterAll(async () => {
  receiver.close();
  await work.engine.stop();
});

beforeEach(() => {
  received.splice(0);
  work.engine.clock.advance({ minutes: 40 });
});

const ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
  work.engine.request<Record<string, unknown>>(method, `/api/v1${path}`, {
    key: work.key,
    ...(body === undefined ? {} : { body }),
  });

let sent = 0;
async function happens(data: object = {}): Promise<string> {
  sent += 1;
  const name = `event-${sent}`;
  await putIntoOutbox(work.engine, 'event', name, { type: TYPE, subject: 'entry/1', data });
  await work.engine.runWorkers();
  return name;
}

/** Checks a call as a receiver does, at the moment of the test. */
function verify(withSecret: string, call = received[0]): unknown {
  if (!call) throw new Error('nothing was received');
  const { headers, body } = call;
  const at = Number.parseInt(String(headers['webhook-timestamp']), 10);
  const now = Date.now;
  Date.now = () => at * 1000;
  try {
    return new Webhook(withSecret).verify(body, headers as Record<string, string>);
  } finally {
    Date.now = now;
  }
}

const log = async (query: string) =>
  (await ask('GET', `/deliveries?place=books${query}`)).body['data'] as {
    id: string;
    key: string;
    attempts: number;
    lastError: string;
  }[];

describe('a receiver with a library of its own', () => {
  test('finds the signature right and the body a CloudEvent', async () => {
    await happens({ code: 'E-1' });
    expect(verify(secret)).toMatchObject({ specversion: '1.0', type: TYPE, data: { code: 'E-1' } });
    const [{ headers, body }] = received as [(typeof received)[0]];
    expect((JSON.parse(body) as { id: string }).id).toBe(headers['webhook-id']);
    expect(() => verify(secret, { headers, body: body.replace('E-1', 'E-2'), path: '' })).toThrow(
      /signature/i,
    );
  });

  test('may change the secret at leisure: for a day both sign, then the new one alone', async () => {
    const rotated = await ask('POST', '/endpoints/books/actions/rotate');
    const fresh = String(rotated.body['secret']);
    await happens();
    expect(verify(secret)).toMatchObject({ type: TYPE });
    expect(verify(fresh)).toMatchObject({ type: TYPE });
    work.engine.clock.advance({ hours: 25 });
    received.splice(0);
    await happens();
    expect(() => verify(secret)).toThrow(/signature/i);
    expect(verify(fresh)).toMatchObject({ type: TYPE });
    secret = fresh;
  });

  test('has an address without a password in it, which everybody would read', async () => {
    const answer = await ask('PUT', '/endpoints/other', {
      url: 'https://user:secret@books.example.com/hook',
    });
    expect([answer.status, (answer.body['errors'] as { pointer: string }[])[0]?.pointer]).toEqual([
      422,
      '#/url',
    ]);
    const mail = await ask('PUT', '/endpoints/other', { url: 'https://books.example.com/hook?to=a@b.c' });
    expect(mail.status).toBe(200);
  });

  test('has a secret that lies locked in the database and in no audit entry', async () => {
    const [row] = await work.rows(
      `SELECT (SELECT string_agg(e::text, '') FROM core.webhook_endpoint e) || (SELECT string_agg(a::text, '') FROM core.audit_entry a) AS text`,
    );
    expect(row?.['text']).not.toContain(secret.slice(6));
    expect(row?.['text']).not.toContain(Buffer.from(secret).toString('hex'));
  });
});

describe('a receiver that does not take it', () => {
  test('is asked again when it says so, not before', async () => {
    answers.push({ status: 503, headers: { 'retry-after': '900' }, body: 'maintenance' });
    await happens();
    work.engine.clock.advance({ minutes: 14 });
    await work.engine.runWorkers();
    expect(received).toHaveLength(1);
    work.engine.clock.advance({ minutes: 3 });
    await work.engine.runWorkers();
    expect(received).toHaveLength(2);
    const [first] = await log('');
    const { body } = await ask('GET', `/deliveries/${first?.id}/attempts`);
    expect(body['data']).toMatchObject([
      { outcome: 'again', status: 503, answer: 'maintenance' },
      { outcome: 'delivered', status: 204 },
    ]);
  });

  test('cannot send the call elsewhere', async () => {
    answers.push({ status: 302, headers: { location: url.replace('/hook', '/elsewhere') } });
    await happens();
    expect(received.map(({ path }) => path)).toEqual(['/hook']);
    expect((await log('&state=waiting'))[0]?.lastError).toBe('the receiver answered 302');
    work.engine.clock.advance({ minutes: 1 });
    await work.engine.runWorkers();
  });

  test('is tried ten times within four days, and then waits for somebody', async () => {
    for (let at = 0; at < 12; at += 1) answers.push({ status: 500 });
    const name = await happens();
    for (let hours = 0; hours < 110; hours += 1) {
      work.engine.clock.advance({ hours: 1 });
      await work.engine.runWorkers();
    }
    answers.splice(0);
    const mine = received.filter(({ body }) => body.includes(`"${name}:`));
    expect(mine).toHaveLength(10);
    const [dead] = await log('&state=failed');
    expect(dead).toMatchObject({ attempts: 10, lastError: 'the receiver answered 500' });
  });

  test('gets it again under the same id: one, or everything of a stretch of time', async () => {
    const [dead] = await log('&state=failed');
    await ask('POST', '/deliveries/actions/resend', { ids: [dead?.id] });
    await work.engine.runWorkers();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([dead?.key]);
    received.splice(0);
    const from = work.engine.clock.read();
    await happens();
    await happens();
    work.engine.clock.advance({ minutes: 1 });
    const to = work.engine.clock.read();
    received.splice(0);
    const again = await ask('POST', '/deliveries/actions/resend', { place: 'books', from, to });
    expect(again.body).toEqual({ count: 2 });
    await work.engine.runWorkers();
    expect(received).toHaveLength(2);
    expect((await ask('POST', '/deliveries/actions/resend', {})).status).toBe(422);
  });

  test('is listed page by page, each message once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await ask('GET', `/deliveries?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...(body['data'] as { id: string }[]).map(({ id }) => id));
      cursor = body['nextCursor'] as string | undefined;
    } while (cursor !== undefined);
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen).size).toBe(seen.length);
    const all = (await ask('GET', '/deliveries')).body['data'] as { id: string }[];
    expect(seen).toEqual(all.map(({ id }) => id));
    for (const bad of ['cursor=far', 'limit=0', 'state=lost'])
      expect((await ask('GET', `/deliveries?${bad}`)).status).toBe(400);
  });
});
