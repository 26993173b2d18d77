import { CloseGates } from '../../src/registers/periods/close-gates.js';
import { LedgerClosing } from '../../src/registers/periods/ledger-closing.js';
import { verifyLedger } from '../../src/registers/seals/verify/verify-ledger.js';
import { Publisher } from '../../src/releases/publisher.js';
import { issue, warning } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { postRaw } from '../support/raw-ledger.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';

/** Days around the day of the tests, whichever that is: the last month, this month. */
const THIS_MONTH = `${TEST_DAY.slice(0, 7)}-01`;
const monthsBack = (months: number) => {
  const day = new Date(THIS_MONTH);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day.toISOString().slice(0, 10);
};
const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
const LAST_MONTH = monthsBack(1);
const END_OF_LAST_MONTH = dayBefore(THIS_MONTH);

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const role = (key: string, system: readonly string[]) => ({
  ...head('role', key),
  forms: [{ form: 'note', actions: ['*'], rows: 'all' }],
  registers: ['*'],
  system,
});
const postingRule = (state: string, more = {}) => ({
  ...head('rule', `post_${state}`),
  form: 'note',
  enabled: true,
  trigger: { on: ['state'], states: [state] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'post', type: 'post', posting: 'note_posting', ...more }],
});

const DEFINITIONS = [
  {
    ...head('form', 'note'),
    usage: 'document',
    schema: {
      type: 'object',
      properties: {
        day: text('Day', { format: 'date' }),
        qty: text('Quantity', { format: 'decimal', 'x-scale': 3 }),
        cost: text('Cost', { format: 'decimal', 'x-scale': 2 }),
      },
      required: ['day', 'qty', 'cost'],
      additionalProperties: false,
    },
    ui: { order: ['day', 'qty', 'cost'], titleField: 'day' },
    lists: [{ id: 'all', title: title('All'), columns: ['day'], sort: ['-day'] }],
    lifecycle: {
      initial: 'draft',
      states: [
        { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
        { id: 'posted', title: title('Posted'), tone: 'done' },
        { id: 'tried', title: title('Tried'), tone: 'done' },
      ],
      actions: [
        { id: 'post', title: title('Post'), from: ['draft'], to: 'posted' },
        { id: 'try', title: title('Try'), from: ['draft'], to: 'tried' },
      ],
    },
  },
  {
    ...head('register', 'quantities'),
    type: 'balance',
    dimensions: [{ id: 'item', title: title('Item'), type: 'text', required: true }],
    resources: [{ id: 'qty', title: title('Quantity'), scale: 3, role: 'quantity' }],
    negative: 'refuse',
    valuation: 'none',
  },
  {
    ...head('register', 'costs'),
    type: 'balance',
    dimensions: [{ id: 'item', title: title('Item'), type: 'text', required: true }],
    resources: [{ id: 'amount', title: title('Amount'), scale: 2, role: 'amount' }],
    negative: 'refuse',
    valuation: 'none',
  },
  {
    ...head('posting', 'note_posting'),
    form: 'note',
    businessDate: 'day',
    movements: [
      {
        id: 'quantity',
        register: 'quantities',
        direction: { formula: 'IF(qty < 0, "out", "in")' },
        dimensions: { item: '"one"' },
        resources: { qty: 'ABS(qty)' },
      },
      {
        id: 'cost',
        register: 'costs',
        direction: 'in',
        dimensions: { item: '"one"' },
        resources: { amount: 'cost' },
      },
    ],
  },
  postingRule('posted'),
  postingRule('tried', { onError: 'warn' }),
  role('clerk', []),
  role('bookkeeper', ['post_in_soft_closed', 'vouchers']),
  role('head_bookkeeper', ['close_periods', 'reopen_periods', 'post_in_soft_closed', 'audit']),
];

let engine: TestApp;
let keys: Readonly<Record<'clerk' | 'bookkeeper' | 'head_bookkeeper', string>>;
let found: readonly Issue[] = [];

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({ definitions: DEFINITIONS, base: 0, actor: null, comment: 'notes' });
  const keyOf = async (name: string) => engine.keyOf(await engine.createUser(name, { roles: [name] }));
  keys = {
    clerk: await keyOf('clerk'),
    bookkeeper: await keyOf('bookkeeper'),
    head_bookkeeper: await keyOf('head_bookkeeper'),
  };
  engine.get(CloseGates).register({ key: 'test', findings: () => Promise.resolve(found) });
});

afterAll(() => engine?.stop());

beforeEach(async () => {
  found = [];
  const { rows } = await engine.database.query(
    'SELECT FROM ledger.period_boundary() WHERE soft_through IS NOT NULL',
  );
  if (rows.length > 0) await reopen({ through: null, reason: 'for the next test' });
});

type Who = keyof typeof keys;

const send = (who: Who, path: string, body: object) =>
  engine.request('POST', `/api/v1/ledger/periods/${path}`, { key: keys[who], body });
const close = (body: object, who: Who = 'head_bookkeeper') => send(who, 'close', body);
const reopen = (body: object, who: Who = 'head_bookkeeper') => send(who, 'reopen', body);

const post = (who: Who, day: string, qty = '1', action = 'post') =>
  carryOut(who, { day, qty, cost: '0' }, action);
const postCost = (who: Who, day: string) => carryOut(who, { day, qty: '0', cost: '5' });

/** Makes a note and posts it; gives the status, with the code where it was refused. */
async function carryOut(who: Who, note: Record<string, string>, action = 'post'): Promise<string> {
  const made = await engine.request<{ record: { id: string } }>('POST', '/api/v1/forms/note/records', {
    key: keys[who],
    body: note,
  });
  const path = `/api/v1/forms/note/records/${made.body.record.id}/actions/${action}`;
  const { status, body } = await engine.request('POST', path, { key: keys[who], body: {} });
  return [status, body['code']].filter(Boolean).join(' ');
}

describe('a closed month', () => {
  test('takes no posting any more, and the day after it does', async () => {
    expect(await post('clerk', END_OF_LAST_MONTH)).toBe('200');
    expect(await close({ through: END_OF_LAST_MONTH, state: 'closed' })).toMatchObject({
      status: 200,
      body: { closedThrough: END_OF_LAST_MONTH, softThrough: END_OF_LAST_MONTH },
    });
    expect(await post('clerk', END_OF_LAST_MONTH)).toBe('409 period_not_open');
    expect(await post('head_bookkeeper', LAST_MONTH)).toBe('409 period_not_open');
    expect(await post('clerk', THIS_MONTH)).toBe('200');
  });

  test('is named before anything else that is wrong with a posting', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    expect(await post('clerk', THIS_MONTH, '-1000')).toBe('409 insufficient_balance');
    expect(await post('clerk', LAST_MONTH, '-1000')).toBe('409 period_not_open');
  });

  test('lets a posting pass that its rule lets fail: the document goes on without it', async () => {
    const { rows: before } = await engine.database.query('SELECT count(*) FROM ledger.posting');
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    expect(await post('clerk', LAST_MONTH, '1', 'try')).toBe('200');
    expect((await engine.database.query('SELECT count(*) FROM ledger.posting')).rows).toEqual(before);
  });

  test('tells the first day that is open', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    const made = await engine.request<{ record: { id: string } }>('POST', '/api/v1/forms/note/records', {
      key: keys.clerk,
      body: { day: LAST_MONTH, qty: '1', cost: '0' },
    });
    const path = `/api/v1/forms/note/records/${made.body.record.id}/actions/post`;
    const { body } = await engine.refused('POST', path, { key: keys.clerk, body: {} });
    expect(body.params).toMatchObject({ date: LAST_MONTH, first: THIS_MONTH });
  });

  test('is closed once, and a day within a month can be the last that is closed', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    expect(await close({ through: LAST_MONTH, state: 'closed' })).toMatchObject({
      status: 409,
      body: { code: 'period_closed_already', params: { through: END_OF_LAST_MONTH } },
    });
    expect((await close({ through: THIS_MONTH, state: 'closed' })).status).toBe(200);
    expect(await post('clerk', THIS_MONTH)).toBe('409 period_not_open');
    expect(await post('clerk', `${THIS_MONTH.slice(0, 8)}02`)).toBe('200');
  });
});

describe('a month that is closed softly', () => {
  test('takes costs of those with the right for it, and quantities of nobody', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'soft' });
    expect(await postCost('clerk', LAST_MONTH)).toBe('409 period_not_open');
    expect(await postCost('bookkeeper', LAST_MONTH)).toBe('200');
    expect(await post('bookkeeper', END_OF_LAST_MONTH)).toBe('409 costs_only');
    expect(await post('bookkeeper', THIS_MONTH)).toBe('200');
  });

  test('is closed for good later', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'soft' });
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    expect(await post('bookkeeper', LAST_MONTH)).toBe('409 period_not_open');
  });
});

describe('reopening', () => {
  test('opens what lies behind the day and leaves the rest closed', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    const stays = dayBefore(LAST_MONTH);
    expect(await reopen({ through: stays, reason: 'a paper came late' })).toMatchObject({
      status: 200,
      body: { closedThrough: stays, softThrough: stays },
    });
    expect(await post('clerk', LAST_MONTH)).toBe('200');
    expect(await post('clerk', stays)).toBe('409 period_not_open');
  });

  test('may open only for those who post in softly closed months', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    const answer = await reopen({ through: null, reason: 'a correction', state: 'soft' });
    expect(answer.body).toMatchObject({ closedThrough: null, softThrough: END_OF_LAST_MONTH });
    expect(await postCost('clerk', LAST_MONTH)).toBe('409 period_not_open');
    expect(await postCost('bookkeeper', LAST_MONTH)).toBe('200');
  });

  test('needs a reason, and something that is closed', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    expect((await reopen({ through: null, reason: ' ' })).status).toBe(422);
    expect((await reopen({ through: null })).status).toBe(422);
    const nothing = await reopen({ through: TEST_DAY, reason: 'why not' });
    expect(nothing).toMatchObject({ status: 409, body: { code: 'period_open_already' } });
  });

  test('drops the totals of the months that are open again', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    await reopen({ through: dayBefore(LAST_MONTH), reason: 'a paper came late' });
    const { rows } = await engine.database.query<{ stale: string }>(
      'SELECT stale_from <= $1::date AS stale FROM ledger.month_mark',
      [LAST_MONTH],
    );
    expect(rows.map(({ stale }) => stale)).not.toContain(false);
  });
});

describe('what has to be in order first', () => {
  test('is listed before closing, and refuses the closing', async () => {
    found = [
      issue('seals_behind', '', { max: 5 }),
      warning('postings_unfolded', '', { register: 'r', postings: 2 }),
    ];
    const path = `/api/v1/ledger/periods/findings?through=${END_OF_LAST_MONTH}`;
    const listed = await engine.request('GET', path, {
      key: keys.head_bookkeeper,
      headers: { 'accept-language': 'en' },
    });
    expect(listed.body['findings']).toEqual([
      expect.objectContaining({
        gate: 'test',
        level: 'red',
        code: 'seals_behind',
        detail: expect.stringContaining('5'),
      }),
      expect.objectContaining({ gate: 'test', level: 'yellow', code: 'postings_unfolded' }),
    ]);
    expect(await close({ through: END_OF_LAST_MONTH, state: 'closed' })).toMatchObject({
      status: 409,
      body: { code: 'period_not_closable', errors: [{ code: 'seals_behind' }] },
    });
    expect(await post('clerk', LAST_MONTH)).toBe('200');
  });

  test('does not stop a soft closing, and a warning stops none', async () => {
    found = [issue('seals_behind', '', { max: 5 })];
    expect((await close({ through: END_OF_LAST_MONTH, state: 'soft' })).status).toBe(200);
    found = [warning('seals_behind', '', { max: 5 })];
    expect(await close({ through: END_OF_LAST_MONTH, state: 'closed' })).toMatchObject({
      status: 200,
      body: { findings: [{ gate: 'test', level: 'yellow' }] },
    });
  });
});

describe('who may', () => {
  test('closing and reopening have rights of their own, and an attempt without is in the audit', async () => {
    for (const who of ['clerk', 'bookkeeper'] as const) {
      expect((await close({ through: END_OF_LAST_MONTH, state: 'closed' }, who)).status).toBe(403);
      expect((await reopen({ through: null, reason: 'x' }, who)).status).toBe(403);
    }
    const { rows } = await engine.database.query(
      `SELECT FROM core.audit_entry WHERE outcome = 'refused' AND action LIKE 'POST /api/v1/ledger/periods/%'`,
    );
    expect(rows).toHaveLength(4);
  });

  test('those who have to do with the books see how the months stand; others do not', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed', reason: 'month end' });
    expect((await engine.request('GET', '/api/v1/ledger/periods', { key: keys.clerk })).status).toBe(403);
    const { body } = await engine.request<{
      periods: readonly { period: string; state: string; since: object | null }[];
      users: object;
    }>('GET', '/api/v1/ledger/periods', { key: keys.bookkeeper });
    const stateOf = (period: string) => body.periods.find((each) => each.period === period);
    expect(stateOf(THIS_MONTH)).toEqual({ period: THIS_MONTH, state: 'open', since: null });
    expect(stateOf(LAST_MONTH)).toMatchObject({
      state: 'closed',
      since: {
        kind: 'closed',
        through: END_OF_LAST_MONTH,
        at: expect.stringContaining(TEST_DAY),
        reason: 'month end',
      },
    });
    expect(Object.values(body.users)).toContain('head_bookkeeper');
  });

  test('every closing and reopening is in the audit with what it changed, written with it', async () => {
    await close({ through: END_OF_LAST_MONTH, state: 'closed' });
    await reopen({ through: null, reason: 'a paper came late' });
    const { rows } = await engine.database.query(
      `SELECT action, changes FROM core.audit_entry WHERE action LIKE 'period:%' ORDER BY id DESC LIMIT 2`,
    );
    expect(rows).toEqual([
      {
        action: 'period:reopen',
        changes: [
          { path: '/closedThrough', old: END_OF_LAST_MONTH, new: null },
          { path: '/softThrough', old: END_OF_LAST_MONTH, new: null },
          { path: '/reason', old: null, new: 'a paper came late' },
        ],
      },
      {
        action: 'period:close',
        changes: expect.arrayContaining([{ path: '/closedThrough', old: null, new: END_OF_LAST_MONTH }]),
      },
    ]);
  });

  test('what was closed is not changed afterwards, whoever tries', async () => {
    await engine
      .get(LedgerClosing)
      .close({ actor: '00000000-0000-4000-8000-000000000001' }, { through: LAST_MONTH, state: 'soft' });
    await expect(engine.database.query('UPDATE ledger.closing SET through = NULL')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(engine.database.query('DELETE FROM ledger.seal')).rejects.toMatchObject({ code: '42501' });
    await expect(engine.database.query('TRUNCATE ledger.sealed_posting')).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('a day that is none is refused at its place', async () => {
    expect(await close({ through: '2026-02-30', state: 'closed' })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'date_invalid', pointer: '#/through' }] },
    });
  });
});

test('what documents posted and closings sealed is whole when it is verified', async () => {
  const { differences, figures } = await verifyLedger({ url: engine.urls.appUrl, at: engine.clock.read() });
  expect(differences).toEqual([]);
  expect(figures['sealed']).toBeGreaterThan(0);
});

// After the verification: it is written without hashes.
test('what is only not folded into the balances yet is folded by the closing itself', async () => {
  const movements = [{ key: ['somewhere'], direction: 1 as const, quantity: 4, amount: 8 }];
  await engine.database.transaction((session) =>
    postRaw(session, { register: 'later', day: LAST_MONTH, movements, isUnfolded: true }),
  );
  expect((await close({ through: END_OF_LAST_MONTH, state: 'closed' })).status).toBe(200);
  const { rows } = await engine.database.query(
    `SELECT b.r1::text, (SELECT count(*)::int FROM ledger.unfolded) AS unfolded
       FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id WHERE k.register = 'later'`,
  );
  expect(rows).toEqual([{ r1: '4', unfolded: 0 }]);
});
