import { dayPlus } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { GROUP, TRANSFER_POSTING } from './organisations.fixtures.js';

/** A company with a branch, the branch with a store: each with books of its own. */

interface Body {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly record: Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
  readonly errors: readonly { readonly code: string; readonly pointer?: string }[];
  readonly code: string;
  readonly [name: string]: unknown;
}

const DAY_AFTER = dayPlus(TEST_DAY, 1);

let engine: TestApp;
const keys = new Map<string, string>();
const ids = new Map<string, string>();

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';

const ask = (who: string, method: Method, path: string, body?: unknown, headers = {}) =>
  engine.request<Body>(method, `/api/v1${path}`, {
    key: keys.get(who) ?? '',
    headers: { 'accept-language': 'en', ...headers },
    ...(body === undefined ? {} : { body }),
  });

async function hire(login: string, role: string, department: string): Promise<void> {
  const id = await engine.createUser(login, { roles: [role], password: 'bright-Lantern-42' });
  ids.set(login, id);
  keys.set(login, await engine.keyOf(id));
  await ask('chief', 'PATCH', `/users/${id}`, { department });
}

const PAPER = { day: TEST_DAY, item: 'tea', qty: '10', amount: '100.00' };

async function make(who: string, form: string, values: object = {}) {
  return ask(who, 'POST', `/forms/${form}/records`, { ...PAPER, ...values });
}

async function act(who: string, form: string, { id, version }: Body['record'], action: string) {
  return ask(
    who,
    'POST',
    `/forms/${form}/records/${id}/actions/${action}`,
    {},
    { 'if-match': `"${version}"` },
  );
}

/** Makes a document and posts it. */
async function post(who: string, form: string, values: object = {}) {
  const made = await make(who, form, values);
  if (made.status !== 201) return made;
  return act(who, form, made.body.record, 'post');
}

const seen = async (who: string, form = 'receipt') =>
  (await ask(who, 'GET', `/forms/${form}/records`)).body.data.map(({ number }) => number).sort();

const balances = async (organisation: string) =>
  (await ask('chief', 'GET', `/registers/stock/balances?filter[organisation]=${organisation}`)).body.data.map(
    ({ resources }) => resources,
  );

const trial = async (query = '') => {
  const { body } = await ask('chief', 'GET', `/vouchers/trial-balance${query}`);
  return Object.fromEntries(body.data.map(({ account, balance }) => [account, balance]));
};

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({
    definitions: GROUP as unknown as readonly Definition[],
    base: 0,
    actor: null,
    comment: 'group',
    templates: [],
  });
  const chief = await engine.createUser('chief', { roles: ['chief'] });
  ids.set('chief', chief);
  keys.set('chief', await engine.keyOf(chief));
  const place = (key: string, parent?: string, organisation?: string) =>
    ask('chief', 'POST', '/departments', { key, title: { 'zh-CN': key, en: key }, parent, organisation });
  await place('group', undefined, 'company');
  await place('office', 'group');
  await place('east', 'group', 'branch');
  await place('east_sales', 'east');
  await place('shop', 'east', 'store');
  await hire('ann', 'clerk', 'office');
  await hire('bo', 'clerk', 'east_sales');
  await hire('cy', 'clerk', 'shop');
  await hire('dee', 'area', 'east');
}, 120_000);

afterAll(() => engine.stop());

describe('whose a record is', () => {
  test('a document belongs to the organisation of whoever makes it, and is numbered there', async () => {
    const [ann, bo, cy] = [
      await make('ann', 'receipt'),
      await make('bo', 'receipt'),
      await make('cy', 'receipt'),
    ];
    const year = TEST_DAY.slice(0, 4);
    expect([ann, bo, cy].map(({ body }) => [body.record['organisation'], body.record['number']])).toEqual([
      ['group', `GROUP-${year}-001`],
      ['east', `EAST-${year}-001`],
      ['shop', `SHOP-${year}-001`],
    ]);
    expect((await make('bo', 'receipt')).body.record['number']).toBe(`EAST-${year}-002`);
  });

  test('people see what is their organisation’s, leaders of several what stands below as well', async () => {
    const year = TEST_DAY.slice(0, 4);
    expect(await seen('ann')).toEqual([`GROUP-${year}-001`]);
    expect(await seen('bo')).toEqual([`EAST-${year}-001`, `EAST-${year}-002`]);
    expect(await seen('dee')).toEqual([`EAST-${year}-001`, `EAST-${year}-002`, `SHOP-${year}-001`]);
    expect(await seen('chief')).toHaveLength(4);
    const { body } = await ask('chief', 'GET', '/forms/receipt/records');
    const shops = body.data.find(({ organisation }) => organisation === 'shop');
    const path = `/forms/receipt/records/${String(shops?.['id'])}`;
    expect([(await ask('bo', 'GET', path)).status, (await ask('dee', 'GET', path)).status]).toEqual([
      404, 200,
    ]);
  });

  test('a shared master is made by one organisation; its reach goes by the maker', async () => {
    await ask('cy', 'POST', '/forms/item/records', { name: 'Green tea' });
    const names = async (who: string) => (await ask(who, 'GET', '/forms/item/records')).body.data.length;
    expect([await names('cy'), await names('bo'), await names('chief')]).toEqual([1, 0, 1]);
  });

  test('nobody makes documents for an organisation that he does not work in, nor moves one', async () => {
    const { status, body } = await make('bo', 'receipt', { organisation: 'shop' });
    expect([status, body.errors[0]?.code]).toEqual([422, 'organisation_not_yours']);
    expect((await make('dee', 'receipt', { organisation: 'shop' })).status).toBe(201);
    const office = await make('chief', 'receipt', { organisation: 'office' });
    expect(office.body.errors[0]).toMatchObject({
      code: 'department_no_organisation',
      pointer: '#/organisation',
    });
    const { record } = (await make('bo', 'receipt')).body;
    const moved = await ask(
      'chief',
      'PATCH',
      `/forms/receipt/records/${record.id}`,
      { organisation: 'shop' },
      { 'if-match': `"${record.version}"` },
    );
    expect([moved.status, moved.body.errors[0]?.code]).toEqual([422, 'organisation_stays']);
  });
});

describe('books of their own', () => {
  test('stock, vouchers and the trial balance are kept apart', async () => {
    await post('bo', 'receipt', { qty: '10', amount: '100.00' });
    await post('cy', 'receipt', { qty: '4', amount: '48.00' });
    expect(await balances('east')).toMatchObject([{ qty: '10', amount: '100.00' }]);
    expect(await balances('shop')).toMatchObject([{ qty: '4', amount: '48.00' }]);
    expect(await trial('?organisation=east')).toEqual({ '1405': '100.00', '2202': '-100.00' });
    expect(await trial('?organisation=shop')).toEqual({ '1405': '48.00', '2202': '-48.00' });
    const { body } = await ask('chief', 'GET', '/vouchers?organisation=shop');
    expect(body.data.map(({ organisation }) => organisation)).toEqual(['shop']);
  });

  test('a transfer leaves one set of books and enters the other, each balanced by what stands between them', async () => {
    const moved = await post('bo', 'transfer', { qty: '5', amount: null, receiver: 'shop' });
    expect(moved.status).toBe(200);
    expect(await balances('east')).toMatchObject([{ qty: '5', amount: '50.00' }]);
    expect(await balances('shop')).toMatchObject([{ qty: '9', amount: '98.00' }]);
    expect(await trial('?organisation=east')).toEqual({
      '1243': '50.00',
      '1405': '50.00',
      '2202': '-100.00',
    });
    expect(await trial('?organisation=shop')).toEqual({
      '1243': '-50.00',
      '1405': '98.00',
      '2202': '-48.00',
    });
  });

  test('each account has what it began with, what came and went, and what it stands at', async () => {
    const ofEast = (query: string) =>
      ask('chief', 'GET', `/vouchers/trial-balance?organisation=east${query}`);
    const now = (await ofEast(`&from=${TEST_DAY}`)).body;
    expect(now.data).toMatchObject([
      { account: '1243', opening: '0.00', debit: '50.00', credit: '0.00', closing: '50.00' },
      { account: '1405', opening: '0.00', debit: '100.00', credit: '50.00', closing: '50.00' },
      { account: '2202', opening: '0.00', debit: '0.00', credit: '100.00', closing: '-100.00' },
    ]);
    const later = (await ofEast(`&from=${DAY_AFTER}`)).body;
    expect(later).toMatchObject({ opening: '0.00', debit: '0.00', credit: '0.00', closing: '0.00' });
    expect(
      later.data.map(({ account, opening, balance, closing }) => [account, opening, balance, closing]),
    ).toEqual([
      ['1243', '50.00', '0.00', '50.00'],
      ['1405', '50.00', '0.00', '50.00'],
      ['2202', '-100.00', '0.00', '-100.00'],
    ]);
    expect((await ofEast('&to=2001-01-01')).body.data).toEqual([]);
  });

  test('a turnover leads down to its vouchers, and nothing else', async () => {
    const behind = async (query: string) =>
      (await ask('chief', 'GET', `/vouchers?organisation=east&${query}`)).body.data.length;
    expect(await behind(`account=1243&from=${TEST_DAY}&to=${TEST_DAY}`)).toBe(1);
    expect(await behind(`account=1405&from=${TEST_DAY}&to=${TEST_DAY}`)).toBe(2);
    expect(await behind(`account=1405&from=${DAY_AFTER}`)).toBe(0);
    expect(await behind('account=nothing')).toBe(0);
  });

  test('a trial balance is taken away as a file, and the audit tells who took it', async () => {
    const file = await engine.request(
      'GET',
      '/api/v1/vouchers/trial-balance/export?organisation=east&format=csv',
      {
        key: keys.get('chief') ?? '',
        headers: { 'accept-language': 'en' },
      },
    );
    expect(file.status).toBe(200);
    const rows = String(file.text).replace('\uFEFF', '').trim().split('\r\n');
    expect(rows[0]).toBe(
      'Account,Name,Opening debit,Opening credit,Debit,Credit,Closing debit,Closing credit',
    );
    expect(rows.at(-2)).toMatch(/^2202,.*,0\.00,0\.00,0\.00,100\.00,0\.00,100\.00$/);
    expect(rows.at(-1)).toBe('Total,,0,0,150,150,100,100');
    const { rows: entries } = await engine.database.query(
      `SELECT actor, outcome FROM core.audit_entry WHERE action = 'trial_balance:export'`,
    );
    expect(entries).toEqual([{ actor: ids.get('chief'), outcome: 'done' }]);
    const refused = await ask('ann', 'GET', '/vouchers/trial-balance/export');
    expect(refused.status).toBe(403);
  });

  test('the whole adds up and says that nothing is eliminated', async () => {
    const { body } = await ask('chief', 'GET', '/vouchers/trial-balance');
    expect(body).toMatchObject({ organisation: null, isEliminated: false, debit: body['credit'] });
    expect(await trial()).toEqual({ '1243': '0.00', '1405': '148.00', '2202': '-148.00' });
  });

  test('one organisation takes no more than it has, whatever the others hold', async () => {
    const { status, body } = await post('bo', 'transfer', { qty: '6', receiver: 'shop' });
    expect([status, body.code]).toEqual([409, 'insufficient_balance']);
  });

  test('a reversal stands in the books that it takes back from', async () => {
    const made = await post('cy', 'receipt', { qty: '1', amount: '10.00' });
    await act('cy', 'receipt', made.body.record, 'undo');
    const { body } = await ask('chief', 'GET', `/vouchers?recordId=${made.body.record.id}`);
    expect(body.data.map(({ organisation, total }) => [organisation, total])).toEqual([
      ['shop', '-10.00'],
      ['shop', '10.00'],
    ]);
  });

  test('a posting that hands something on with one voucher alone is not published', async () => {
    const [giving] = TRANSFER_POSTING.vouchers;
    const definitions = GROUP.map((each) =>
      each === TRANSFER_POSTING ? { ...TRANSFER_POSTING, vouchers: [giving] } : each,
    );
    const refused = engine.get(Publisher).publish({
      definitions: definitions as unknown as readonly Definition[],
      base: 1,
      actor: null,
      comment: 'one sided',
      templates: [],
    });
    await expect(refused).rejects.toMatchObject({ issues: [{ code: 'transfer_one_sided' }] });
  });
});

describe('closing', () => {
  const close = (organisation?: string) =>
    ask('chief', 'POST', '/ledger/periods/close', { through: TEST_DAY, state: 'closed', organisation });

  test('closing one organisation leaves the others open', async () => {
    expect((await close('shop')).status).toBe(200);
    const refused = await post('cy', 'receipt');
    expect([refused.status, refused.body.code]).toEqual([409, 'period_not_open']);
    expect((await post('bo', 'receipt')).status).toBe(200);
    const { body } = await ask('chief', 'GET', '/ledger/periods?organisation=shop');
    expect(body['closedThrough']).toBe(TEST_DAY);
    const whole = (await ask('chief', 'GET', '/ledger/periods')).body;
    expect(whole['closedThrough']).toBeNull();
    expect(whole['organisations']).toMatchObject([
      { key: 'east', kind: 'branch', parent: 'group', closedThrough: null },
      { key: 'group', kind: 'company', parent: null, closedThrough: null },
      { key: 'shop', kind: 'store', parent: 'east', closedThrough: TEST_DAY },
    ]);
  });

  test('nothing is handed on into closed books', async () => {
    const refused = await post('bo', 'transfer', { qty: '1', receiver: 'shop' });
    expect([refused.status, refused.body.code]).toEqual([409, 'period_not_open']);
  });

  test('it is opened again by itself, and closing the whole closes it too', async () => {
    const reopened = await ask('chief', 'POST', '/ledger/periods/reopen', {
      through: null,
      reason: 'late invoice',
      organisation: 'shop',
    });
    expect(reopened.status).toBe(200);
    expect((await post('cy', 'receipt')).status).toBe(200);
    expect((await close()).status).toBe(200);
    expect((await post('cy', 'receipt')).status).toBe(409);
    expect((await ask('chief', 'GET', '/ledger/periods?organisation=shop')).body['closedThrough']).toBe(
      TEST_DAY,
    );
    await ask('chief', 'POST', '/ledger/periods/reopen', { through: null, reason: 'go on' });
    expect((await post('cy', 'receipt')).status).toBe(200);
  });

  test('a department that is no organisation has nothing to close, and one with books keeps its mark', async () => {
    expect((await close('office')).body.errors[0]).toMatchObject({ code: 'unknown_organisation' });
    const unmarked = await ask('chief', 'PATCH', '/departments/shop', { organisation: null });
    expect([unmarked.status, unmarked.body.code]).toEqual([409, 'organisation_has_books']);
  });
});

describe('working in several', () => {
  const PASSWORD = 'bright-Lantern-42';

  async function signIn(login: string): Promise<string> {
    const answer = await engine.request('POST', '/api/v1/session', {
      body: { login, password: PASSWORD },
      headers: { 'x-requested-with': 'dougong' },
    });
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  }

  test('whoever works in several switches for his session: lists and new documents follow', async () => {
    await ask('chief', 'PATCH', `/users/${ids.get('bo') ?? ''}`, { organisations: ['shop'] });
    const headers = { cookie: await signIn('bo'), 'x-requested-with': 'dougong' };
    const request = (method: Method, path: string, body?: unknown) =>
      engine.request<Body>(method, `/api/v1${path}`, { headers, ...(body === undefined ? {} : { body }) });
    const organisationsSeen = async () =>
      new Set((await request('GET', '/forms/receipt/records')).body.data.map((each) => each['organisation']));
    expect((await request('GET', '/session/organisation')).body).toMatchObject({
      working: 'east',
      organisations: [
        { key: 'east', kind: 'branch' },
        { key: 'shop', kind: 'store' },
      ],
    });
    expect(await organisationsSeen()).toEqual(new Set(['east']));
    expect((await request('PUT', '/session/organisation', { organisation: 'shop' })).body['working']).toBe(
      'shop',
    );
    expect(await organisationsSeen()).toEqual(new Set(['shop']));
    const made = await request('POST', '/forms/receipt/records', PAPER);
    expect(made.body.record['organisation']).toBe('shop');
    const refused = await request('PUT', '/session/organisation', { organisation: 'group' });
    expect([refused.status, refused.body.errors[0]?.code]).toEqual([422, 'organisation_not_yours']);
  });

  test('what an administrator takes away is gone at once', async () => {
    const headers = { cookie: await signIn('bo'), 'x-requested-with': 'dougong' };
    await engine.request('PUT', '/api/v1/session/organisation', { headers, body: { organisation: 'shop' } });
    await ask('chief', 'PATCH', `/users/${ids.get('bo') ?? ''}`, { organisations: [] });
    const { body } = await engine.request<Body>('GET', '/api/v1/session/organisation', { headers });
    expect(body['working']).toBe('east');
    const unknown = await ask('chief', 'PATCH', `/users/${ids.get('bo') ?? ''}`, {
      organisations: ['office'],
    });
    expect(unknown.body.errors[0]).toMatchObject({
      code: 'unknown_organisation',
      pointer: '#/organisations/0',
    });
  });
});
