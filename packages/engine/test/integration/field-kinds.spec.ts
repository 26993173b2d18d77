import { readFileSync } from 'node:fs';
import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/** Every kind of field on its way to the table and back: as it is sent, kept, filtered, sorted and changed. */

type Values = Record<string, unknown>;

const FIXTURE = `${__dirname}/../../../kernel/src/metadata/fixtures/form/valid/every-kind.json`;
const FORM = JSON.parse(readFileSync(FIXTURE, 'utf8')) as FormDefinition;
const SAMPLES = '/api/v1/forms/sample/records';
const title = { 'zh-CN': '—', en: '—' };
const CHIEF = {
  kind: 'role',
  format: 1,
  key: 'chief',
  title,
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
};

/** What is sent, and what is kept where it is not the same. */
const SENT: Values = {
  name: 'first',
  starts: '8:30',
  rate: '15.25%',
  price: '12.5',
  currency: 'JPY',
  amount: '1200',
  lines: [{ from_time: '23:59:59', share: '0.5', cost: '1' }],
};
const KEPT: Values = {
  ...SENT,
  starts: '08:30:00',
  rate: '0.1525',
  price: '12.50',
  amount: '1200.000',
  lines: [{ from_time: '23:59:59', share: '0.5000', cost: '1.00' }],
};

let engine: TestApp;
let key: string;

const post = (body: object): Promise<TestAnswer> => engine.request('POST', SAMPLES, { body, key });
const recordOf = ({ body }: TestAnswer) => body['record'] as Values & { id: string };

async function named(query: string): Promise<readonly unknown[]> {
  const { body, status } = await engine.request('GET', `${SAMPLES}?${query}`, { key });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body['data'] as Values[]).map(({ name }) => name).sort();
}

beforeAll(async () => {
  engine = await startTestApp();
  await engine
    .get(Publisher)
    .publish({ definitions: [FORM, CHIEF] as unknown as Definition[], base: 0, actor: null });
  key = await engine.keyOf(await engine.createUser('chief', { roles: ['chief'] }));
});

afterAll(() => engine.stop());

test('what is sent is kept in its one form, and read back so', async () => {
  const made = await post(SENT);
  expect(made.status).toBe(201);
  expect(recordOf(made)).toMatchObject(KEPT);
  const { body } = await engine.request('GET', `${SAMPLES}/${recordOf(made).id}`, { key });
  expect(body['record']).toMatchObject(KEPT);
});

test('a record without any value is blank everywhere', async () => {
  const made = recordOf(await post({ name: 'blank' }));
  const blank = Object.keys(SENT).filter((field) => field !== 'name' && field !== 'lines');
  expect(blank.map((field) => made[field] ?? null)).toEqual(blank.map(() => null));
});

test('a change of one value leaves the others as they are', async () => {
  const made = recordOf(await post({ ...SENT, name: 'changed' }));
  const { body } = await engine.request('PATCH', `${SAMPLES}/${made.id}`, {
    key,
    body: { starts: '09:00' },
    headers: { 'if-match': '"1"' },
  });
  expect(body['record']).toMatchObject({ ...KEPT, name: 'changed', starts: '09:00:00' });
});

test.each([
  ['filter[starts][gte]=08:45', ['changed']],
  ['filter[starts][between]=08:00,08:59', ['first']],
  ['filter[rate][eq]=15.25%25', ['changed', 'first']],
  ['filter[rate][lt]=0.1', []],
  ['filter[price][blank]=true', ['blank']],
  ['filter[amount][gt]=1199.999', ['changed', 'first']],
])('a list filtered by %s has %j', async (query, expected) => {
  expect(await named(query)).toEqual(expected);
});

test('a list is sorted by a time of day, page by page', async () => {
  const pages: unknown[] = [];
  let cursor = '';
  do {
    const { body } = await engine.request('GET', `${SAMPLES}?sort=-starts&limit=1${cursor}`, { key });
    pages.push(...(body['data'] as Values[]).map(({ starts }) => starts ?? null));
    cursor = body['nextCursor'] === undefined ? '' : `&cursor=${String(body['nextCursor'])}`;
  } while (cursor !== '');
  expect(pages).toEqual([null, '09:00:00', '08:30:00']);
});
