import { createHash } from 'node:crypto';
import pg from 'pg';
import type { AuditEntryView, AuditPage } from '../../src/audit/audit.wire.js';
import { auditStatement } from '../../src/audit/reading/audit-page.js';
import type { AuditFilter } from '../../src/audit/reading/audit-filter.js';
import { JobWorker } from '../../src/jobs/job-worker.js';
import { Publisher } from '../../src/releases/publisher.js';
import type { Definition } from '@dougong/kernel/metadata';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** What auditors read: everything, in words, without what their roles hide. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const role = (key: string, hidden: readonly string[], system: readonly string[]) => ({
  ...head('role', key),
  forms: [{ form: 'claim', actions: ['*'], rows: 'all', ...(hidden.length > 0 ? { hidden } : {}) }],
  system,
});

const DEFINITIONS = [
  {
    ...head('form', 'claim'),
    usage: 'document',
    schema: {
      type: 'object',
      properties: {
        code: text('Code', { 'x-unique': true, 'x-index': true }),
        name: text('Name'),
        cost: text('Cost', { format: 'decimal', 'x-scale': 2 }),
        size: text('Size', { enum: ['small', 'large'], 'x-titles': [title('Small'), title('Large')] }),
        lines: {
          type: 'array',
          'x-title': title('Lines'),
          items: {
            type: 'object',
            properties: { item: text('Item'), price: text('Price', { format: 'decimal', 'x-scale': 2 }) },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
    ui: { order: ['code', 'name', 'cost', 'size', 'lines'], codeField: 'code', titleField: 'name' },
    lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['code'] }],
  },
  role('chief', [], ['audit']),
  role('outsider', ['cost'], ['audit']),
] as unknown as Definition[];

let engine: TestApp;
let owner: pg.Client;
const keys = new Map<string, string>();
let record = '';

beforeAll(async () => {
  engine = await startTestApp();
  owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
  await engine.get(Publisher).publish({ definitions: DEFINITIONS, base: 0, actor: null, comment: 'claims' });
  for (const login of ['chief', 'outsider'])
    keys.set(login, await engine.keyOf(await engine.createUser(login, { roles: [login] })));
  const made = await send('POST', '/api/v1/forms/claim/records', {
    code: 'C-1',
    name: 'First',
    cost: '7.50',
    lines: [{ item: 'bolt', price: '1.25' }],
  });
  record = made.id;
  await send('PATCH', `/api/v1/forms/claim/records/${record}`, { cost: '9.00', size: 'large' }, '"1"');
  await send(
    'PATCH',
    `/api/v1/forms/claim/records/${record}`,
    { lines: { upsert: [{ item: 'nut', price: '4.50' }] } },
    '"2"',
  );
});

afterAll(async () => {
  await owner?.end();
  await engine?.stop();
});

async function send(
  method: 'POST' | 'PATCH',
  path: string,
  body: unknown,
  match?: string,
): Promise<{ id: string }> {
  const headers = { 'user-agent': 'Desk/1.0', ...(match === undefined ? {} : { 'if-match': match }) };
  const answer = await engine.request<{ record: { id: string } }>(method, path, {
    key: keys.get('chief') ?? '',
    body,
    headers,
  });
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.body.record;
}

async function read(login: string, query: string): Promise<AuditPage> {
  const answer = await engine.request<AuditPage>('GET', `/api/v1/audit?${query}`, {
    key: keys.get(login) ?? '',
    headers: { 'accept-language': 'en' },
  });
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.body;
}

const updates = (page: AuditPage): readonly AuditEntryView[] =>
  page.data.filter(({ action }) => action === 'update');

describe('an entry', () => {
  test('says in words who changed what from what to what, over which way and with which device', async () => {
    const page = await read('chief', `recordId=${record}`);
    expect(page.data.map((entry) => entry.title)).toEqual(['Changed', 'Changed', 'Created']);
    const entry = updates(page)[1];
    expect(entry).toMatchObject({
      channel: 'api',
      agent: 'Desk/1.0',
      ip: '127.0.0.1',
      target: { form: 'claim', title: 'claim', code: 'C-1' },
      changes: [
        { path: '/cost', label: 'Cost', old: '7.50', new: '9.00' },
        { path: '/size', label: 'Size', old: null, new: 'Large' },
      ],
    });
    expect(page.users[entry?.actor ?? '']).toBe('chief');
    expect(updates(page)[0]?.changes).toMatchObject([
      { label: 'Lines', old: null, new: 'Item nut; Price 4.50' },
    ]);
  });

  test('keeps values that a role hides from its readers, but tells that they changed', async () => {
    const page = await read('outsider', `recordId=${record}`);
    expect(updates(page)[1]?.changes).toEqual([
      { path: '/cost', label: 'Cost', old: null, new: null, masked: true },
      { path: '/size', label: 'Size', old: null, new: 'Large' },
    ]);
    expect(JSON.stringify(page)).not.toMatch(/7\.50|9\.00/);
  });
});

describe('the filters', () => {
  test('find by field, channel, address, action, request and time', async () => {
    const found = async (query: string) => (await read('chief', query)).data.length;
    expect(await found('form=claim')).toBe(3);
    expect(await found('form=claim&field=cost')).toBe(1);
    expect(await found(`recordId=${record}&field=lines.price`)).toBe(0);
    expect(await found('form=claim&channel=api&ip=127.0.0.1')).toBe(3);
    expect(await found('form=claim&channel=ui')).toBe(0);
    expect(await found('form=claim&ip=10.0.0.1')).toBe(0);
    expect(await found('form=claim&action=create')).toBe(1);
    expect(await found('form=claim&from=2999-01-01T00:00:00Z')).toBe(0);
    const one = (await read('chief', 'form=claim&action=create')).data[0];
    expect(await found(`requestId=${one?.requestId}`)).toBe(1);
    expect((await read('chief', `entry=${one?.id}`)).data).toEqual([one]);
    expect(await found('entry=999999999')).toBe(0);
  });

  test.each([
    'entry=first',
    'field=cost',
    'form=claim&field=a%20b',
    'ip=nonsense',
    'channel=telegraph',
    'actor=me',
  ])('that cannot be meant are refused: %s', async (query) => {
    const answer = await engine.refused('GET', `/api/v1/audit?${query}`, { key: keys.get('chief') ?? '' });
    expect([answer.status, answer.body.code]).toEqual([400, 'bad_query']);
  });

  test('pages follow each other without a gap, also where entries have the same instant', async () => {
    const all = (await read('chief', 'limit=200')).data.map(({ id }) => id);
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const page = await read('chief', `limit=2${cursor}`);
      paged.push(...page.data.map(({ id }) => id));
      if (page.nextCursor === undefined) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(paged).toEqual(all);
  });
});

describe('an export', () => {
  async function exported(login: string, format: string): Promise<string> {
    const path = `/api/v1/audit/exports?recordId=${record}&format=${format}`;
    const key = keys.get(login) ?? '';
    const headers = { 'accept-language': 'en' };
    const { body, status } = await engine.request<{ id: string }>('POST', path, { key, headers });
    expect(status).toBe(202);
    await engine.get(JobWorker).runWaiting();
    const url = `/api/v1/jobs/${body.id}/files/result`;
    const file = await engine.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${key}` } });
    expect(file.statusCode).toBe(200);
    return file.payload;
  }

  test('has what was and what is side by side, one row for each change', async () => {
    const [heads, ...rows] = (await exported('chief', 'csv')).split('\r\n').filter((line) => line !== '');
    expect(heads).toContain('Before,After');
    expect(rows).toHaveLength(4);
    expect(rows.find((row) => row.includes(',Cost,'))).toContain('7.50,9.00');
  });

  test('gives as JSON lines the text that was hashed, unless it would show what the reader may not see', async () => {
    const lines = (await exported('chief', 'jsonl')).trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as { proof: { text?: string } });
    expect(entries.every(({ proof }) => proof.text?.startsWith('['))).toBe(true);
    const hidden = await exported('outsider', 'jsonl');
    expect(hidden).not.toContain('9.00');
    expect((await exported('outsider', 'csv')).includes('(hidden from you)')).toBe(true);
  });

  test('is itself told by the audit', async () => {
    const { data } = await read('chief', 'action=audit:export');
    expect(data[0]?.title).toBe('Exported the audit');
  });
});

describe('a large audit', () => {
  beforeAll(async () => {
    await owner.query(`
      INSERT INTO core.audit_entry (at, actor, action, outcome, form, record_id, channel, ip, request_id, changes)
      SELECT now() - n * interval '1 second', md5((n % 50)::text)::uuid, 'act' || n % 20, CASE WHEN n % 100 = 0 THEN 'refused' ELSE 'done' END,
             'form' || n % 30, md5(n::text)::uuid, (ARRAY['ui', 'api', 'import'])[1 + (n % 40 = 0)::int * 2], '10.0.0.1', 'r' || n, '[]'
        FROM generate_series(1, 120000) n`);
    await owner.query('VACUUM ANALYZE core.audit_entry');
  }, 300_000);

  /** One of those who have done a lot: of few entries each plan is good. */
  const busy = createHash('md5').update('7').digest('hex');
  test.each<[string, AuditFilter]>([
    ['everything', {}],
    ['of one user', { actor: busy }],
    ['of one object', { form: 'form7' }],
    ['of one action', { action: 'act3' }],
    ['of an address', { ip: '10.0.0.1' }],
    ['what was refused', { outcome: 'refused' }],
    ['what came by import', { channel: 'import' }],
    ['of a time', { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }],
    ['of one user in a time', { actor: busy, from: '2020-01-01T00:00:00Z' }],
  ])('is read in the order of an index, without sorting: %s', async (_what, filter) => {
    for (const after of [undefined, { moment: '2026-01-01T00:00:00.000000Z', id: '5' }]) {
      const { text: statement, values } = auditStatement(filter, after, 51);
      const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`, values);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).not.toMatch(/Sort|Seq Scan/);
      expect(plan).toMatch(/Index (Only )?Scan/);
    }
  });
});
