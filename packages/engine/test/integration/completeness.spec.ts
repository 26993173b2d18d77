import type { Definition, TemplateManifest } from '@dougong/kernel/metadata';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = <K extends string>(kind: K, key: string) => ({
  kind,
  format: 1 as const,
  key,
  title: title(key),
});

/** A document that posts, and that nothing takes back. */
const DEFINITIONS = [
  {
    ...head('form', 'entry'),
    usage: 'document',
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', 'x-title': title('name') },
        qty: { type: 'string', format: 'decimal', 'x-scale': 0, 'x-title': title('qty') },
      },
      required: ['name', 'qty'],
    },
    ui: { order: ['name', 'qty'] },
    lifecycle: {
      initial: 'draft',
      states: [
        { id: 'draft', title: title('draft'), tone: 'draft', editable: true },
        { id: 'booked', title: title('booked'), tone: 'done' },
      ],
      actions: [{ id: 'book', title: title('book'), from: ['draft'], to: 'booked' }],
    },
  },
  {
    ...head('register', 'kept'),
    type: 'balance',
    dimensions: [{ id: 'name', title: title('name'), type: 'text', required: true }],
    resources: [{ id: 'qty', title: title('qty'), scale: 0, role: 'quantity' }],
    negative: 'refuse',
    valuation: 'none',
  },
  {
    ...head('posting', 'entry'),
    form: 'entry',
    movements: [
      {
        id: 'in',
        register: 'kept',
        direction: 'in',
        dimensions: { name: 'name' },
        resources: { qty: 'qty' },
      },
    ],
  },
  {
    ...head('rule', 'book_entry'),
    form: 'entry',
    enabled: true,
    trigger: { on: ['state'], states: ['booked'] },
    phase: 'afterSave',
    priority: 100,
    condition: true,
    actions: [{ id: 'post', type: 'post', posting: 'entry' }],
  },
  {
    ...head('role', 'designer'),
    forms: [{ form: '*', actions: ['*'], rows: 'all' }],
    registers: ['*'],
    system: ['design', 'administer'],
  },
  { ...head('role', 'clerk'), forms: [{ form: 'entry', actions: ['read', 'create'], rows: 'all' }] },
] as readonly unknown[] as readonly Definition[];

const GAP = 'posting_without_reversal~posting~entry';
const PATH = '/api/v1/design/completeness';

let engine: TestApp;
let designer: string;
let clerk: string;

async function install(completeness?: TemplateManifest['completeness']): Promise<void> {
  const manifest = {
    ...head('template', 'books'),
    version: '1.0.0',
    ...(completeness ? { completeness } : {}),
  };
  await engine
    .get(TemplateInstaller)
    .installPackage({ manifest, definitions: DEFINITIONS, seeds: [], scenarios: [] }, { demo: true });
}

beforeEach(async () => {
  engine = await startTestApp();
  designer = await engine.keyOf(await engine.createUser('dora', { roles: ['designer'] }));
  clerk = await engine.keyOf(await engine.createUser('carl', { roles: ['clerk'] }));
});

afterEach(() => engine.stop());

interface Found {
  readonly id: string;
  readonly severity: string;
  readonly pointer: string;
  readonly sentence: Readonly<Record<string, string>>;
  readonly fix?: { readonly definitions: readonly Readonly<Record<string, unknown>>[] };
}

async function gaps(): Promise<readonly Found[]> {
  const { status, body } = await engine.request<{ findings: readonly Found[] }>('GET', PATH, {
    key: designer,
  });
  expect(status).toBe(200);
  return body.findings;
}

async function checked(): Promise<readonly string[]> {
  const { body } = await engine.request<{ findings: readonly { code: string; severity: string }[] }>(
    'POST',
    '/api/v1/drafts/check',
    { key: designer },
  );
  return body.findings.map(({ code, severity }) => `${code} ${severity}`);
}

test('a designer sees a gap, takes what is offered, publishes, and the document can be taken back', async () => {
  await install({ level: 'suggested' });
  const [gap, ...others] = await gaps();
  expect(others).toEqual([]);
  expect(gap).toMatchObject({ id: GAP, severity: 'warning', pointer: '/movements/0' });
  expect(gap?.sentence['zh-CN']).toMatch(/。$/);
  expect(gap?.fix?.definitions).toMatchObject([
    { kind: 'posting', key: 'entry_reversal', isNew: true, operations: [] },
    { kind: 'form', key: 'entry', isNew: false, operations: [{ op: 'add' }, { op: 'add' }] },
    { kind: 'rule', key: 'reverse_entry', isNew: true },
  ]);

  const stale = await engine.refused('POST', `${PATH}/fixes/${GAP}`, {
    key: designer,
    headers: { 'if-match': '"7"' },
  });
  expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
  const fixed = await engine.request('POST', `${PATH}/fixes/${GAP}`, { key: designer });
  expect(fixed.status).toBe(200);
  expect(await gaps()).toEqual([]);
  const gone = await engine.refused('POST', `${PATH}/fixes/${GAP}`, { key: designer });
  expect([gone.status, gone.body.code]).toEqual([404, 'gap_gone']);
  expect((await engine.request('POST', '/api/v1/publish', { key: designer })).status).toBe(201);

  const made = await engine.request<{ record: { id: string } }>('POST', '/api/v1/forms/entry/records', {
    key: designer,
    body: { name: 'x', qty: '3' },
  });
  const act = (action: string) =>
    engine.request('POST', `/api/v1/forms/entry/records/${made.body.record.id}/actions/${action}`, {
      key: designer,
      body: {},
    });
  expect((await act('book')).status).toBe(200);
  expect((await act('reverse')).body).toMatchObject({ record: { status: 'reversed' } });
  const { body } = await engine.request<{ data: readonly unknown[] }>(
    'GET',
    '/api/v1/registers/kept/balances',
    { key: designer },
  );
  expect(body.data).toEqual([]);
}, 60_000);

test('whoever does not design sees nothing of it', async () => {
  await install();
  for (const [method, path] of [
    ['GET', PATH],
    ['POST', `${PATH}/fixes/${GAP}`],
  ] as const)
    expect((await engine.refused(method, path, { key: clerk })).status).toBe(403);
});

test('gaps are told in the publish check where a template asks for completeness, and block it where it is required', async () => {
  await install();
  expect((await gaps()).map(({ id }) => id)).toEqual([GAP]);
  expect(await checked()).toEqual(['posting_without_reversal warning']);
  const form = DEFINITIONS.find(({ kind }) => kind === 'form') as Extract<Definition, { kind: 'form' }>;
  const parked = { id: 'parked', title: title('parked'), tone: 'waiting' as const };
  const lifecycle = form.lifecycle && { ...form.lifecycle, states: [...form.lifecycle.states, parked] };
  await engine.request('PUT', '/api/v1/drafts/form/entry', {
    key: designer,
    body: { definition: { ...form, lifecycle } },
  });
  expect(await checked()).toEqual(['posting_without_reversal warning']);

  const setting = (level: string) =>
    engine.database.query(
      `UPDATE core.installed_template SET files = jsonb_set(files, '{manifest,completeness}', $1)`,
      [JSON.stringify({ level })],
    );
  await setting('suggested');
  expect(await checked()).toEqual(['posting_without_reversal warning', 'state_without_exit warning']);
  await setting('required');
  expect(await checked()).toEqual(['posting_without_reversal error', 'state_without_exit error']);
  const refused = await engine.refused('POST', '/api/v1/publish', { key: designer });
  expect([refused.status, refused.body.errors.map(({ code, pointer }) => `${code} ${pointer}`)]).toEqual([
    422,
    [
      'posting_without_reversal #/posting/entry/movements/0',
      'state_without_exit #/form/entry/lifecycle/states/2',
    ],
  ]);
}, 60_000);
