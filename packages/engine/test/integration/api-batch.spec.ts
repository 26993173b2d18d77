import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

/** Many requests in one: each by itself, or all or nothing. */

interface Item {
  readonly status: number;
  readonly etag?: string;
  readonly location?: string;
  readonly body: {
    readonly record?: Record<string, unknown>;
    readonly code?: string;
    readonly requestId?: string;
  };
}

const CLAIMS = '/api/v1/forms/claim/records';

let engine: TestApp;
let chief: Actor;
let reader: Actor;

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  chief = await anActor(engine, 'chief', 'chief');
  reader = await anActor(engine, 'reader', 'reader');
});

afterAll(() => engine.stop());

const send = (body: unknown, actor = chief, headers = {}) =>
  engine.request<{ data: Item[]; code?: string; errors: { pointer: string; code: string }[] }>(
    'POST',
    '/api/v1/batch',
    { key: actor.key, body, headers },
  );

const make = (subject: unknown) => ({ method: 'POST', path: CLAIMS, body: { subject } });

async function count(subject: string): Promise<number> {
  const { rows } = await engine.database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM data.claim WHERE subject = $1',
    [subject],
  );
  return rows[0]?.count ?? -1;
}

describe('a batch whose items stand each for itself', () => {
  test('carries out what it can, and says of every item what became of it', async () => {
    const first = await engine.request<{ record: { id: string } }>('POST', CLAIMS, {
      key: chief.key,
      body: { subject: 'First' },
    });
    const at = `${CLAIMS}/${first.body.record.id}`;
    const { status, body } = await send({
      items: [
        make('One'),
        { method: 'PATCH', path: at, body: { subject: 'Changed' }, ifMatch: '"1"' },
        { method: 'PATCH', path: at, body: { subject: 'Too late' }, ifMatch: '"1"' },
        { method: 'PATCH', path: at, body: { subject: 'Unsaid' } },
        make(5),
        { method: 'GET', path: `${CLAIMS}?filter[subject]=One&fields=no` },
        { method: 'DELETE', path: at, ifMatch: '"2"' },
      ],
    });
    expect(status).toBe(200);
    expect(body.data.map((each) => each.status)).toEqual([201, 200, 412, 428, 422, 200, 204]);
    expect(body.data[0]?.location).toMatch(/^\/api\/v1\/forms\/claim\/records\//);
    expect(body.data[1]?.etag).toBe('"2"');
    expect(body.data[2]?.body.code).toBe('stale_version');
    expect(body.data[6]?.body).toBeNull();
  });

  test('asks no more than its caller may', async () => {
    const { body } = await send({ items: [make('Mine'), { method: 'GET', path: '/api/v1/audit' }] }, reader);
    expect(body.data.map((each) => each.status)).toEqual([403, 403]);
    expect(await count('Mine')).toBe(0);
  });

  test('that is sent again with its key makes nothing twice, even where only a part had been done', async () => {
    const headers = { 'idempotency-key': 'batch-1' };
    const items = [make('Twice A'), make('Twice B')];
    const first = await send({ items }, chief, headers);
    // As if the process had been killed after the second item: nobody kept the answer of the whole.
    await engine.database.query(`DELETE FROM core.idempotency_request WHERE key = 'batch-1'`);
    const again = await send({ items }, chief, headers);
    expect(again.body.data.map((each) => each.body.record?.['id'])).toEqual(
      first.body.data.map((each) => each.body.record?.['id']),
    );
    expect([await count('Twice A'), await count('Twice B')]).toEqual([1, 1]);
  });

  test('holds no batch, a thousand items at most, and addresses of the API alone', async () => {
    const inside = await send({ items: [{ method: 'POST', path: '/api/v1/batch', body: { items: [] } }] });
    expect([inside.status, inside.body.errors[0]?.code]).toEqual([422, 'batch_in_batch']);
    const many = await send({ items: Array.from({ length: 1001 }, () => ({ method: 'GET', path: CLAIMS })) });
    expect(many.status).toBe(422);
    const other = await send({ items: [{ method: 'GET', path: 'http://elsewhere/api/v1/' }] });
    expect([other.status, other.body.errors[0]?.pointer]).toEqual([422, '#/items/0/path']);
  });

  test.each([
    ['/api/v1/%62atch', 'batch_in_batch'],
    ['/api/v1/forms/../batch?x=1', 'batch_in_batch'],
    ['/api/v1/%2e%2e/v1/./batch', 'batch_in_batch'],
    ['/api/v1/../../mcp', 'batch_beyond_api'],
    ['/api/v1/notifications/stream', 'batch_of_stream'],
  ])('cannot be talked out of it by writing the address otherwise: %s', async (path, code) => {
    const { status, body } = await send({ items: [make('Before'), { method: 'GET', path }] });
    expect([status, body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '#/items/1/path', code })],
    ]);
    expect(await count('Before')).toBe(0);
  });

  test('of strangers is refused as a whole', async () => {
    expect((await engine.request('POST', '/api/v1/batch', { body: { items: [make('x')] } })).status).toBe(
      401,
    );
  });
});

describe('a batch that is all or nothing', () => {
  test('does everything in one transaction', async () => {
    const { record } = (
      await engine.request<{ record: { id: string } }>('POST', CLAIMS, {
        key: chief.key,
        body: { subject: 'Whole' },
      })
    ).body;
    const { status, body } = await send({
      atomic: true,
      items: [
        make('Whole A'),
        { method: 'POST', path: `${CLAIMS}/${record.id}/actions/close`, ifMatch: '"1"' },
        make('Whole B'),
      ],
    });
    expect(status).toBe(200);
    expect(body.data.map((each) => each.body.record?.['subject'])).toEqual(['Whole A', 'Whole', 'Whole B']);
    expect(body.data[1]?.body.record?.['status']).toBe('closed');
  });

  test('does nothing when one item is refused, and names it', async () => {
    const { status, body } = await send({
      atomic: true,
      items: [make('None A'), { method: 'POST', path: CLAIMS, body: { subject: 'None B', amount: '-1' } }],
    });
    expect([status, body.code]).toEqual([422, 'batch_refused']);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['#/items/1/body/amount']);
    expect(await count('None A')).toBe(0);
  });

  test('takes each record once, and nothing that is no command on a record', async () => {
    const { record } = (
      await engine.request<{ record: { id: string } }>('POST', CLAIMS, { key: chief.key, body: {} })
    ).body;
    const on = { method: 'PATCH', path: `${CLAIMS}/${record.id}`, body: { subject: 'x' }, ifMatch: '"1"' };
    const { body } = await send({ atomic: true, items: [on, on, { method: 'GET', path: CLAIMS }] });
    expect(body.errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['#/items/1/path', 'batch_record_twice'],
      ['#/items/2', 'not_in_atomic_batch'],
    ]);
  });

  test('is refused with 403 to whoever lacks the right for one item', async () => {
    const { status } = await send({ atomic: true, items: [make('Not mine')] }, reader);
    expect(status).toBe(403);
  });
});
