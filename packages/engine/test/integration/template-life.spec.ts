import { readPackage, writePackage } from '../../src/templates/package/package-file.js';
import { loadFolder } from '../../src/templates/load-template.js';
import { PACKAGE_MEDIA_TYPE } from '../../src/templates/package/package-limits.js';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { cardForm, deskTemplate, labelTemplate, TemplateShelf } from './template-life.fixtures.js';

interface Conflict {
  readonly id: string;
  readonly detail: string;
  readonly mine: { readonly value: unknown; readonly told: readonly string[] };
  readonly theirs: { readonly value: unknown; readonly told: readonly string[] };
  readonly base: { readonly value: unknown };
}

interface Planned {
  readonly id: string;
  readonly release?: number;
  readonly templates: readonly { key: string; from: string | null; to: string | null }[];
  readonly changes: readonly { kind: string; key: string; change: string }[];
  readonly conflicts: readonly Conflict[];
  readonly findings: readonly { code: string }[];
  readonly tables: readonly string[];
  readonly seeds: unknown;
  readonly records: number;
  readonly dependants: readonly string[];
  readonly forms: readonly object[];
  readonly removed: number;
  readonly kept: readonly { form: string; ref: string; code: string; detail: string }[];
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

const CONFLICT = '/form/card/schema/properties/remark/maxLength';
const V1 = cardForm({ remarkLength: 100 });
const V2 = cardForm({
  remarkLength: 200,
  fields: { due: { type: 'string', format: 'date', 'x-title': { en: 'Due', 'zh-CN': '到期日' } } },
});
const LOCAL = cardForm({
  remarkLength: 300,
  fields: { owner: { type: 'string', 'x-title': { en: 'Owner', 'zh-CN': '负责人' }, maxLength: 40 } },
});

let engine: TestApp;
let shelf: TemplateShelf;
let key: string;

beforeAll(async () => {
  [engine, shelf] = [await startTestApp(), await TemplateShelf.make()];
});

afterAll(async () => {
  await shelf.remove();
  await engine.stop();
});

const post = (path: string, body?: object, language = 'en') =>
  engine.request<Planned>('POST', `/api/v1${path}`, { key, body, headers: { 'accept-language': language } });
const get = (path: string) => engine.request<Planned>('GET', `/api/v1${path}`, { key });
const remove = (path: string) => engine.request<Planned>('DELETE', `/api/v1${path}`, { key });

/** Packs a template and sends it, as an administrator's browser does. */
async function sent(name: string, files: Readonly<Record<string, object>>): Promise<string> {
  const { files: packed } = await loadFolder(await shelf.put(name, files));
  const answer = await engine.app.inject({
    method: 'POST',
    url: '/api/v1/template-packages',
    headers: { authorization: `Bearer ${key}`, 'content-type': PACKAGE_MEDIA_TYPE },
    payload: writePackage(packed),
  });
  expect(answer.statusCode).toBe(201);
  return (JSON.parse(answer.payload) as Planned).id;
}

async function tables(): Promise<unknown> {
  const counts = await engine.database.query(
    `SELECT (SELECT count(*)::integer FROM core.release) AS releases, (SELECT count(*)::integer FROM core.audit_entry) AS audits,
            (SELECT count(*)::integer FROM core.template_change) AS changes`,
  );
  return counts.rows[0];
}

async function cards(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { body } = await get('/forms/card/records?sort=created_at');
  return body.data;
}

async function form(): Promise<typeof V2> {
  return (await get('/definitions/form/card')).body as unknown as typeof V2;
}

describe('the life of a template', () => {
  let mine: string;

  test('it is installed with its sample data and an answer to its question', async () => {
    const folder = await shelf.put('desk', deskTemplate('1.0.0', V1));
    const done = await engine
      .get(TemplateInstaller)
      .install(folder, { demo: true, answers: { first_card: 'Hello' } });
    expect(done).toMatchObject({ key: 'desk', version: '1.0.0', release: 1, records: 2 });
    const { rows } = await engine.database.query<{ id: string }>(
      `SELECT id FROM core.user_account WHERE login = 'ann'`,
    );
    key = await engine.keyOf(rows[0]!.id);
    expect((await cards()).map(({ name }) => name).sort()).toEqual(['Hello', 'Second']);
    const listed = await get('/templates');
    expect(listed.body.data).toMatchObject([
      { key: 'desk', version: '1.0.0', demo: true, answers: { first_card: 'Hello' }, definitions: 2 },
    ]);
  });

  test('taking it back would leave nobody who may administer, which is told beforehand', async () => {
    const dry = await post('/templates/revert?dryRun=true');
    const told = dry.body.findings.filter(({ code }) => code === 'nobody_left');
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      severity: 'warning',
      kind: 'role',
      key: 'administrator',
      detail: expect.stringContaining('"administer"'),
    });
  });

  test('what is changed here is the overlay: no change, no operation', async () => {
    expect((await get('/design/overlay')).body.data).toEqual([]);
    const put = await engine.request('PUT', '/api/v1/drafts/form/card', { key, body: { definition: LOCAL } });
    expect(put.status).toBe(200);
    expect((await post('/publish')).status).toBe(201);
    const { body } = await get('/design/overlay');
    expect(body.data).toMatchObject([
      {
        target: { kind: 'form', key: 'card' },
        operations: [
          { op: 'add', path: '/schema/properties/owner' },
          { op: 'set', path: '/schema/properties/remark/maxLength', value: 300, was: 100 },
          { op: 'add', path: '/ui/order/owner', after: 'remark' },
        ],
      },
    ]);
    const made = await post('/forms/card/records', { name: 'Mine', remark: 'kept', owner: 'Bo' });
    expect(made.status).toBe(201);
    mine = String((made.body as unknown as { record: { id: string } }).record.id);
  });

  test('a dry run of the upgrade shows the conflict in words of both languages, and writes nothing', async () => {
    const id = await sent('desk', deskTemplate('1.1.0', V2));
    const before = await tables();
    const body = { packages: [id], allowUnsigned: true };
    const planned = await post('/templates?dryRun=true', body);
    expect(planned.status).toBe(200);
    expect(planned.body).toMatchObject({
      templates: [{ key: 'desk', from: '1.0.0', to: '1.1.0' }],
      changes: [{ kind: 'form', key: 'card', change: 'changed' }],
    });
    const [conflict] = planned.body.conflicts;
    expect(planned.body.conflicts).toHaveLength(1);
    expect(conflict).toMatchObject({
      id: CONFLICT,
      base: { value: 100 },
      mine: { value: 300 },
      theirs: { value: 200 },
    });
    expect(conflict?.detail).toContain('form "Card"');
    expect(conflict?.mine.told).toEqual([expect.stringMatching(/"Remark".*100.*300/)]);
    expect(conflict?.theirs.told).toEqual([expect.stringMatching(/"Remark".*100.*200/)]);
    const [chinese] = (await post('/templates?dryRun=true', body, 'zh-CN')).body.conflicts;
    expect(chinese?.detail).toContain('表单“卡片”');
    expect(chinese?.theirs.told).toEqual([expect.stringMatching(/“备注”.*100.*200/)]);
    expect(await tables()).toEqual(before);
  });

  test('unsigned packages and open conflicts are refused, and nothing is changed', async () => {
    const id = await sent('desk', deskTemplate('1.1.0', V2));
    const before = await tables();
    expect(await post('/templates', { packages: [id] })).toMatchObject({
      status: 422,
      body: { code: 'package_unsigned' },
    });
    expect(await post('/templates', { packages: [id], allowUnsigned: true })).toMatchObject({
      status: 409,
      body: {
        code: 'template_conflicts',
        errors: [{ code: 'conflict_both_changed', pointer: `#${CONFLICT}` }],
      },
    });
    expect((await form()).schema.properties.remark.maxLength).toBe(300);
    expect(await tables()).toMatchObject({ releases: (before as { releases: number }).releases });
  });

  test('with a choice for the conflict both sides are there, and the data is as it was', async () => {
    const id = await sent('desk', deskTemplate('1.1.0', V2));
    const done = await post('/templates', {
      packages: [id],
      allowUnsigned: true,
      choices: { [CONFLICT]: 'theirs' },
    });
    expect(done).toMatchObject({ status: 200, body: { release: 3, records: 0, tables: ['card.due'] } });
    const { schema, ui } = await form();
    expect(schema.properties.remark.maxLength).toBe(200);
    expect([...ui.order].sort()).toEqual(['due', 'name', 'owner', 'remark']);
    expect((await cards()).find((card) => card['id'] === mine)).toMatchObject({ name: 'Mine', owner: 'Bo' });
    const dated = await engine.request('PATCH', `/api/v1/forms/card/records/${mine}`, {
      key,
      headers: { 'if-match': '"1"' },
      body: { due: '2027-01-31' },
    });
    expect(dated.status).toBe(200);
  });

  test('one step takes the upgrade back; what was entered meanwhile is not lost', async () => {
    const dry = await post('/templates/revert?dryRun=true');
    expect(dry.body).toMatchObject({
      templates: [{ key: 'desk', from: '1.1.0', to: '1.0.0' }],
      conflicts: [],
    });
    const done = await post('/templates/revert');
    expect(done).toMatchObject({ status: 200, body: { release: 4 } });
    const { schema } = await form();
    expect(Object.keys(schema.properties).sort()).toEqual(['name', 'owner', 'remark']);
    expect(schema.properties.remark.maxLength).toBe(300);
    expect((await get('/templates')).body.data).toMatchObject([{ version: '1.0.0' }]);
    expect((await cards()).find((card) => card['id'] === mine)).toMatchObject({
      owner: 'Bo',
      remark: 'kept',
    });
    const again = await post('/templates', {
      packages: [await sent('desk', deskTemplate('1.1.0', V2))],
      allowUnsigned: true,
      prefer: 'mine',
    });
    expect(again).toMatchObject({ status: 200, body: { release: 5 } });
    expect((await form()).schema.properties.remark.maxLength).toBe(300);
    expect((await cards()).find((card) => card['id'] === mine)).toMatchObject({ due: '2027-01-31' });
  });

  test('an extension needs its base in a version that fits, then changes its form by an overlay', async () => {
    const unfit = await post('/templates', {
      packages: [await sent('labels', labelTemplate('1.0.0', '^2.0.0'))],
      allowUnsigned: true,
    });
    expect(unfit).toMatchObject({
      status: 422,
      body: {
        code: 'templates_unfit',
        errors: [{ code: 'dependency_version', pointer: '#/labels/template.json/dependencies/0/version' }],
      },
    });
    const done = await post('/templates', {
      packages: [await sent('labels', labelTemplate('1.0.0'))],
      allowUnsigned: true,
    });
    expect(done).toMatchObject({ status: 200, body: { tables: ['card.colour', 'label'] } });
    const { ui } = await form();
    expect(ui.order).toEqual(['name', 'colour', 'remark', 'owner', 'due']);
  });

  test('an installed template comes back as the package that it was, byte for byte', async () => {
    const { files } = await loadFolder(await shelf.put('labels', labelTemplate('1.0.0')));
    const answer = await engine.app.inject({
      method: 'GET',
      url: '/api/v1/templates/labels/package',
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.headers['content-disposition']).toContain('labels.dougong');
    expect(answer.rawPayload.equals(writePackage(files))).toBe(true);
    expect([...readPackage(answer.rawPayload).files.keys()]).toContain('overlays/form.card.overlay.json');
  });

  test('what others stand on cannot be removed; the list says what would go', async () => {
    await post('/forms/label/records', { code: 'L1', card: mine });
    expect(await remove('/templates/desk?dryRun=true')).toMatchObject({
      status: 200,
      body: { dependants: ['labels'] },
    });
    expect(await remove('/templates/desk')).toMatchObject({
      status: 409,
      body: { code: 'template_needed', detail: expect.stringContaining('labels') as string },
    });
    expect(await remove('/templates/labels?dryRun=true')).toMatchObject({
      body: { forms: [{ key: 'label', records: 1, posted: false }], dependants: [] },
    });
    const { rows } = await engine.database.query('SELECT count(*)::integer AS n FROM data.label');
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('removed with its data, the form is gone, its tables are empty and local changes stay', async () => {
    expect(await remove('/templates/labels?data=purge')).toMatchObject({
      status: 200,
      body: { templates: [{ key: 'labels', from: '1.0.0', to: null }] },
    });
    expect((await get('/forms/label/records')).status).toBe(404);
    const { rows } = await engine.database.query('SELECT count(*)::integer AS n FROM data.label');
    expect(rows).toEqual([{ n: 0 }]);
    const { ui } = await form();
    expect(ui.order).toEqual(['name', 'remark', 'owner', 'due']);
    expect((await cards()).find((card) => card['id'] === mine)).toMatchObject({ name: 'Mine' });
  });

  test('clearing sample data takes exactly it away and names what must stay', async () => {
    expect((await get('/templates/samples')).body.data).toEqual([{ form: 'card', records: 2, posted: 0 }]);
    const cleared = await post('/templates/samples/clear');
    expect(cleared).toMatchObject({ status: 200, body: { found: 2, removed: 2, kept: [] } });
    expect((await cards()).map(({ name }) => name)).toEqual(['Mine']);
    expect((await get('/templates')).body.data).toMatchObject([{ key: 'desk', demo: false }]);
  });

  test('every step stands in the audit and in the history', async () => {
    const { rows } = await engine.database.query<{ action: string }>(
      `SELECT action FROM core.audit_entry WHERE action LIKE 'template:%' AND outcome = 'done'
        AND action <> 'template:send' ORDER BY id`,
    );
    expect(rows.map(({ action }) => action)).toEqual(
      ['install', 'upgrade', 'revert', 'upgrade', 'install', 'uninstall', 'purge', 'clear_samples'].map(
        (each) => `template:${each}`,
      ),
    );
    const { body } = await get('/templates/changes?limit=3');
    expect(body.data.map(({ action }) => action)).toEqual(['uninstall', 'install', 'upgrade']);
  });

  test('only administrators change templates, only designers see the overlay, packages are taken in one place', async () => {
    const nobody = await engine.keyOf(await engine.createUser('nobody'));
    for (const path of ['/templates', '/design/overlay', '/templates/desk/package'])
      expect((await engine.request('GET', `/api/v1${path}`, { key: nobody })).status).toBe(403);
    expect((await engine.request('POST', '/api/v1/templates/revert', { key: nobody, body: {} })).status).toBe(
      403,
    );
    const elsewhere = await engine.app.inject({
      method: 'POST',
      url: '/api/v1/templates/revert',
      headers: { authorization: `Bearer ${key}`, 'content-type': PACKAGE_MEDIA_TYPE },
      payload: Buffer.from('{}'),
    });
    expect(elsewhere.statusCode).toBe(415);
  });
});
