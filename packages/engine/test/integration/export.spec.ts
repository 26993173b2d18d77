import * as xlsx from '@e965/xlsx';
import { JobWorker } from '../../src/jobs/job-worker.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

const EXPORT = '/api/v1/forms/claim/export';

let engine: TestApp;
let chief: Actor;
let reader: Actor;
let owner: Actor;
let place: string;

async function create(actor: Actor, form: string, values: object): Promise<Record<string, unknown>> {
  const path = `/api/v1/forms/${form}/records`;
  const answer = await engine.request<{ record: Record<string, unknown> }>('POST', path, {
    key: actor.key,
    body: values,
  });
  expect(answer.status).toBe(201);
  return answer.body.record;
}

async function lines(actor: Actor, query: string): Promise<readonly string[]> {
  const answer = await engine.request('GET', `${EXPORT}?${query}`, {
    key: actor.key,
    headers: { 'accept-language': 'en' },
  });
  expect(answer.status).toBe(200);
  expect(answer.text.startsWith('\uFEFF')).toBe(true);
  return answer.text.slice(1).split('\r\n').slice(0, -1);
}

async function book(actor: Actor, query: string): Promise<xlsx.WorkBook> {
  const answer = await engine.app.inject({
    method: 'GET',
    url: `${EXPORT}?${query}`,
    headers: { authorization: `Bearer ${actor.key}`, 'accept-language': 'en' },
  });
  expect(answer.statusCode).toBe(200);
  return xlsx.read(answer.rawPayload, { cellDates: false });
}

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  chief = await anActor(engine, 'chief', 'chief');
  reader = await anActor(engine, 'reader', 'reader');
  owner = await anActor(engine, 'owner', 'owner');
  place = String((await create(chief, 'place', { code: '00123', name: 'Hall' })).id);
  await create(chief, 'claim', {
    subject: '=1+1',
    place,
    amount: '12.50',
    cost: '-3.00',
    due: '2026-11-20',
    urgent: true,
    size: 'large',
    lines: [{ item: 'one, "two"', cost: '1.00' }, { item: '-5' }],
  });
  await create(owner, 'claim', { subject: 'mine', amount: '1000000000000000.25', cost: '2.00' });
});

afterAll(() => engine?.stop());

describe('an exported file', () => {
  test('says what people see, keeps codes whole and lets no text be taken for a formula', async () => {
    const [head, ...rows] = await lines(chief, 'format=csv&sort=created_at');
    expect(head).toBe('Number,Subject,Place,Amount,Cost,Due,Urgent,Size,Follows');
    expect(rows[0]).toMatch(/^C-\d{4}-0001,'=1\+1,00123,12\.50,-3\.00,2026-11-20,Yes,Large,$/);
    expect(rows).toHaveLength(2);
  });

  test('repeats a document beside each of its lines', async () => {
    const [head, ...rows] = await lines(chief, 'format=csv&lines=rows&fields=subject,amount&sort=created_at');
    expect(head).toBe('Subject,Amount,Lines/Cost,Lines/Item');
    expect(rows).toEqual([
      `'=1+1,12.50,1.00,"one, ""two"""`,
      `'=1+1,12.50,,'-5`,
      'mine,1000000000000000.25,,',
    ]);
  });

  test('of Excel holds numbers as numbers, days as days, codes as texts, and long numbers whole', async () => {
    const { Sheets, SheetNames } = await book(chief, 'lines=sheets&sort=created_at');
    expect(SheetNames).toEqual(['claim', 'Lines']);
    const [claims, items] = SheetNames.map((name) => Sheets[name] as xlsx.WorkSheet);
    const cell = (name: string): xlsx.CellObject => claims?.[name] as xlsx.CellObject;
    expect(cell('B2')).toMatchObject({ t: 's', v: '=1+1' });
    expect(cell('C2')).toMatchObject({ t: 's', v: '00123' });
    expect(cell('D2')).toMatchObject({ t: 'n', v: 12.5 });
    expect(cell('E2')).toMatchObject({ t: 'n', v: -3 });
    expect(xlsx.SSF.format('yyyy-mm-dd', cell('F2').v)).toBe('2026-11-20');
    expect(cell('D3')).toMatchObject({ t: 's', v: '1000000000000000.25' });
    expect(items?.['A2']).toMatchObject({ t: 's', v: cell('A2').v });
    expect(items?.['C3']).toMatchObject({ t: 's', v: '-5' });
  });

  test('goes by filters as a list does, and refuses what a list refuses', async () => {
    const rows = await lines(chief, 'format=csv&fields=subject&filter[amount][gte]=100');
    expect(rows).toEqual(['Subject', 'mine']);
    const refused = await engine.refused('GET', `${EXPORT}?format=csv&fields=nothing`, { key: chief.key });
    expect(refused.status).toBe(400);
    expect((await engine.refused('GET', `${EXPORT}?filter[x]=1`, { key: chief.key })).status).toBe(400);
  });

  test('is noted in the audit: who, which form, how many rows, by which filter', async () => {
    const { rows } = await engine.database.query<{ actor: string; changes: { new: unknown }[] }>(
      `SELECT actor, changes FROM core.audit_entry WHERE action = 'export' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]?.actor).toBe(chief.id);
    expect(rows[0]?.changes[0]?.new).toMatchObject({
      rows: 1,
      format: 'csv',
      query: { 'filter[amount][gte]': '100' },
      whole: true,
    });
  });
});

describe('who may export', () => {
  test('needs a grant for it beside the one to read, and a refusal is audited', async () => {
    expect((await engine.refused('GET', EXPORT, { key: reader.key })).status).toBe(403);
    expect((await engine.refused('POST', EXPORT, { key: owner.key })).status).toBe(403);
    const { rows } = await engine.database.query(
      `SELECT FROM core.audit_entry WHERE outcome = 'refused' AND form = 'claim' AND actor = $1`,
      [reader.id],
    );
    expect(rows).toHaveLength(1);
  });

  test('gets only the rows and fields that he sees', async () => {
    const both = await engine.createUser('both', { roles: ['reader', 'taker'] });
    const key = await engine.keyOf(both);
    const [head, ...rows] = await lines({ id: both, key }, 'format=csv&lines=rows');
    expect(head).toBe('Number,Subject,Place,Amount,Due,Urgent,Size,Follows,Lines/Item');
    expect(rows).toHaveLength(3);
    expect(rows.join()).not.toContain('00123');
    const own = await engine.createUser('own', { roles: ['owner', 'taker'] });
    expect(await lines({ id: own, key: await engine.keyOf(own) }, 'format=csv')).toHaveLength(1);
  });
});

test('a large export runs as a job whose result is the same file', async () => {
  const started = await engine.request<{ id: string }>('POST', `${EXPORT}?format=csv&fields=subject`, {
    key: chief.key,
  });
  expect(started.status).toBe(202);
  await engine.get(JobWorker).runWaiting();
  const job = await engine.request<{ state: string; files: { result: string }; result: object }>(
    'GET',
    `/api/v1/jobs/${started.body.id}`,
    { key: chief.key },
  );
  expect(job.body).toMatchObject({ state: 'done', result: { rows: 2 } });
  const file = await engine.request('GET', job.body.files.result, { key: chief.key });
  expect(file.text).toContain("'=1+1");
  expect(file.headers['content-disposition']).toMatch(/^attachment; filename=".*csv"/);
  expect((await engine.request('GET', job.body.files.result, { key: owner.key })).status).toBe(404);
  // Administrators see how it went, and none of the records, which their roles may hide from them.
  const house = await anActor(engine, 'house', 'boss');
  const seen = await engine.request('GET', `/api/v1/jobs/${started.body.id}`, { key: house.key });
  expect(seen.body).toMatchObject({ state: 'done', result: { rows: 2 } });
  expect(seen.body['files']).toEqual({});
  expect((await engine.request('GET', job.body.files.result, { key: house.key })).status).toBe(404);
});

test('many pages come out whole, each record once', async () => {
  await engine.database.query(
    `INSERT INTO data.claim (id, version, status, created_at, created_by, updated_at, updated_by, no, subject)
     SELECT gen_random_uuid(), 1, 'draft', date_trunc('second', now()), $1, now(), $1, 'X-' || n, 'bulk ' || n FROM generate_series(1, 2500) n`,
    [chief.id],
  );
  const rows = await lines(chief, 'format=csv&fields=no&filter[subject][starts]=bulk');
  expect(new Set(rows).size).toBe(2501);
});
