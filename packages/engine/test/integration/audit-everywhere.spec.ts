import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { COVERED_AND_TOUCHED, COVERED_TABLES, UNCOVERED_TABLES } from '../../src/audit/covered-tables.js';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { AuditWatch } from '../support/audit-watch.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { COMMANDS, WRITTEN_IN } from './audit-everywhere.fixtures.js';
import { TRADE } from './trade.fixtures.js';

const SOURCES = join(import.meta.dirname, '../../src');

/** The action is the record: nothing is changed without an entry in the same transaction. */

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Json = Record<string, never>;

let engine: TestApp;
let owner: pg.Client;
let watch: AuditWatch;
const ids = new Map<string, string>();
const keys = new Map<string, string>();
const walked = new Set<string>();

beforeAll(async () => {
  engine = await startTestApp();
  owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
  watch = await AuditWatch.begin(owner);
  await engine.get(TemplateInstaller).install(TRADE, { demo: true, skipScenarios: true });
  const { rows } = await owner.query<{ id: string; login: string }>(
    'SELECT id, login FROM core.user_account',
  );
  for (const { id, login } of rows) ids.set(login, id);
  for (const login of ['admin', 'hejing', 'lijuan'])
    keys.set(login, await engine.keyOf(ids.get(login) ?? ''));
}, 600_000);

afterAll(async () => {
  await owner?.end();
  await engine?.stop();
});

let calls = 0;

/** Sends a request that must succeed, and finds the entries that tell of it: who, from where, with what. */
async function does<Body = Json>(
  login: string,
  method: Method,
  route: string,
  values: Readonly<Record<string, string>> = {},
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestAnswer<Body>> {
  walked.add(`${method} ${route}`);
  const requestId = `walk-request-${(calls += 1)}`;
  const path = route.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
  const answer = await engine.request<Body>(method, path, {
    key: keys.get(login) ?? '',
    headers: { 'x-request-id': requestId, 'user-agent': 'walker/1', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  const { rows } = await owner.query<Record<string, unknown>>(
    'SELECT actor, channel, host(ip) AS ip, agent, outcome FROM core.audit_entry WHERE request_id = $1',
    [requestId],
  );
  const told = { actor: ids.get(login), channel: 'api', ip: '127.0.0.1', agent: 'walker/1', outcome: 'done' };
  expect([route, rows[0]]).toEqual([route, told]);
  return answer;
}

const title = (text: string) => ({ 'zh-CN': text, en: text });

describe('what is changed over the API has an entry in its transaction', () => {
  test('the organisation: departments, posts, people, deputies', async () => {
    const departments = '/api/v1/departments';
    await does('admin', 'POST', departments, {}, { key: 'night', title: title('Night') });
    await does('admin', 'PATCH', `${departments}/{key}`, { key: 'night' }, { title: title('Late') });
    await does('admin', 'DELETE', `${departments}/{key}`, { key: 'night' });
    await does('admin', 'POST', '/api/v1/posts', {}, { key: 'porter', title: title('Porter') });
    await does('admin', 'PATCH', '/api/v1/posts/{key}', { key: 'porter' }, { title: title('Carrier') });
    await does('admin', 'DELETE', '/api/v1/posts/{key}', { key: 'porter' });
    await does('admin', 'PATCH', '/api/v1/users/{id}', { id: ids.get('lijuan') ?? '' }, { department: null });
    const rule = {
      user: ids.get('lijuan'),
      deputy: ids.get('matao'),
      from: `${TEST_DAY}T00:00:00.000Z`,
      to: '2031-01-01T00:00:00.000Z',
    };
    const made = await does<{ id: string }>('admin', 'POST', '/api/v1/deputies', {}, rule);
    const { id } = made.body;
    await does('admin', 'PATCH', '/api/v1/deputies/{id}', { id }, { to: '2030-01-01T00:00:00.000Z' });
    await does('admin', 'DELETE', '/api/v1/deputies/{id}', { id });
  });

  test('endpoints, without their secrets', async () => {
    const route = '/api/v1/endpoints/{key}';
    const { body } = await does<{ secret: string }>(
      'admin',
      'PUT',
      route,
      { key: 'books' },
      { url: 'https://a.example' },
    );
    await does('admin', 'PUT', route, { key: 'books' }, { url: 'https://b.example' });
    await does('admin', 'DELETE', route, { key: 'books' });
    const { rows } = await owner.query<{ text: string }>(
      'SELECT changes::text AS text FROM core.audit_entry',
    );
    expect(rows.some(({ text }) => text?.includes(body.secret))).toBe(false);
    expect(rows.some(({ text }) => text?.includes('https://b.example'))).toBe(true);
  });

  test('drafts, settings, a publish and the names of releases', async () => {
    const { rows } = await owner.query<{ definition: { title: unknown } }>(
      `SELECT d.value AS definition FROM core.current_release c JOIN core.release r ON r.number = c.number, jsonb_array_elements(r.definitions) d
        WHERE d.value ->> 'kind' = 'form' AND d.value ->> 'key' = 'supplier'`,
    );
    const definition = { ...rows[0]?.definition, title: title('Vendor') };
    const place = { kind: 'form', key: 'supplier' };
    const revision = async () =>
      (await owner.query<{ revision: number }>('SELECT revision FROM core.draft_revision')).rows[0]?.revision;
    const put = async () =>
      does(
        'hejing',
        'PUT',
        '/api/v1/drafts/{kind}/{key}',
        place,
        { definition },
        { 'if-match': `"${await revision()}"` },
      );
    await put();
    await does('hejing', 'POST', '/api/v1/drafts/{kind}/{key}/undo', place);
    await put();
    await does('hejing', 'POST', '/api/v1/drafts/discard');
    await put();
    await does('admin', 'PUT', '/api/v1/design/settings', {}, { publishScenarios: 'asked' });
    const published = await does<{ release: { number: number } }>(
      'hejing',
      'POST',
      '/api/v1/publish',
      {},
      {},
    );
    const number = String(published.body.release.number);
    await does('hejing', 'PUT', '/api/v1/releases/{number}/name', { number }, { name: 'vendor' });
    await does('hejing', 'POST', '/api/v1/releases/{number}/restore', { number: '1' }, {});
    await does('hejing', 'POST', '/api/v1/drafts/discard');
  });

  test('records: made, changed, deleted, moved on', async () => {
    const records = '/api/v1/forms/{form}/records';
    const form = 'supplier';
    type Answer = { record: { id: string; version: number } };
    const made = await does<Answer>('admin', 'POST', records, { form }, { code: 'S-AUDIT', name: 'Audit' });
    const { id } = made.body.record;
    const changed = await does<Answer>(
      'admin',
      'PATCH',
      `${records}/{id}`,
      { form, id },
      { name: 'Audited' },
      { 'if-match': '"1"' },
    );
    expect(changed.body.record.version).toBe(2);
    const { rows } = await owner.query(
      'SELECT changes FROM core.audit_entry WHERE record_id = $1 AND action = $2',
      [id, 'update'],
    );
    expect(rows).toEqual([{ changes: [{ path: '/name', old: 'Audit', new: 'Audited' }] }]);
    await does('admin', 'DELETE', `${records}/{id}`, { form, id }, undefined, { 'if-match': '"2"' });
    const gone = await owner.query<{ changes: unknown }>(
      'SELECT changes FROM core.audit_entry WHERE record_id = $1 AND action = $2',
      [id, 'delete'],
    );
    expect(gone.rows[0]?.changes).toEqual(
      expect.arrayContaining([
        { path: '/code', old: 'S-AUDIT', new: null },
        { path: '/name', old: 'Audited', new: null },
      ]),
    );
  });

  test('jobs, anchors and verifications', async () => {
    await does('admin', 'POST', '/api/v1/forms/{form}/export', { form: 'supplier' });
    const job = await does<{ id: string }>('admin', 'POST', '/api/v1/audit/verifications');
    await does('admin', 'POST', '/api/v1/jobs/{id}/actions/cancel', { id: job.body.id });
    await engine.database.query(`UPDATE core.job SET state = 'failed' WHERE id = $1`, [job.body.id]);
    await does('admin', 'POST', '/api/v1/jobs/{id}/actions/retry', { id: job.body.id });
    await does('admin', 'POST', '/api/v1/audit/anchors');
  });

  test('signing in, a wrong password, and signing out', async () => {
    const headers = { 'x-requested-with': 'dougong', 'user-agent': 'browser/2' };
    const password = 'A long enough password 1';
    const id = await engine.createUser('walker', { password });
    const signIn = (given: string) =>
      engine.request('POST', '/api/v1/session', { headers, body: { login: 'walker', password: given } });
    expect((await signIn('wrong')).status).toBe(401);
    const { headers: answered } = await signIn(password);
    const cookie = String(answered['set-cookie']).split(';')[0] ?? '';
    await engine.request('DELETE', '/api/v1/session', { headers: { ...headers, cookie } });
    const { rows } = await owner.query(
      `SELECT action, outcome, channel, agent FROM core.audit_entry WHERE actor = $1 ORDER BY id`,
      [id],
    );
    const from = { channel: 'ui', agent: 'browser/2' };
    expect(rows).toEqual([
      { action: 'sign_in', outcome: 'refused', ...from },
      { action: 'sign_in', outcome: 'done', ...from },
      { action: 'sign_out', outcome: 'done', ...from },
    ]);
    const all = await owner.query<{ text: string }>('SELECT e::text AS text FROM core.audit_entry e');
    expect(
      all.rows.some(({ text }) => text.includes(password) || text.includes(cookie.split('=')[1] ?? '?')),
    ).toBe(false);
  });

  test('what was refused for want of a right is told too', async () => {
    const answer = await engine.request('POST', '/api/v1/departments', {
      key: keys.get('lijuan') ?? '',
      headers: { 'x-request-id': 'refused-request' },
      body: { key: 'mine', title: title('Mine') },
    });
    expect(answer.status).toBe(403);
    const { rows } = await owner.query('SELECT outcome, code FROM core.audit_entry WHERE request_id = $1', [
      'refused-request',
    ]);
    expect(rows).toEqual([{ outcome: 'refused', code: 'no_right' }]);
  });

  test('no row of a covered table was written by a transaction without an entry, installation included', async () => {
    expect(await watch.unaudited()).toEqual([]);
  });
});

/** Routes that keep nothing: they work something out, or try it and roll it back. */
const WRITES_NOTHING = [
  'POST /api/v1/connectors/{connector}/actions/test',
  'POST /api/v1/costing/runs/preview',
  'POST /api/v1/decision-tables/check',
  'POST /api/v1/decision-tables/{key}/evaluate',
  'POST /api/v1/design/retype-preview',
  'POST /api/v1/drafts/check',
  'POST /api/v1/invitations/actions/open',
  'POST /api/v1/expressions/check',
  'POST /api/v1/expressions/evaluate',
  'POST /api/v1/notification-templates/actions/preview',
  'POST /api/v1/flows/{key}/trials',
  'POST /api/v1/flows/{key}/trials/check',
  'POST /api/v1/formulas/{key}/evaluate',
  'POST /api/v1/rules/dry-run',
  'POST /api/v1/rules/replay',
  'POST /api/v1/sign-in-providers/{key}/actions/test',
];

/** Routes whose writing has no entry, each for the reason that its table is not covered. */
const NOT_COVERED = [
  'POST /api/v1/design/scenarios/runs',
  'POST /api/v1/forms/{form}/imports',
  'POST /api/v1/hooks/{key}',
  'POST /api/v1/notifications/{id}/actions/read',
];

const WRITES_ENTRIES = /audit\.write\(|auditOf\(|AUDIT|\.carryOut\(/;

describe('whoever adds something', () => {
  test('places a new table in one of the lists of what the audit covers, with a reason where it does not', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('core', 'ledger', 'costing', 'reconciliation') ORDER BY 1`,
    );
    const placed = [...COVERED_TABLES, ...Object.keys(COVERED_AND_TOUCHED), ...Object.keys(UNCOVERED_TABLES)];
    expect(placed.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  });

  test('says of a new route that changes something where its entry is written', async () => {
    const { body } = await engine.request<{ paths: Record<string, object> }>('GET', '/api/openapi.json');
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).flatMap((method) => (method === 'get' ? [] : [`${method.toUpperCase()} ${path}`])),
    );
    const placed = [
      ...WRITES_NOTHING,
      ...NOT_COVERED,
      ...COMMANDS,
      ...Object.values(WRITTEN_IN).flat(),
      ...walked,
    ];
    expect([...new Set(placed)].toSorted()).toEqual(routes.toSorted());
  });

  test.each(Object.keys(WRITTEN_IN))('finds that %s writes entries', (file) => {
    expect(readFileSync(join(SOURCES, file), 'utf8')).toMatch(WRITES_ENTRIES);
  });

  test('finds words for every entry that was left here', async () => {
    const { body } = await engine.request<{ data: { action: string; title: string }[] }>(
      'GET',
      '/api/v1/audit?limit=1000',
      { key: keys.get('admin') ?? '', headers: { 'accept-language': 'zh-CN' } },
    );
    expect(body.data.length).toBeGreaterThan(100);
    expect(
      body.data.filter(({ action, title: words }) => words === action || !/[一-鿿]/.test(words)),
    ).toEqual([]);
  });

  test('would be told of a row that came without one', async () => {
    await owner.query(`UPDATE core.post SET title = title WHERE key = (SELECT key FROM core.post LIMIT 1)`);
    expect(await watch.unaudited()).toMatchObject([{ table: 'core.post', rows: 1 }]);
  });
});
