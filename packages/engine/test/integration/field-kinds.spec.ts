import { readFileSync } from 'node:fs';
import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/** Every kind of field on its way to the table and back: as it is sent, kept, filtered, sorted and changed. */

type Values = Record<string, unknown>;

const FIXTURES = `${__dirname}/../../../kernel/src/metadata/fixtures`;
const fixture = (path: string): unknown => JSON.parse(readFileSync(`${FIXTURES}/${path}`, 'utf8'));
const FORM = fixture('form/valid/every-kind.json') as FormDefinition;
const REASONS = fixture('choice-list/valid/reasons.json') as Definition;
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
  colours: ['blue', 'red'],
  reason: 'late',
  causes: ['broken'],
  department: 'stores',
  address: { city: '沪', detail: '中山路一号' },
  place: { longitude: '121.473701', latitude: '31.2304' },
  lines: [{ from_time: '23:59:59', share: '0.5', cost: '1', taken: '2', taken_unit: 'box' }],
};
const KEPT: Values = {
  ...SENT,
  starts: '08:30:00',
  rate: '0.1525',
  price: '12.50',
  amount: '1200.000',
  colours: ['red', 'blue'],
  lines: [{ from_time: '23:59:59', share: '0.5000', cost: '1.00', taken: '2.00', pieces: '288' }],
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
  for (const department of ['stores', 'office'])
    await engine.database.query(
      `INSERT INTO core.department (id, key, title, active) VALUES (gen_random_uuid(), $1, '{"zh-CN":"部门","en":"Department"}', $2)`,
      [department, department === 'stores'],
    );
  await engine
    .get(Publisher)
    .publish({ definitions: [FORM, REASONS, CHIEF] as unknown as Definition[], base: 0, actor: null });
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
  ['filter[colours][has]=red,blue', ['changed', 'first']],
  ['filter[colours][has]=red,green', []],
  ['filter[colours][any]=green,blue', ['changed', 'first']],
  ['filter[colours][blank]=true', ['blank']],
  ['filter[causes][any]=broken', ['changed', 'first']],
  ['filter[address][contains]=沪中山', ['changed', 'first']],
  ['filter[address][contains]=100%25', []],
  ['filter[place][blank]=true', ['blank']],
  ['filter[department][in]=stores,office', ['changed', 'first']],
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

test('a quantity is converted by the units that the record beside it keeps, on every save', async () => {
  const packs = [{ unit: 'bag', over: '2.5', under: '4' }];
  const { id: other } = recordOf(await post({ name: 'units', packs }));
  const made = recordOf(await post({ name: 'converted', other, entered: '3', entered_unit: 'bag' }));
  expect(made['base']).toBe('1.875');
  const { body } = await engine.request('PATCH', `${SAMPLES}/${made.id}`, {
    key,
    body: { entered: '4' },
    headers: { 'if-match': '"1"' },
  });
  expect((body['record'] as Values)['base']).toBe('2.500');
  const wrong = await post({ name: 'wrong', other, entered: '3', entered_unit: 'crate' });
  expect([wrong.status, (wrong.body['errors'] as Values[])[0]?.['code']]).toEqual([422, 'conversion_unit']);
});

test('a list that a condition narrows by one of several choices has the records that hold it', async () => {
  const where = { in: ['blue', { var: 'colours' }] };
  const lists = [{ id: 'blue', title, columns: ['name'], where }];
  await engine
    .get(Publisher)
    .publish({ definitions: [{ ...FORM, lists }, REASONS, CHIEF] as Definition[], base: 1, actor: null });
  expect(await named('list=blue')).toEqual(['changed', 'first']);
});

test('a list whose condition looks at a part of an address is refused when it is published, with what to do', async () => {
  const where = { '==': [{ var: 'address.city' }, '沪'] };
  const lists = [{ id: 'city', title, columns: ['name'], where }];
  const publishing = engine
    .get(Publisher)
    .publish({ definitions: [{ ...FORM, lists }, REASONS, CHIEF] as Definition[], base: 2, actor: null });
  const refused = (await publishing.catch((fault: unknown) => fault)) as {
    readonly issues: readonly Values[];
  };
  expect(refused.issues).toEqual([
    expect.objectContaining({
      code: 'list_condition_part',
      params: { field: 'address', part: 'city', found: 'address.city' },
    }),
  ]);
});

test.each([
  ['a department that is closed', { department: 'office' }, 'unknown_department_chosen #/department'],
  ['a department that is not there', { department: 'nowhere' }, 'unknown_department_chosen #/department'],
  ['a choice that is not offered any more', { causes: ['old'] }, 'choice_unknown #/causes'],
  ['a choice that the list does not have', { reason: 'lost' }, 'choice_unknown #/reason'],
  ['a currency with other places', { currency: 'JPY', amount: '1.5' }, 'currency_places #/amount'],
])('%s is refused', async (_, values, expected) => {
  const { status, body } = await post({ name: 'x', ...values });
  const faults = body['errors'] as { code: string; pointer: string }[];
  expect([status, ...faults.map(({ code, pointer }) => `${code} ${pointer}`)]).toEqual([422, expected]);
});
