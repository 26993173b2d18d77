import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { approval, chain, node } from './flow-work.fixtures.js';

/** Repairs that customers follow over a link: what they see, and what they never see. */

const title = (text: string, en = text) => ({ 'zh-CN': text, en });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const lifecycle = {
  initial: 'open',
  states: [
    { id: 'open', title: title('处理中', 'Open'), tone: 'progress', editable: true },
    { id: 'ready', title: title('可取', 'Ready'), tone: 'done' },
  ],
  actions: [
    { id: 'submit', title: title('提交', 'Submit'), from: ['open'] },
    { id: 'finish', title: title('完成', 'Finish'), from: ['open'], to: 'ready' },
  ],
};
const repair = (key: string, more = {}) => ({
  ...head('form', key),
  title: title('维修单', 'Repair'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      thing: text('Thing'),
      grade: text('Grade', {
        enum: ['a', 'b'],
        'x-titles': [title('优先', 'First'), title('普通', 'Normal')],
      }),
      phone: text('Phone'),
      owner: text('Owner', { format: 'uuid', 'x-user': true }),
    },
    additionalProperties: false,
  },
  ui: { order: ['thing', 'grade', 'phone', 'owner'], titleField: 'thing' },
  lists: [{ id: 'all', title: title('All'), columns: ['thing'] }],
  lifecycle,
  ...more,
});
const PROGRESS = {
  fields: ['thing', 'grade'],
  states: [{ state: 'ready', text: title('请带单号来取。', 'Come and fetch it.') }],
  days: 30,
};
const FLOW = {
  ...head('flow', 'repair_flow'),
  form: 'repair',
  startAction: 'submit',
  states: { running: 'open', approved: 'ready', rejected: 'open' },
  nodes: [
    node('start', 'start'),
    { ...approval('check', 'boss'), title: title('检查', 'Inspection') },
    { ...approval('mend', 'boss'), title: title('修理', 'Mending') },
    node('end', 'end'),
  ],
  edges: chain('start', 'check', 'mend', 'end'),
};
const role = (key: string, actions: readonly string[]) => ({
  ...head('role', key),
  forms: [{ form: '*', actions, rows: 'all' }],
  system: key === 'boss' ? ['administer', 'audit', 'design'] : [],
});

const DEFINITIONS = [
  repair('repair', { progress: PROGRESS }),
  repair('walk_in', { progress: PROGRESS }),
  repair('secret'),
  FLOW,
  role('boss', ['*']),
  role('clerk', ['read', 'create', 'update', 'submit', 'finish', 'share', 'print']),
  role('reader', ['read', 'print']),
  role('onlooker', ['read']),
];

interface Link {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly views: number;
  readonly expiresAt: string;
  readonly [name: string]: unknown;
}

let engine: TestApp;
const keys = new Map<string, string>();
let record: string;

const links = (form = 'repair', id = record) => `/api/v1/forms/${form}/records/${id}/progress-links`;
const as = (who: string) => ({ key: keys.get(who) ?? '', headers: { 'accept-language': 'en' } });
const give = async (who = 'clerk', body = {}) =>
  (await engine.request<Link>('POST', links(), { ...as(who), body })).body;
const list = async () =>
  (await engine.request<{ data: readonly Link[] }>('GET', links(), as('clerk'))).body.data;
const look = (url: string, headers = {}) =>
  engine.request('GET', new URL(url, 'http://here').pathname + new URL(url, 'http://here').search, {
    headers,
  });

async function make(form: string): Promise<string> {
  const body = { thing: 'Radio <b>', grade: 'a', phone: '13800138000' };
  const made = await engine.request<{ record: { id: string } }>('POST', `/api/v1/forms/${form}/records`, {
    ...as('clerk'),
    body,
  });
  return made.body.record.id;
}

const publish = (definitions: readonly object[], base: number) =>
  engine.get(Publisher).publish({
    definitions: definitions as readonly Definition[],
    base,
    actor: null,
    comment: 'repairs',
    templates: [],
  });

beforeAll(async () => {
  engine = await startTestApp();
  await publish(DEFINITIONS, 0);
  for (const who of ['boss', 'clerk', 'reader', 'onlooker'])
    keys.set(who, await engine.keyOf(await engine.createUser(who, { roles: [who] })));
  record = await make('repair');
}, 120_000);

afterAll(() => engine.stop());

// Each test looks as if a minute had passed: looks are counted by address.
beforeEach(() => engine.clock.advance({ minutes: 2 }));

test('whoever has the link sees state, time and the fields named, in his language, and nothing else', async () => {
  const { url, code } = await give();
  expect(url).toMatch(/\/p\/[A-Za-z0-9_-]{22}$/);
  expect(code).toContain('<svg');
  const { status, text: page, headers } = await look(url, { 'accept-language': 'zh-CN' });
  expect(status).toBe(200);
  for (const shown of ['维修单', '处理中', 'Radio &lt;b&gt;', '优先']) expect(page).toContain(shown);
  for (const hidden of ['13800138000', 'Phone', '<b>', '<script', record, 'clerk'])
    expect(page).not.toContain(hidden);
  expect((await look(`${url}?lang=en`)).text).toContain('Repair');
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect(String(headers['content-security-policy'])).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(Buffer.byteLength(page)).toBeLessThan(8000);
});

test('the step that waits and the next one are told, people are not', async () => {
  const other = await make('repair');
  await engine.request('POST', `/api/v1/forms/repair/records/${other}/actions/submit`, {
    ...as('clerk'),
    headers: { 'if-match': '"1"' },
    body: {},
  });
  const { body } = await engine.request<Link>('POST', links('repair', other), { ...as('clerk'), body: {} });
  const { text: page } = await look(`${body.url}?lang=en`);
  expect(page).toContain('<dt>Now at</dt><dd>Inspection</dd>');
  expect(page).toContain('<dt>Next</dt><dd>Mending</dd>');
  expect(page).not.toContain('boss');
});

test('what is said of a state stands on the page once it is reached', async () => {
  const other = await make('walk_in');
  const { body } = await engine.request<Link>('POST', links('walk_in', other), { ...as('clerk'), body: {} });
  await engine.request('POST', `/api/v1/forms/walk_in/records/${other}/actions/finish`, {
    ...as('clerk'),
    headers: { 'if-match': '"1"' },
    body: {},
  });
  expect((await look(`${body.url}?lang=en`)).text).toContain('Come and fetch it.');
});

test('unknown, revoked and over are answered alike', async () => {
  const [revoked, over] = [await give(), await give('clerk', { days: 1 })];
  expect((await engine.request('DELETE', `${links()}/${revoked.id}`, as('clerk'))).status).toBe(204);
  engine.clock.advance({ hours: 25 });
  const unknown = `${over.url.slice(0, -22)}${'A'.repeat(22)}`;
  const answers = await Promise.all([revoked.url, over.url, unknown, '/p/x'].map((url) => look(url)));
  expect(new Set(answers.map(({ status, text: page }) => `${status} ${page}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(404);
  expect((await engine.request('DELETE', `${links()}/${revoked.id}`, as('clerk'))).status).toBe(404);
});

test('looks are counted, and the secret lies nowhere in the open', async () => {
  const link = await give();
  await look(link.url);
  await look(link.url);
  expect((await list()).find(({ id }) => id === link.id)).toMatchObject({ views: 2, url: link.url });
  const token = link.url.slice(-22);
  const { rows } = await engine.database.query(
    `SELECT 1 FROM core.progress_link l WHERE l::text LIKE $1 OR encode(token_locked, 'escape') LIKE $1`,
    [`%${token}%`],
  );
  expect(rows).toEqual([]);
});

test('an address that looks too often waits', async () => {
  const { url } = await give();
  let answer = await look(url);
  for (let count = 0; count < 60; count += 1) answer = await look(url);
  expect(answer.status).toBe(429);
  expect(Number.parseInt(String(answer.headers['retry-after']), 10)).toBeGreaterThan(0);
  engine.clock.advance({ minutes: 2 });
  expect((await look(url)).status).toBe(200);
});

test('giving out and revoking need the right, a form that offers it, and are in the audit', async () => {
  const refused = await engine.request('POST', links(), { ...as('reader'), body: {} });
  expect(refused.status).toBe(403);
  const secret = await engine.refused('POST', links('secret', await make('secret')), {
    ...as('clerk'),
    body: {},
  });
  expect([secret.status, secret.body.code]).toEqual([409, 'progress_not_offered']);
  const { rows } = await engine.database.query<{ action: string }>(
    `SELECT DISTINCT action FROM core.audit_entry WHERE action LIKE 'progress_link:%' ORDER BY action`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['progress_link:issue', 'progress_link:revoke']);
});

describe('the code on a printed record', () => {
  interface PrintCode {
    readonly url: string;
    readonly code: string;
    readonly isProgress: boolean;
  }
  const codeOf = (form: string, id: string, who = 'clerk') =>
    engine.request<PrintCode>('POST', `/api/v1/forms/${form}/records/${id}/print-code`, as(who));

  test('is the link to its progress, one and the same however often it is printed', async () => {
    const id = await make('repair');
    const first = await codeOf('repair', id);
    expect(first).toMatchObject({
      status: 200,
      body: { isProgress: true, code: expect.stringContaining('<svg') },
    });
    expect((await look(first.body.url)).status).toBe(200);
    expect((await codeOf('repair', id)).body.url).toBe(first.body.url);
  });

  test('is for those who may print records of the form', async () => {
    const { status, body } = await codeOf('repair', record, 'onlooker');
    expect([status, (body as { code?: string }).code]).toEqual([403, 'no_right']);
    const { body: app } = await engine.request<{ forms: { key: string; can: { print: boolean } }[] }>(
      'GET',
      '/api/v1/app',
      as('onlooker'),
    );
    expect(app.forms.find(({ key }) => key === 'repair')?.can.print).toBe(false);
  });

  test('is the address of the record where nobody is to follow it, or one may not give links out', async () => {
    const id = await make('secret');
    const own = await codeOf('secret', id);
    expect(own.body).toMatchObject({ isProgress: false, url: expect.stringMatching(`/forms/secret/${id}$`) });
    const shared = await make('repair');
    expect((await codeOf('repair', shared, 'reader')).body).toMatchObject({ isProgress: false });
    const { body } = await engine.request<{ data: readonly Link[] }>(
      'GET',
      links('repair', shared),
      as('clerk'),
    );
    expect(body.data).toEqual([]);
  });

  test('is for those who see the record', async () => {
    expect((await codeOf('repair', '0198a000-0000-7000-8000-00000000dead')).status).toBe(404);
  });
});

test('a form names only fields and states that there are, and nobody’s name or file', async () => {
  const bad = repair('repair', {
    progress: { fields: ['owner', 'nothing'], states: [{ state: 'gone', text: title('x') }] },
  });
  const refused = publish([bad, ...DEFINITIONS.slice(1)], 1);
  await expect(refused).rejects.toMatchObject({
    issues: [{ code: 'progress_names_others' }, { code: 'unknown_field' }, { code: 'unknown_state' }],
  });
});

test('a form that offers no progress any more shows none', async () => {
  const { url } = await give();
  await publish([repair('repair'), ...DEFINITIONS.slice(1)], 1);
  expect((await look(url)).status).toBe(404);
});
