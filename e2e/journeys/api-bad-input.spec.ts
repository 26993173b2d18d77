import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { done, refusal } from '../support/api-client.js';
import type { ApiAnswer, ApiRecord } from '../support/api-client.js';
import { EngineProcess } from '../support/engine.js';
import type { EngineDatabase } from '../support/engine-database.js';
import { ANALYSES, COUNTS, StocktakeJob, taskOn, version } from '../support/stocktake-job.js';

const OPENINGS = '/forms/opening_stock/records';
const NOBODY = '00000000-0000-4000-8000-000000000000';

let engine: EngineProcess;
let job: StocktakeJob;
let database: EngineDatabase;
let count: ApiRecord;

beforeAll(async () => {
  engine = await EngineProcess.start();
  job = await StocktakeJob.open(engine);
  database = await engine.database();
  count = await job.openCount('WH-3');
});

afterAll(async () => {
  await database?.close();
  await engine?.dispose();
});

async function changesNothing(attempt: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const before = await database.fingerprint();
  const answer = await attempt();
  expect(await database.fingerprint()).toEqual(before);
  return answer;
}

/** A refusal in its one shape, with nothing changed. */
async function refused(attempt: () => Promise<ApiAnswer>) {
  const answer = await changesNothing(attempt);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z_]+$/),
    status: answer.status,
  });
  for (const text of [answer.body['title'], answer.body.detail, answer.body['requestId']])
    expect(text).toEqual(expect.any(String));
  for (const fault of answer.body.errors) {
    expect(fault).toMatchObject({ pointer: expect.stringMatching(/^#/), code: expect.any(String) });
    expect(fault.detail).not.toBe('');
    expect(fault.detail).not.toMatch(/\{\w+\}|undefined|\[object/);
  }
  return refusal(answer);
}

const path = () => `${COUNTS}/${count.id}`;
const change = (values: unknown) => job.keeper.patch(path(), values, version(count));
const typed = (value: unknown) => {
  const line = job.lineOf(count, 'SB-0001');
  return change({ lines: { upsert: [{ id: line.id, counted_qty: value }] } });
};
const opening = (line: object, header: object = {}) =>
  job.accountant.post(OPENINGS, {
    warehouse: job.warehouse('WH-1'),
    ...header,
    lines: [
      { item: job.item('SB-0001'), qty: '1', unit_cost: '1' },
      { item: job.item('SB-0004'), qty: '1', unit_cost: '1', ...line },
    ],
  });

describe('a quantity', () => {
  const BAD: readonly (readonly [string, unknown])[] = [
    ['text', 'twelve'],
    ['20 digits', '12345678901234567890'],
    ['20 digits behind the point', '1.12345678901234567890'],
    ['a negative count', '-1'],
    ['an exponent', '1e3'],
    ['infinity', 'Infinity'],
    ['not a number', 'NaN'],
    ['a hexadecimal number', '0x10'],
    ['two points', '1.2.3'],
    ['a thousands separator', '1,000'],
    ['a truth', true],
    ['an object', { $gt: '0' }],
    ['a list', ['1']],
    ['four decimals where three fit', '1.0001'],
    ['a formula', '=1+1'],
    ['a statement', "1'; DROP TABLE data.stocktake; --"],
  ];

  test.each(BAD)('that is %s is refused at its line, and nothing changes', async (_name, value) => {
    const answer = await refused(() => typed(value));
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.faults).toHaveLength(1);
    expect(answer.faults[0]).toMatch(/^#\/lines(\/upsert)?\/\d+\/counted_qty /);
  });

  test.each(BAD)('that is %s is refused in a new document at its line', async (_name, value) => {
    const answer = await refused(() => opening({ qty: value }));
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.faults).toHaveLength(1);
    expect(answer.faults[0]).toMatch(/^#\/lines\/1\/qty /);
  });
});

describe('a new document', () => {
  test('with an unknown item is refused at the field', async () => {
    expect(await refused(() => opening({ item: NOBODY }))).toMatchObject({
      status: 422,
      faults: [expect.stringMatching(/^#\/lines\/1\/item /)],
    });
  });

  test('with something that is no id for an item is refused at the field', async () => {
    for (const item of ['SB-0001', 7, {}, `${NOBODY}'`]) {
      expect(await refused(() => opening({ item }))).toMatchObject({
        status: 422,
        faults: [expect.stringMatching(/^#\/lines\/1\/item /)],
      });
    }
  });

  test('with the id of a record of another form is refused at the field', async () => {
    expect(await refused(() => opening({ item: job.warehouse('WH-1') }))).toMatchObject({
      status: 422,
      faults: [expect.stringMatching(/^#\/lines\/1\/item /)],
    });
  });

  test('with an unknown warehouse is refused at the field', async () => {
    const answer = await refused(() =>
      job.keeper.post(COUNTS, { ...job.countOf('WH-1'), warehouse: NOBODY }),
    );
    expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/warehouse /)] });
  });

  test('with an unknown user is refused at the field', async () => {
    const answer = await refused(() =>
      job.keeper.post(COUNTS, { ...job.countOf('WH-1'), recounted_by: NOBODY }),
    );
    expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/recounted_by /)] });
  });

  test('without its required fields is refused at each of them', async () => {
    const answer = await refused(() => job.keeper.post(COUNTS, {}));
    expect(answer.status).toBe(422);
    expect(answer.faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      '#/method',
      '#/title',
      '#/warehouse',
    ]);
  });

  test('with a blank, null or empty required field is refused at it', async () => {
    for (const title of ['', null]) {
      const answer = await refused(() => job.keeper.post(COUNTS, { ...job.countOf('WH-1'), title }));
      expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/title /)] });
    }
  });

  test('with a line that lacks a required field is refused at the line', async () => {
    const answer = await refused(() => opening({ unit_cost: undefined }));
    expect(answer).toMatchObject({
      status: 422,
      faults: [expect.stringMatching(/^#\/lines\/1\/unit_cost /)],
    });
  });

  test('with no line at all is refused', async () => {
    for (const lines of [[], undefined, {}, 'x', [null], [[]]]) {
      const answer = await refused(() =>
        job.accountant.post(OPENINGS, { warehouse: job.warehouse('WH-1'), lines }),
      );
      expect(answer.status).toBe(422);
      expect(answer.faults[0]).toMatch(/^#\/lines/);
    }
  });

  test('with a choice that does not exist, a text too long or no date is refused at the field', async () => {
    const cases: readonly (readonly [string, object])[] = [
      ['method', { method: 'guess' }],
      ['title', { title: 'x'.repeat(121) }],
      ['title', { title: 7 }],
      ['counted_at', { counted_at: 'yesterday' }],
      ['counted_at', { counted_at: '2026-02-30T00:00:00Z' }],
    ];
    for (const [field, values] of cases) {
      const answer = await refused(() => job.keeper.post(COUNTS, { ...job.countOf('WH-1'), ...values }));
      expect(answer).toMatchObject({
        status: 422,
        faults: [expect.stringMatching(new RegExp(`^#/${field} `))],
      });
    }
    const date = await refused(() => opening({}, { business_date: '2026-13-01' }));
    expect(date).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/business_date /)] });
  });

  test('with a zero byte in a text is refused at the field', async () => {
    const answer = await refused(() =>
      job.keeper.post(COUNTS, { ...job.countOf('WH-1'), title: 'a\u0000b' }),
    );
    expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/title /)] });
  });

  test('with half a character in a text is refused at the field', async () => {
    const body = JSON.stringify({ ...job.countOf('WH-1'), title: 'HALF' }).replace('HALF', 'a\\ud800');
    const answer = await refused(() => job.keeper.send('POST', COUNTS, body));
    expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/title /)] });
  });

  test('with fields that the form does not have is refused at each of them', async () => {
    const answer = await refused(() =>
      job.keeper.post(COUNTS, { ...job.countOf('WH-1'), colour: 'red', sql: '1' }),
    );
    expect(answer).toMatchObject({
      status: 422,
      faults: expect.arrayContaining([expect.stringMatching(/^#\/colour /)]),
    });
    expect(await refused(() => opening({ colour: 'red' }))).toMatchObject({
      status: 422,
      faults: [expect.stringMatching(/^#\/lines\/1\/colour /)],
    });
  });

  test('with the names of prototype members is refused', async () => {
    const values = JSON.stringify(job.countOf('WH-1')).slice(1);
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      const answer = await refused(() =>
        job.keeper.send('POST', COUNTS, `{"${name}":{"status":"approved"},${values}`),
      );
      expect([name, [400, 422].includes(answer.status)]).toEqual([name, true]);
    }
  });

  test('of a form that does not exist is not found', async () => {
    for (const form of ['nothing', 'user_account', 'core.user_account', '%00', 'stocktake%27']) {
      expect((await refused(() => job.admin.post(`/forms/${form}/records`, {}))).status).toBe(404);
    }
  });
});

describe('a change', () => {
  test('of an older version than the present one is refused', async () => {
    const mine = await job.openCount('WH-3');
    const line = job.lineOf(mine, 'SB-0001');
    const patch = { lines: { upsert: [{ id: line.id, counted_qty: '8' }] } };
    done(await job.keeper.patch(`${COUNTS}/${mine.id}`, patch, version(mine)));
    const answer = await changesNothing(() =>
      job.keeper.patch(`${COUNTS}/${mine.id}`, { title: 'late' }, version(mine)),
    );
    expect(refusal(answer)).toMatchObject({ status: 412, code: 'stale_version' });
    expect(answer.headers.get('etag')).toBe(`"${mine.version + 1}"`);
  });

  test('that does not say which version it has seen is refused', async () => {
    expect(await refused(() => job.keeper.patch(path(), { title: 'x' }))).toMatchObject({
      status: 428,
      code: 'if_match_required',
    });
    expect(await refused(() => job.keeper.patch(path(), { title: 'x' }, { 'if-match': '*' }))).toMatchObject({
      status: 428,
    });
    expect(await refused(() => job.keeper.delete(path()))).toMatchObject({ status: 428 });
  });

  test('with a version that is none is refused', async () => {
    for (const match of ['1', '"x"', '"-1"', '"1", "2"', 'W/"1"', '""']) {
      const answer = await refused(() => job.keeper.patch(path(), { title: 'x' }, { 'if-match': match }));
      expect([match, [400, 412].includes(answer.status)]).toEqual([match, true]);
    }
  });

  test('of a record that does not exist is not found', async () => {
    for (const id of [NOBODY, 'x', '1', `${NOBODY}x`]) {
      const answer = await refused(() =>
        job.keeper.patch(`${COUNTS}/${id}`, { title: 'x' }, { 'if-match': '"1"' }),
      );
      expect(answer.status).toBe(404);
    }
  });

  test('of a line of another document is refused', async () => {
    const other = await job.openCount('WH-3');
    const foreign = job.lineOf(other, 'SB-0001').id;
    const answer = await refused(() => change({ lines: { upsert: [{ id: foreign, counted_qty: '1' }] } }));
    expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/lines/)] });
    expect((await refused(() => change({ lines: { delete: [foreign] } }))).status).toBe(422);
  });

  test('of a line that is named twice is refused', async () => {
    const own = await job.openCount('WH-3');
    const { id } = job.lineOf(own, 'SB-0001');
    const patch = {
      lines: {
        upsert: [
          { id, counted_qty: '1' },
          { id, counted_qty: '2' },
        ],
      },
    };
    const answer = await refused(() => job.keeper.patch(`${COUNTS}/${own.id}`, patch, version(own)));
    expect(answer.status).toBe(422);
  });

  test('in another shape than the promised one is refused', async () => {
    for (const patch of [
      { lines: [] },
      { lines: 'x' },
      { lines: { upsert: {} } },
      { lines: { delete: 'x' } },
      { lines: { insert: [] } },
    ]) {
      const answer = await refused(() => change(patch));
      expect([JSON.stringify(patch), answer.status]).toEqual([JSON.stringify(patch), 422]);
    }
    for (const patch of [[], 'x', 7, null, true])
      expect([400, 422]).toContain((await refused(() => change(patch))).status);
  });

  test('names the line by its place in the document, or by its place in what was sent and says so', async () => {
    const at = 5;
    const { id } = count.lines[at] ?? { id: '' };
    const faultOf = async (values: object) =>
      (await refused(() => change({ lines: { upsert: [{ id, ...values }] } }))).faults[0];
    const place = `#/lines/(${at}|upsert/0)`;
    expect(await faultOf({ book_qty: '1' })).toMatch(new RegExp(`^${place}/book_qty read_only`));
    expect(await faultOf({ counted_qty: 'x' })).toMatch(new RegExp(`^${place}/counted_qty decimal_invalid`));
    expect(await faultOf({ counted_qty: '-1' })).toMatch(new RegExp(`^${place}/counted_qty number_min`));
  });

  test('of several bad fields names every one of them', async () => {
    const first = job.lineOf(count, 'SB-0001').id;
    const second = job.lineOf(count, 'SB-0004').id;
    const upsert = [
      { id: first, counted_qty: 'x' },
      { id: second, counted_qty: '-3' },
    ];
    const answer = await refused(() =>
      change({ title: 'x'.repeat(500), method: 'guess', lines: { upsert } }),
    );
    expect(answer.status).toBe(422);
    expect(answer.faults.length).toBeGreaterThanOrEqual(3);
  });

  test('by somebody without the right is refused and noted in the audit', async () => {
    const viewer = await engine.signIn('liuqiang');
    const change = await refused(() => viewer.patch(path(), { title: 'x' }, version(count)));
    expect([403, 404]).toContain(change.status);
    const made = await refused(() => viewer.post(COUNTS, job.countOf('WH-1')));
    expect(made).toMatchObject({ status: 403, code: 'no_right' });
    expect(await database.refusedAttempts(1)).toMatchObject([
      { login: 'liuqiang', action: 'create', code: 'no_right' },
    ]);
  });
});

describe('somebody else’s task', () => {
  test('is refused, whoever asks, and noted in the audit', async () => {
    const { id } = await job.submittedCount('WH-3', { 'SB-0001': '1' });
    const task = await taskOn(job.supervisor, `${COUNTS}/${id}`);
    const stranger = job.crew('WH-2').supervisor;
    for (const person of [job.keeper, stranger, job.admin]) {
      const answer = await refused(() => person.post(`/tasks/${task}/actions/approve`));
      expect(answer).toMatchObject({ status: 403, code: 'not_yours' });
      expect(await database.refusedAttempts(1)).toMatchObject([
        { login: person.login, record_id: id, code: 'not_yours' },
      ]);
    }
  });

  test('that does not exist is not found', async () => {
    for (const id of [NOBODY, 'x', '..%2f..', "'"]) {
      expect((await refused(() => job.supervisor.post(`/tasks/${id}/actions/approve`))).status).toBe(404);
    }
  });

  test('takes no comment that is no text or too long', async () => {
    const { id } = await job.submittedCount('WH-3', { 'SB-0001': '1' });
    const task = await taskOn(job.supervisor, `${COUNTS}/${id}`);
    for (const comment of [7, {}, 'x'.repeat(2001)]) {
      const answer = await refused(() => job.supervisor.post(`/tasks/${task}/actions/approve`, { comment }));
      expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/comment /)] });
    }
  });

  test('takes no fields that an answer does not have', async () => {
    const { id } = await job.submittedCount('WH-3', { 'SB-0001': '1' });
    const task = await taskOn(job.supervisor, `${COUNTS}/${id}`);
    const answer = await refused(() =>
      job.supervisor.post(`/tasks/${task}/actions/approve`, { remark: 'x' }),
    );
    expect(answer).toMatchObject({ status: 422, faults: [expect.stringMatching(/^#\/remark /)] });
  });

  test('names the place of a bad value that comes with the answer', async () => {
    const approved = await job.approvedCount('WH-3', { 'SB-0001': '1' });
    const analysis = `${ANALYSES}/${String(approved['analysis'])}`;
    const record = { reason: 'magic', responsible_person: NOBODY, measure: 'x' };
    const answer = await refused(() => job.supervisor.post(`${analysis}/actions/complete`, { record }));
    expect(answer.status).toBe(422);
    expect(answer.faults).toEqual(['#/reason choice_unknown']);
  });
});

describe('a body', () => {
  test('that is not JSON is refused', async () => {
    for (const body of ['{', '{"a":}', 'x', '{"title":"x"}}', "{'a':1}", '\u0000', '']) {
      const answer = await refused(() => job.keeper.send('POST', COUNTS, body));
      expect([body, answer.status]).toEqual([body, 400]);
    }
  });

  test('of another type is refused', async () => {
    const body = JSON.stringify(job.countOf('WH-1'));
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await refused(() => job.keeper.send('POST', COUNTS, body, { 'content-type': type }));
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });

  test('that is no object is refused', async () => {
    for (const body of ['[]', '"x"', '7', 'null', 'true']) {
      const answer = await refused(() => job.keeper.send('POST', COUNTS, body));
      expect([body, [400, 422].includes(answer.status)]).toEqual([body, true]);
    }
  });

  test('nested a hundred thousand levels deep is refused, and the engine lives', async () => {
    const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000);
    const bodies = [
      deep('[', ']'),
      deep('{"a":', '') + '1' + '}'.repeat(100_000),
      `{"title":${deep('[', ']')}}`,
    ];
    for (const body of bodies) {
      const answer = await refused(() => job.keeper.send('POST', COUNTS, body));
      expect([400, 422]).toContain(answer.status);
    }
    expect((await job.keeper.get('/session')).status).toBe(200);
  });

  const MEGABYTE = 1024 * 1024;

  test('of 50 MB is refused, and the engine lives', async () => {
    const body = JSON.stringify({ ...job.countOf('WH-3'), note: 'x'.repeat(50 * MEGABYTE) });
    expect(await refused(() => job.keeper.send('POST', COUNTS, body))).toMatchObject({
      status: 413,
      code: 'body_too_large',
    });
    expect(await refused(() => job.keeper.send('PATCH', path(), body, version(count)))).toMatchObject({
      status: 413,
    });
    expect((await job.keeper.get('/session')).status).toBe(200);
  });

  test('of 50 MB that does not say how long it is, is refused too', async () => {
    const before = await database.fingerprint();
    expect(await postInPieces(50, MEGABYTE)).toMatch(/^HTTP\/1.1 413 /);
    expect(await database.fingerprint()).toEqual(before);
    expect((await job.keeper.get('/session')).status).toBe(200);
  });

  test('with ten thousand bad lines is answered in good time', async () => {
    const lines = Array.from({ length: 10_000 }, () => ({ item: NOBODY, qty: 'x', unit_cost: '-1' }));
    const started = performance.now();
    const answer = await refused(() =>
      job.accountant.post(OPENINGS, { warehouse: job.warehouse('WH-1'), lines }),
    );
    expect(answer.status).toBe(422);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('the same request sent twice', () => {
  const key = () => ({ 'idempotency-key': randomUUID() });

  test('under one key makes one document and gets the same answer', async () => {
    const once = key();
    const first = await job.keeper.post(COUNTS, job.countOf('WH-3'), once);
    const second = await changesNothing(() => job.keeper.post(COUNTS, job.countOf('WH-3'), once));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  test('at once under one key makes one document', async () => {
    const once = key();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() => job.keeper.post(COUNTS, job.countOf('WH-3'), once)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.record.id)).size).toBe(1);
  });

  test('under one key with another body is refused', async () => {
    const once = key();
    done(await job.keeper.post(COUNTS, job.countOf('WH-3'), once));
    const other = await refused(() =>
      job.keeper.post(COUNTS, { ...job.countOf('WH-3'), title: 'other' }, once),
    );
    expect(other).toMatchObject({ status: 422, code: 'key_reused' });
    const elsewhere = await refused(() => job.keeper.post(OPENINGS, job.countOf('WH-3'), once));
    expect([403, 422]).toContain(elsewhere.status);
  });

  test('under the key of another person is that person’s own', async () => {
    const once = key();
    const mine = done(await job.keeper.post(COUNTS, job.countOf('WH-3'), once)).record;
    const other = await job.crew('WH-2').keeper.post(COUNTS, job.countOf('WH-3'), once);
    expect(other.status).toBe(201);
    expect(other.body.record.id).not.toBe(mine.id);
  });

  test('as a change under one key changes once', async () => {
    const mine = await job.openCount('WH-3');
    const once = { ...key(), ...version(mine) };
    const first = await job.keeper.patch(`${COUNTS}/${mine.id}`, { title: 'changed' }, once);
    const second = await changesNothing(() =>
      job.keeper.patch(`${COUNTS}/${mine.id}`, { title: 'changed' }, once),
    );
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  test('as a refused one may be corrected under a new key, and its own key stays free', async () => {
    const once = key();
    const bad = await refused(() => job.keeper.post(COUNTS, { ...job.countOf('WH-3'), title: '' }, once));
    expect(bad.status).toBe(422);
    const good = await job.keeper.post(COUNTS, job.countOf('WH-3'), once);
    expect(good.status).toBe(201);
  });

  test('under a key that is none is refused', async () => {
    for (const bad of ['', ' ', 'x'.repeat(201), 'a b']) {
      const answer = await refused(() =>
        job.keeper.post(COUNTS, job.countOf('WH-3'), { 'idempotency-key': bad }),
      );
      expect([bad, answer.status]).toEqual([bad, 400]);
    }
  });
});

describe('a preview', () => {
  test('answers what would be and writes nothing', async () => {
    const answer = await changesNothing(() => job.keeper.post(`${COUNTS}?preview=true`, job.countOf('WH-3')));
    expect(answer.status).toBe(200);
    expect(answer.body.record.lines).toHaveLength(10);
  });
});

describe('a request', () => {
  test('without a session, or from a foreign page, is refused', async () => {
    const before = await database.fingerprint();
    const body = JSON.stringify(job.countOf('WH-3'));
    const bare = await fetch(`${engine.url}/api/v1${COUNTS}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(bare.status).toBe(401);
    const foreign = await job.keeper.send('POST', COUNTS, body, { 'x-requested-with': '' });
    expect(refusal(foreign)).toMatchObject({ status: 403, code: 'foreign_page' });
    expect(await database.fingerprint()).toEqual(before);
  });

  test('gets its refusal in the language that it asks for', async () => {
    const chinese = await job.keeper.send('POST', COUNTS, '{}', { 'accept-language': 'zh-CN' });
    const english = await job.keeper.send('POST', COUNTS, '{}', { 'accept-language': 'en' });
    expect(chinese.body.detail).toMatch(/[一-鿿]/);
    expect(english.body.detail).not.toMatch(/[一-鿿]/);
    for (const fault of english.body.errors) expect(fault.detail).not.toMatch(/[一-鿿]/);
  });
});

/** Sends a body piece by piece without its length until the engine has answered. */
function postInPieces(pieces: number, size: number): Promise<string> {
  const head = [
    'POST /api/v1/session HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    'transfer-encoding: chunked',
  ];
  const piece = Buffer.concat([
    Buffer.from(`${size.toString(16)}\r\n`),
    Buffer.alloc(size, 0x20),
    Buffer.from('\r\n'),
  ]);
  return new Promise((resolve, reject) => {
    const socket = connect(engine.port, '127.0.0.1');
    let left = pieces;
    const sendNext = () => {
      if (left === 0) return reject(new Error('the engine took it all'));
      left -= 1;
      socket.write(piece, () => setTimeout(sendNext, 5));
    };
    socket.on('data', (text: Buffer) => {
      left = 0;
      socket.destroy();
      resolve(text.toString('utf8'));
    });
    socket.on('error', reject);
    socket.write([...head, '', ''].join('\r\n'), sendNext);
  });
}
