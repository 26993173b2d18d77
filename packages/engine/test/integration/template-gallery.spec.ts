import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFolder } from '../../src/templates/load-template.js';
import { writePackage } from '../../src/templates/package/package-file.js';
import { PACKAGE_MEDIA_TYPE } from '../../src/templates/package/package-limits.js';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { cardForm, deskTemplate, labelTemplate, TemplateShelf } from './template-life.fixtures.js';

interface Offer {
  readonly id: string;
  readonly source: string;
  readonly version: string;
  readonly relation: string;
  readonly trust: string;
}

interface Entry {
  readonly key: string;
  readonly industry?: { readonly en: string };
  readonly installed: { readonly version: string; readonly changed: readonly { key: string }[] } | null;
  readonly offers: readonly Offer[];
}

interface GalleryAnswer {
  readonly data: readonly Entry[];
  readonly unreadable: readonly { folder: string; detail: string; errors: readonly { detail: string }[] }[];
}

interface Planned {
  readonly diff?: readonly {
    readonly kind: string;
    readonly key: string;
    readonly change: string;
    readonly changes: readonly { readonly sentence: string }[];
  }[];
}

interface Form {
  readonly schema: { readonly properties: Record<string, { maxLength?: number }> };
}

const V1 = cardForm({ remarkLength: 100 });

let engine: TestApp;
let shelf: TemplateShelf;
let sending: TemplateShelf;
let key: string;

beforeAll(async () => {
  [shelf, sending] = [await TemplateShelf.make(), await TemplateShelf.make()];
  await shelf.put('desk', shippedDesk('1.0.0'));
  await shelf.put('labels', labelTemplate('1.0.0'));
  await mkdir(join(shelf.folder, 'broken'));
  await writeFile(join(shelf.folder, 'broken', 'template.json'), '{"kind":"template","format":1}');
  engine = await startTestApp({ settings: { templatesDir: shelf.folder } });
  await engine.get(TemplateInstaller).install(join(shelf.folder, 'desk'), { demo: true });
  const { rows } = await engine.database.query<{ id: string }>(
    `SELECT id FROM core.user_account WHERE login = 'ann'`,
  );
  key = await engine.keyOf(rows[0]!.id);
});

afterAll(async () => {
  await shelf.remove();
  await sending.remove();
  await engine.stop();
});

/** The desk with a trade, and a way back that it has not. */
function shippedDesk(version: string) {
  const files = deskTemplate(version, V1);
  const manifest = files['template.json'] as Record<string, unknown>;
  const flow = { kind: 'withdrawal', title: { 'zh-CN': '撤回卡片', en: 'Card withdrawn' } };
  return {
    ...files,
    'template.json': {
      ...manifest,
      industry: { 'zh-CN': '办公', en: 'Office' },
      completeness: { level: 'suggested', reverseFlows: [flow] },
    },
  };
}

async function gallery(): Promise<GalleryAnswer> {
  const answer = await engine.request<GalleryAnswer>('GET', '/api/v1/template-gallery', {
    key,
    headers: { 'accept-language': 'en' },
  });
  expect(answer.status).toBe(200);
  return answer.body;
}

const entry = (found: GalleryAnswer, name: string) => found.data.find((each) => each.key === name);

async function send(version: string, form = V1): Promise<string> {
  const { files } = await loadFolder(await sending.put('desk', deskTemplate(version, form)));
  const answer = await engine.app.inject({
    method: 'POST',
    url: '/api/v1/template-packages',
    headers: { authorization: `Bearer ${key}`, 'content-type': PACKAGE_MEDIA_TYPE },
    payload: writePackage(files),
  });
  expect(answer.statusCode).toBe(201);
  return (JSON.parse(answer.payload) as { id: string }).id;
}

const install = (packages: readonly string[], query = '') =>
  engine.request<Planned>('POST', `/api/v1/templates${query}`, {
    key,
    body: { packages },
    headers: { 'accept-language': 'en' },
  });

describe('the gallery of templates', () => {
  test('offers the packages beside the engine, with what they are made for and what their processes lack', async () => {
    const found = await gallery();
    expect(found.data.map((each) => each.key).sort()).toEqual(['desk', 'labels']);
    expect(entry(found, 'desk')).toMatchObject({
      industry: { en: 'Office' },
      installed: { version: '1.0.0', demo: true, changed: [], dependants: [] },
      offers: [{ id: 'shipped:desk', version: '1.0.0', relation: 'same', trust: 'trusted' }],
    });
    expect(entry(found, 'desk')?.offers[0]).toMatchObject({
      parameters: [{ id: 'first_card' }],
      about: {
        contents: [
          { kind: 'form', count: 1 },
          { kind: 'role', count: 1 },
        ],
        hasSamples: true,
        ways: [{ kind: 'withdrawal', title: { en: 'Card withdrawn' }, present: false }],
        gaps: { warnings: 1 },
      },
    });
    expect(entry(found, 'labels')).toMatchObject({ installed: null, offers: [{ relation: 'new' }] });
  });

  test('tells which folder holds no sound template, instead of leaving it out', async () => {
    const { unreadable } = await gallery();
    expect(unreadable).toMatchObject([{ folder: 'broken' }]);
    expect(unreadable[0]?.errors.length).toBeGreaterThan(0);
  });

  test('nobody without the right to administer sees it', async () => {
    const other = await engine.keyOf(await engine.createUser('visitor'));
    expect((await engine.request('GET', '/api/v1/template-gallery')).status).toBe(401);
    expect((await engine.request('GET', '/api/v1/template-gallery', { key: other })).status).toBe(403);
  });

  test('a package that was sent stands beside those, as the newer one', async () => {
    const id = await send('1.1.0');
    expect(entry(await gallery(), 'desk')?.offers).toMatchObject([
      { id: 'shipped:desk', relation: 'same' },
      { id, source: 'sent', version: '1.1.0', relation: 'newer', trust: 'unsigned' },
    ]);
  });

  test('a shipped template is trusted and installed by its name; a dry run tells each change as a sentence', async () => {
    const dry = await install(['shipped:labels'], '?dryRun=true');
    expect(dry.status).toBe(200);
    expect(dry.body.diff?.map((each) => `${each.kind}/${each.key} ${each.change}`)).toEqual(
      expect.arrayContaining(['form/card changed', 'form/label added']),
    );
    expect(dry.body.diff?.find((each) => each.key === 'card')?.changes[0]?.sentence).toContain('Colour');
    expect((await install(['shipped:labels'])).status).toBe(200);
    const found = await gallery();
    expect(entry(found, 'labels')?.installed).toMatchObject({ version: '1.0.0' });
    expect(entry(found, 'desk')?.installed).toMatchObject({ dependants: ['labels'] });
  });

  test('what was changed here is named at the template that brought it', async () => {
    const answer = await engine.request<Form>('GET', '/api/v1/definitions/form/card', { key });
    const definition = structuredClone(answer.body);
    definition.schema.properties['remark']!.maxLength = 300;
    const path = '/api/v1/drafts/form/card';
    expect((await engine.request('PUT', path, { key, body: { definition } })).status).toBe(200);
    expect((await engine.request('POST', '/api/v1/publish', { key })).status).toBe(201);
    const found = await gallery();
    expect(entry(found, 'desk')?.installed?.changed).toMatchObject([{ kind: 'form', key: 'card' }]);
    expect(entry(found, 'labels')?.installed?.changed).toEqual([]);
  });

  test('a name that is on no shelf is refused', async () => {
    expect((await install(['shipped:nothing'])).status).toBe(404);
    expect((await install(['shipped:../desk'])).status).toBe(422);
  });
});
