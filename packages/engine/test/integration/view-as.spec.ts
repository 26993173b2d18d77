import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/** Somebody who looks after the house sees it as another sees it, and can do nothing there. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const text = (name: string) => ({ type: 'string', 'x-title': title(name) });

const form = (key: string) => ({
  ...head('form', key),
  usage: 'document',
  schema: {
    type: 'object',
    properties: { subject: text('Subject'), wage: text('Wage'), note: text('Note') },
    additionalProperties: false,
  },
  ui: { order: ['subject', 'wage', 'note'], titleField: 'subject' },
  lists: [{ id: 'all', title: title('All'), columns: ['subject'] }],
});

const role = (key: string, forms: unknown[], more = {}) => ({ ...head('role', key), forms, ...more });
const grant = (of: string, more = {}) => ({
  form: of,
  actions: ['read', 'create', 'update', 'delete'],
  rows: 'all',
  ...more,
});

const ROLES = [
  role('keeper', [grant('payslip'), grant('memo', { rows: 'own', hidden: ['note'] })], {
    registers: ['*'],
    system: ['design', 'audit'],
  }),
  // Looks after people and sees no wages.
  role('operator', [grant('memo'), grant('payslip', { hidden: ['wage'] })], {
    system: ['administer', 'audit'],
  }),
  role('importer', [grant('payslip', { actions: ['read', 'create', 'import'] })]),
  role('bringer', [grant('payslip', { actions: ['read', 'create', 'import'], hidden: ['wage'] })], {
    system: ['administer'],
  }),
  role('technician', [grant('memo')], { system: ['administer'] }),
];

let engine: TestApp;
const ids = new Map<string, string>();

const cookieOf = (answer: TestAnswer) => String(answer.headers['set-cookie']).split(';')[0] ?? '';

async function signIn(login: string): Promise<string> {
  const answer = await engine.request('POST', '/api/v1/session', {
    body: { login, password: 'right horse' },
  });
  return cookieOf(answer);
}

function ask(cookie: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) {
  const headers = { cookie, 'x-requested-with': 'dougong' };
  return engine.request<{
    readonly data: readonly Readonly<Record<string, unknown>>[];
    readonly user: Readonly<Record<string, unknown>>;
    readonly record: Readonly<Record<string, unknown>>;
    readonly [name: string]: unknown;
  }>(method, `/api/v1${path}`, { headers, ...(body === undefined ? {} : { body }) });
}

/** Signs in and looks as somebody: both cookies, as a browser sends them. */
async function viewing(login: string, seenAs: string): Promise<string> {
  const own = await signIn(login);
  const answer = await ask(own, 'POST', '/session/view', { user: ids.get(seenAs) });
  expect(answer.status).toBe(204);
  return `${own}; ${cookieOf(answer)}`;
}

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({
    definitions: [form('memo'), form('payslip'), ...ROLES] as unknown as Definition[],
    base: 0,
    actor: null,
    comment: 'house',
  });
  for (const each of ['keeper', 'operator', 'technician', 'importer', 'bringer'])
    ids.set(each, await engine.createUser(each, { roles: [each], password: 'right horse' }));
  const keeper = await signIn('keeper');
  await ask(keeper, 'POST', '/forms/memo/records', { subject: 'mine' });
  await ask(keeper, 'POST', '/forms/payslip/records', { subject: 'slip', wage: '9000', note: 'n' });
  await ask(await signIn('operator'), 'POST', '/forms/memo/records', { subject: 'theirs', note: 'seen' });
});

afterAll(() => engine.stop());

test('lists and pages are those of the other, and the session says who looks', async () => {
  const cookie = await viewing('operator', 'keeper');
  const { body } = await ask(cookie, 'GET', '/session');
  expect(body.user).toMatchObject({ login: 'keeper', viewer: { id: ids.get('operator') } });
  const memos = await ask(cookie, 'GET', '/forms/memo/records');
  expect(memos.body.data.map(({ subject }) => subject)).toEqual(['mine']);
  expect(memos.body.data[0]).not.toHaveProperty('note');
});

test('nobody gains by it: what is hidden from him stays hidden, rights are those that both have', async () => {
  const cookie = await viewing('operator', 'keeper');
  const slips = await ask(cookie, 'GET', '/forms/payslip/records');
  expect(slips.body.data).toHaveLength(1);
  expect(slips.text).not.toContain('9000');
  expect((await ask(cookie, 'GET', '/drafts')).status).toBe(403);
  expect((await ask(cookie, 'GET', '/audit')).status).toBe(200);
  const blind = await viewing('technician', 'keeper');
  expect((await ask(blind, 'GET', '/forms/payslip/records')).status).toBe(403);
});

test('news that was written for the other tells no value that is hidden from whoever looks', async () => {
  const told = async (form: string, title: string) =>
    engine.database.query(
      `INSERT INTO core.notification (id, user_id, key, event, title, body, form, record_id, at)
         VALUES (gen_random_uuid(), $1, $2, 'rule', $3, $3, $4, gen_random_uuid(), now())`,
      [ids.get('keeper'), `news-${form}`, JSON.stringify({ 'zh-CN': title, en: title }), form],
    );
  await told('payslip', 'The wage is 9000');
  await told('memo', 'Something new');
  const looking = await ask(await viewing('operator', 'keeper'), 'GET', '/notifications');
  expect(looking.text).not.toContain('9000');
  expect(looking.body.data.map(({ form }) => form).toSorted()).toEqual(['memo', 'payslip']);
  expect(looking.text).toContain('Something new');
  const blind = await ask(await viewing('technician', 'keeper'), 'GET', '/notifications');
  expect(blind.body.data.map(({ form }) => form)).toEqual(['memo']);
  expect((await ask(await signIn('keeper'), 'GET', '/notifications')).text).toContain('9000');
});

test('a file that the other brings in is his own', async () => {
  const brought = await engine.app.inject({
    method: 'POST',
    url: '/api/v1/forms/payslip/imports?name=wages.csv',
    headers: { cookie: await signIn('importer'), 'x-requested-with': 'dougong', 'content-type': 'text/csv' },
    payload: 'Subject,Wage\nslip,9000\n',
  });
  expect([brought.statusCode, brought.body]).toEqual([201, expect.stringContaining('9000')]);
  const path = `/forms/payslip/imports/${brought.json<{ id: string }>().id}`;
  const looking = await ask(await viewing('bringer', 'importer'), 'GET', path);
  expect([looking.status, looking.body['code']]).toEqual([403, 'viewing_only']);
  expect((await ask(await signIn('importer'), 'GET', path)).text).toContain('9000');
});

test('nothing can be written, and the way out is open', async () => {
  const cookie = await viewing('operator', 'keeper');
  const made = await ask(cookie, 'POST', '/forms/memo/records', { subject: 'x' });
  expect([made.status, made.body['code']]).toEqual([403, 'viewing_only']);
  const preview = await ask(cookie, 'POST', '/forms/memo/records?preview=true', { subject: 'x' });
  expect(preview.status).toBe(403);
  expect((await ask(cookie, 'GET', '/jobs')).status).toBe(403);
  expect((await ask(cookie, 'POST', '/session/view', { user: ids.get('technician') })).status).toBe(403);
  expect((await ask(cookie, 'DELETE', '/session/view')).status).toBe(204);
  const after = await ask(cookie, 'GET', '/session');
  expect(after.body.user).toMatchObject({ login: 'operator' });
});

test('every look is audited with both persons', async () => {
  const cookie = await viewing('operator', 'keeper');
  await ask(cookie, 'GET', '/forms/memo/records?q=mine');
  await ask(cookie, 'POST', '/forms/memo/records', {});
  const { rows } = await engine.database.query(
    `SELECT actor, action, outcome, changes -> 0 ->> 'new' AS seen, changes -> 1 ->> 'new' AS request
       FROM core.audit_entry WHERE action LIKE 'view_as%' ORDER BY id DESC LIMIT 3`,
  );
  const both = { actor: ids.get('operator'), seen: ids.get('keeper') };
  expect(rows).toEqual([
    { ...both, action: 'view_as', outcome: 'refused', request: 'POST /api/v1/forms/memo/records' },
    { ...both, action: 'view_as', outcome: 'done', request: 'GET /api/v1/forms/memo/records?q=mine' },
    { ...both, action: 'view_as_begin', outcome: 'done', request: null },
  ]);
});

test('that it ended is audited as what the viewer did', async () => {
  const cookie = await viewing('operator', 'keeper');
  await ask(cookie, 'DELETE', '/session/view');
  const { rows } = await engine.database.query(
    `SELECT actor, changes -> 0 ->> 'old' AS seen FROM core.audit_entry WHERE action = 'view_as_end'`,
  );
  expect(rows).toContainEqual({ actor: ids.get('operator'), seen: ids.get('keeper') });
});

test('it ends by itself, with the session of whoever looks, and when he may no longer', async () => {
  const cookie = await viewing('operator', 'keeper');
  engine.clock.advance({ minutes: 31 });
  expect((await ask(cookie, 'GET', '/session')).body.user).toMatchObject({ login: 'operator' });
  const [own = '', view = ''] = (await viewing('operator', 'keeper')).split('; ');
  expect((await ask(view, 'GET', '/session')).status).toBe(401);
  expect((await ask(view.replace('dougong_view', 'dougong_session'), 'GET', '/session')).status).toBe(401);
  const others = await signIn('technician');
  expect((await ask(`${others}; ${view}`, 'GET', '/session')).body.user).toMatchObject({
    login: 'technician',
  });
  await ask(own, 'DELETE', '/session');
  expect((await ask(`${own}; ${view}`, 'GET', '/session')).status).toBe(401);
});

test('only who looks after the house may, and nobody as himself', async () => {
  const keeper = await signIn('keeper');
  expect((await ask(keeper, 'POST', '/session/view', { user: ids.get('operator') })).status).toBe(403);
  const operator = await signIn('operator');
  expect((await ask(operator, 'POST', '/session/view', { user: ids.get('operator') })).status).toBe(422);
  expect((await ask(operator, 'POST', '/session/view', { user: 'nobody' })).status).toBe(422);
});
