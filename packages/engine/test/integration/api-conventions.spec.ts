import { connect } from 'node:net';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

/** What every address of the API holds to: see docs/api-conventions.md. */

interface Made {
  readonly record: { readonly id: string; readonly version: number; readonly no: string };
}
interface Page {
  readonly data: readonly Record<string, unknown>[];
  readonly total?: number;
  readonly totalIsEstimated?: boolean;
}

const CLAIMS = '/api/v1/forms/claim/records';

let engine: TestApp;
let chief: Actor;
let reader: Actor;
let admin: Actor;
let url: string;

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  chief = await anActor(engine, 'chief', 'chief');
  reader = await anActor(engine, 'reader', 'reader');
  admin = await anActor(engine, 'boss', 'boss');
  url = await engine.listen();
});

afterAll(() => engine.stop());

async function claim(values: Record<string, unknown> = { subject: 'Roof', amount: '5.00' }) {
  const { body } = await engine.request<Made>('POST', CLAIMS, { key: chief.key, body: values });
  return body.record;
}

const change = (id: string, version: number, body: unknown) =>
  engine.request<Made>('PATCH', `${CLAIMS}/${id}`, {
    key: chief.key,
    body,
    headers: { 'if-match': `"${version}"` },
  });

describe('every refusal', () => {
  test('of a method that an address does not take names those that it takes', async () => {
    const answer = await engine.refused('DELETE', '/api/v1/session/policy-of-nothing');
    expect(answer.status).toBe(404);
    const wrong = await engine.refused('PUT', CLAIMS, { key: chief.key, body: {} });
    expect([wrong.status, wrong.body.code, wrong.headers['allow']]).toEqual([
      405,
      'method_not_allowed',
      'GET, HEAD, POST',
    ]);
    const read = await engine.refused('GET', '/api/v1/publish', { key: chief.key });
    expect([read.status, read.headers['allow']]).toEqual([405, 'POST']);
  });

  test.each([
    ['an unknown address', 'GET', '/api/v1/nowhere', 404],
    ['an address that is no address', 'GET', '/api/v1/forms/%E0%A4%A/records', 400],
    ['an address without end', 'POST', `/api/v1/forms/${'x'.repeat(300)}/records`, 414],
    ['a stranger', 'GET', CLAIMS, 401],
  ] as const)('of %s is a problem in the language of the caller', async (_name, method, path, status) => {
    for (const [language, script] of [
      ['zh-CN', /[\u4e00-\u9fff]/],
      ['en', /^[^\u4e00-\u9fff]+$/],
    ] as const) {
      const answer = await engine.refused(method, path, { headers: { 'accept-language': language } });
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toMatchObject({ status, requestId: answer.headers['x-request-id'] });
      expect(answer.body.detail).toMatch(script);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    }
  });

  test('of what is no HTTP at all is a problem too, and the connection ends', async () => {
    const { port } = new URL(url);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number.parseInt(port, 10), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
      let read = '';
      socket.on('data', (part) => (read += String(part)));
      socket.on('end', () => resolve(read));
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(text).toMatch(/x-content-type-options: nosniff/i);
    expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({ code: 'malformed_request' });
  });
});

describe('a version', () => {
  test('must be named by a change, and a delete', async () => {
    const { id } = await claim();
    for (const method of ['PATCH', 'DELETE'] as const) {
      const answer = await engine.refused(method, `${CLAIMS}/${id}`, { key: chief.key, body: {} });
      expect([method, answer.status, answer.body.code]).toEqual([method, 428, 'if_match_required']);
    }
  });

  test('that has passed is refused with the present one and what others changed since', async () => {
    const { id } = await claim({ subject: 'Roof', amount: '5.00', lines: [{ item: 'tile', cost: '1.00' }] });
    await change(id, 1, { subject: 'Old roof' });
    await change(id, 2, { amount: '6.00', lines: { upsert: [{ item: 'nail', cost: '2.00' }] } });
    const one = await engine.refused('PATCH', `${CLAIMS}/${id}`, {
      key: chief.key,
      body: { subject: 'Mine' },
      headers: { 'if-match': '"2"' },
    });
    expect([one.status, one.body.code, one.headers['etag']]).toEqual([412, 'stale_version', '"3"']);
    const changed = one.body.params['changed'] as string[];
    expect(changed).toContain('#/amount');
    expect(changed).not.toContain('#/subject');
    expect(changed.some((path) => path.startsWith('#/lines'))).toBe(true);
  });

  test('that is still the present one answers 304 without a body', async () => {
    const { id } = await claim();
    const first = await engine.request('GET', `${CLAIMS}/${id}`, { key: chief.key });
    const headers = { 'if-none-match': String(first.headers['etag']) };
    const again = await engine.request('GET', `${CLAIMS}/${id}`, { key: chief.key, headers });
    expect([again.status, again.text]).toEqual([304, '']);
    await change(id, 1, { subject: 'Other' });
    expect((await engine.request('GET', `${CLAIMS}/${id}`, { key: chief.key, headers })).status).toBe(200);
  });
});

describe('a change', () => {
  test('merges the header, blanks what is null, and works on lines by their ids', async () => {
    const { id } = await claim({ subject: 'Roof', amount: '5.00', lines: [{ item: 'a' }, { item: 'b' }] });
    const read = async () =>
      (
        await engine.request<{ record: Record<string, unknown> }>('GET', `${CLAIMS}/${id}`, {
          key: chief.key,
        })
      ).body.record;
    const [a, b] = (await read())['lines'] as { id: string }[];
    await change(id, 1, {
      amount: null,
      lines: { upsert: [{ id: a?.id, cost: '3.00' }, { item: 'c' }], delete: [b?.id] },
    });
    const after = await read();
    expect(after).toMatchObject({ subject: 'Roof', amount: null });
    expect((after['lines'] as Record<string, unknown>[]).map(({ item, cost }) => [item, cost])).toEqual([
      ['a', '3.00'],
      ['c', null],
    ]);
  });

  test('may be named by the type of its rules, and is asked for no other', async () => {
    const { id } = await claim({ subject: 'Roof' });
    const patch = (type: string) =>
      engine.request('PATCH', `${CLAIMS}/${id}`, {
        key: chief.key,
        body: '{"subject":"Wall"}',
        headers: { 'content-type': type, 'if-match': '"1"' },
      });
    expect((await patch('application/merge-patch+json')).status).toBe(200);
    expect((await patch('application/json-patch+json')).status).toBe(415);
  });
});

describe('an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'department-1' };
  const title = { 'zh-CN': '夜班', en: 'Night' };
  const make = (body: unknown, more = {}) =>
    engine.request('POST', '/api/v1/departments', { key: admin.key, body, headers: { ...headers, ...more } });

  test('gives whatever is no command its first answer again, and does it once', async () => {
    const first = await make({ key: 'night', title });
    const again = await make({ key: 'night', title });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(first.status).toBeLessThan(300);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    const { rows } = await engine.database.query(
      `SELECT FROM core.audit_entry WHERE action LIKE '%department%' AND outcome = 'done'`,
    );
    expect(rows.length).toBe(1);
  });

  test('is refused for another request, wherever that goes', async () => {
    expect((await make({ key: 'late', title })).body).toMatchObject({ status: 422, code: 'key_reused' });
    const elsewhere = await engine.refused('POST', CLAIMS, {
      key: admin.key,
      body: { subject: 'x' },
      headers,
    });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'key_reused']);
  });

  test('that was refused may be tried again', async () => {
    const key = { 'idempotency-key': 'department-2' };
    expect((await make({ key: 'NO GOOD KEY', title }, key)).status).toBe(422);
    expect((await make({ key: 'early', title }, key)).status).toBeLessThan(300);
  });

  test('that is still being worked on answers 409 and when to ask again', async () => {
    const before = await make({ key: 'x1', title }, { 'idempotency-key': 'flight' });
    expect(before.status).toBeLessThan(300);
    await engine.database.query(
      `UPDATE core.idempotency_request SET status = NULL, answer = NULL WHERE key = 'flight'`,
    );
    const answer = await make({ key: 'x1', title }, { 'idempotency-key': 'flight' });
    expect([answer.status, answer.body['code'], answer.headers['retry-after']]).toEqual([
      409,
      'key_in_flight',
      '5',
    ]);
  });

  test('keeps no secret: an answer that is shown once is not shown again', async () => {
    const account = await engine.request<{ id: string }>('POST', '/api/v1/service-accounts', {
      key: admin.key,
      body: { login: 'robot', name: 'Robot', roles: ['reader'] },
    });
    const ask = () =>
      engine.request('POST', `/api/v1/service-accounts/${account.body.id}/keys`, {
        key: admin.key,
        body: { name: 'one' },
        headers: { 'idempotency-key': 'robot-key' },
      });
    const first = await ask();
    expect(first.status).toBeLessThan(300);
    const again = await ask();
    expect([again.status, again.body['code']]).toEqual([409, 'answer_not_kept']);
    const { rows } = await engine.database.query<{ text: string }>(
      'SELECT coalesce(answer::text, $1) AS text FROM core.idempotency_request WHERE key = $2',
      ['', 'robot-key'],
    );
    expect(rows).toEqual([{ text: '' }]);
  });
});

describe('a list', () => {
  const list = (query: string, actor = chief) =>
    engine.request<Page & { code: string; errors: { code: string; pointer: string; params: object }[] }>(
      'GET',
      `${CLAIMS}?${query}`,
      { key: actor.key },
    );

  test('holds the fields that are asked for, and no others', async () => {
    await claim();
    const { body } = await list('fields=subject&limit=1');
    expect(Object.keys(body.data[0] ?? {}).sort()).toEqual(['id', 'subject', 'version']);
    const { body: sorted } = await list('fields=no&sort=amount&limit=1');
    expect(Object.keys(sorted.data[0] ?? {}).sort()).toEqual(['id', 'no', 'version']);
  });

  test.each([
    ['fields=subjct', 'unknown_field', '#/fields', 'subject'],
    ['filter={"==":[{"var":"amont"},"5"]}', 'unknown_field', '#/filter', 'amount'],
    ['filter[amont][gte]=5', 'unknown_field', '#/filter/amont/gte', 'amount'],
    ['feilds=no', 'unknown_parameter', '#/feilds', 'fields'],
  ])('refuses %s and says what was probably meant', async (query, code, pointer, suggestion) => {
    const { status, body } = await list(query);
    expect([status, body.code]).toEqual([400, 'bad_query']);
    expect(body.errors).toMatchObject([{ code, pointer, params: { suggestion } }]);
  });

  test('takes conditions in JsonLogic beside its filters', async () => {
    await claim({ subject: 'Nested A', amount: '11.00' });
    await claim({ subject: 'Nested B', amount: '12.00' });
    const where = {
      and: [
        { or: [{ '==': [{ var: 'subject' }, 'Nested A'] }, { '==': [{ var: 'subject' }, 'Nested B'] }] },
        { '>': [{ var: 'amount' }, '11.50'] },
      ],
    };
    const { body } = await list(`filter=${encodeURIComponent(JSON.stringify(where))}`);
    expect(body.data.map(({ subject }) => subject)).toEqual(['Nested B']);
  });

  test.each([
    ['a field that the caller may not see', { '>': [{ var: 'cost' }, '0'] }, 'bad_query'],
    ['what another record says', { '==': [{ var: 'place.code' }, 'P1'] }, 'bad_query'],
    ['no condition', 5, 'bad_query'],
  ])('refuses a condition about %s', async (_name, where, code) => {
    const { status, body } = await list(`filter=${encodeURIComponent(JSON.stringify(where))}`, reader);
    expect([status, body.code]).toEqual([400, code]);
  });

  test('a cursor is good for its own filter, sort and condition alone', async () => {
    const { body } = await list('limit=1&sort=amount');
    const { nextCursor } = body as unknown as { nextCursor: string };
    const other = await list(`limit=1&sort=amount&cursor=${nextCursor}&filter={"!!":[{"var":"urgent"}]}`);
    expect(other.body.errors).toMatchObject([{ code: 'cursor_of_other_query' }]);
    expect((await list(`limit=1&sort=amount&cursor=${nextCursor}&fields=no`)).status).toBe(200);
  });

  test('is counted on request: exactly, or roughly where there are very many', async () => {
    const { body: exact } = await list('count=exact&limit=1');
    const { body: rough } = await list('count=estimate&limit=1');
    expect(rough.total).toBe(exact.total);
    await engine.database.query(
      `INSERT INTO data.claim (id, version, status, created_at, created_by, updated_at, updated_by, no, subject)
       SELECT gen_random_uuid(), 1, 'draft', now(), $1, now(), $1, 'E-' || n, 'Many' FROM generate_series(1, 12000) n`,
      [chief.id],
    );
    const { body: capped } = await list('count=exact&limit=1');
    expect(capped).toMatchObject({ total: 10_000, totalIsCapped: true });
    const { body: many } = await list('count=estimate&limit=1');
    expect(many.totalIsEstimated).toBe(true);
    expect(many.total).toBeGreaterThan(10_000);
  });

  test('gives a thousand rows at most, whatever is wished', async () => {
    expect((await list('limit=5000')).body.data.length).toBe(1000);
  });
});

describe('a record', () => {
  test('brings its history and its relatives along when asked', async () => {
    const { id } = await claim();
    const { body } = await engine.request<{ included: Record<string, unknown> }>(
      'GET',
      `${CLAIMS}/${id}?include=history,related`,
      { key: chief.key },
    );
    expect(Object.keys(body.included).sort()).toEqual(['history', 'related']);
    const plain = await engine.request('GET', `${CLAIMS}/${id}`, { key: chief.key });
    expect(plain.body).not.toHaveProperty('included');
    const odd = await engine.refused('GET', `${CLAIMS}/${id}?include=histroy`, { key: chief.key });
    expect([odd.status, odd.body.code]).toEqual([400, 'bad_query']);
  });
});
