import { dayPlus } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { CORRECTIONS } from './group-corrections.fixtures.js';
import { GROUP } from './organisations.fixtures.js';

/** A company, its branch and a store: what is valued anew, comes back or is undone stays in the books that it belongs to. */

interface Body {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly record: { readonly id: string; readonly version: number; readonly status: string };
  readonly errors: readonly { readonly code: string; readonly detail: string }[];
  readonly code: string;
  readonly detail: string;
}

const DAY_BEFORE = dayPlus(TEST_DAY, -1);

let engine: TestApp;
const keys = new Map<string, string>();

const ask = (who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, headers = {}) =>
  engine.request<Body>(method, `/api/v1${path}`, {
    key: keys.get(who) ?? '',
    headers: { 'accept-language': 'en', ...headers },
    ...(body === undefined ? {} : { body }),
  });

async function hire(login: string, department: string): Promise<void> {
  const id = await engine.createUser(login, { roles: ['clerk', 'corrector'] });
  keys.set(login, await engine.keyOf(id));
  await ask('chief', 'PATCH', `/users/${id}`, { department });
}

async function act(form: string, { id, version }: Body['record'], action: string) {
  const headers = { 'if-match': `"${version}"` };
  return ask('chief', 'POST', `/forms/${form}/records/${id}/actions/${action}`, {}, headers);
}

/** Makes a document in an organisation and posts it. */
async function post(organisation: string, form: string, values: object) {
  const made = await ask('chief', 'POST', `/forms/${form}/records`, {
    organisation,
    day: TEST_DAY,
    item: 'tea',
    ...values,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return act(form, made.body.record, 'post');
}

const held = async (organisation: string, item: string) =>
  (
    await ask(
      'chief',
      'GET',
      `/registers/stock/balances?filter[organisation]=${organisation}&filter[item]=${item}`,
    )
  ).body.data.map(({ resources }) => resources);

const trial = async (organisation: string) => {
  const { body } = await ask('chief', 'GET', `/vouchers/trial-balance?organisation=${organisation}`);
  return Object.fromEntries(body.data.map(({ account, balance }) => [account, balance]));
};

const periods = (act_: 'close' | 'reopen', body: object) =>
  ask('chief', 'POST', `/ledger/periods/${act_}`, body);

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({
    definitions: [...GROUP, ...CORRECTIONS] as unknown as readonly Definition[],
    base: 0,
    actor: null,
    comment: 'group',
    templates: [],
  });
  keys.set('chief', await engine.keyOf(await engine.createUser('chief', { roles: ['chief'] })));
  const place = (key: string, parent?: string, organisation?: string) =>
    ask('chief', 'POST', '/departments', { key, title: { 'zh-CN': key, en: key }, parent, organisation });
  await place('group', undefined, 'company');
  await place('east', 'group', 'branch');
  await place('shop', 'east', 'store');
  await hire('ann', 'group');
}, 120_000);

afterAll(() => engine.stop());

describe('valuing anew', () => {
  test('changes what each organisation has by its own receipts, in its own books', async () => {
    // Both give out one half before the cheap receipt of the day before is entered.
    for (const organisation of ['east', 'shop']) {
      await post(organisation, 'receipt', { qty: '10', amount: '100.00' });
      await post(organisation, 'issue', { qty: '10' });
    }
    await post('shop', 'receipt', { day: DAY_BEFORE, qty: '10', amount: '60.00' });
    const before = { east: await trial('east'), shop: await trial('shop') };
    expect(before.shop).toEqual({ '1405': '60.00', '2202': '-160.00', '6401': '100.00' });
    const done = await post('group', 'recost', {});
    expect([done.status, done.body.errors]).toEqual([200, undefined]);
    expect(await trial('east')).toEqual(before.east);
    expect(await trial('shop')).toEqual({ '1405': '80.00', '2202': '-160.00', '6401': '80.00' });
    expect(await held('shop', 'tea')).toMatchObject([{ qty: '10', amount: '80.00' }]);
    expect(await trial('group')).toEqual({});
  });

  test('books nothing into books that are closed: it is refused, and nothing changes', async () => {
    await post('shop', 'receipt', { item: 'jar', qty: '10', amount: '100.00' });
    await post('shop', 'issue', { item: 'jar', qty: '10' });
    await post('shop', 'receipt', { item: 'jar', day: DAY_BEFORE, qty: '10', amount: '60.00' });
    await periods('close', { organisation: 'shop', through: TEST_DAY, state: 'closed' });
    const before = await trial('shop');
    const refused = await post('group', 'recost', {});
    expect([refused.status, refused.body.code]).toEqual([409, 'period_not_open']);
    expect(await trial('shop')).toEqual(before);
    await periods('reopen', { organisation: 'shop', through: null, reason: 'late receipt' });
    expect((await post('group', 'recost', {})).status).toBe(200);
    expect(await held('shop', 'jar')).toMatchObject([{ amount: '80.00' }]);
  });
});

describe('what comes back', () => {
  test('comes back at what it left with, to the books that it left', async () => {
    await post('east', 'receipt', { item: 'cup', qty: '4', amount: '40.00' });
    const issue = await post('east', 'issue', { item: 'cup', qty: '2' });
    await post('east', 'receipt', { item: 'cup', qty: '2', amount: '60.00' });
    const back = await post('east', 'return', { item: 'cup', qty: '1', issue: issue.body.record.id });
    expect(back.status).toBe(200);
    expect(await held('east', 'cup')).toMatchObject([{ qty: '5', amount: '90.00' }]);
  });

  test('to another organisation is refused with the way to do it, and is valued nowhere', async () => {
    const issue = await post('east', 'issue', { item: 'cup', qty: '1' });
    const before = { east: await trial('east'), shop: await trial('shop') };
    const refused = await post('shop', 'return', { item: 'cup', qty: '1', issue: issue.body.record.id });
    expect([refused.status, refused.body.code]).toEqual([409, 'return_to_other_organisation']);
    expect(refused.body.errors[0]?.detail).toContain('transfer');
    expect({ east: await trial('east'), shop: await trial('shop') }).toEqual(before);
    expect(await held('shop', 'cup')).toEqual([]);
  });

  test('is handed on afterwards at the value of the books that it came back to', async () => {
    const moved = await post('east', 'transfer', { item: 'cup', qty: '2', receiver: 'shop' });
    expect(moved.status).toBe(200);
    const [east] = await held('east', 'cup');
    const [shop] = await held('shop', 'cup');
    expect([east, shop]).toMatchObject([{ qty: '2' }, { qty: '2' }]);
    expect(shop).toEqual(east);
  });
});

describe('undoing what was handed on', () => {
  test('is refused while the books of the other side are closed, and takes back both sides once they are open', async () => {
    await post('east', 'receipt', { item: 'pot', qty: '2', amount: '20.00' });
    const moved = await post('east', 'transfer', { item: 'pot', qty: '2', receiver: 'shop' });
    await periods('close', { organisation: 'shop', through: TEST_DAY, state: 'closed' });
    const refused = await act('transfer', moved.body.record, 'undo');
    expect([refused.status, refused.body.code]).toEqual([409, 'period_not_open']);
    expect(await held('shop', 'pot')).toMatchObject([{ qty: '2' }]);
    await periods('reopen', { organisation: 'shop', through: null, reason: 'undo' });
    expect((await act('transfer', moved.body.record, 'undo')).status).toBe(200);
    expect(await held('shop', 'pot')).toEqual([]);
    expect(await held('east', 'pot')).toMatchObject([{ qty: '2', amount: '20.00' }]);
  });
});
