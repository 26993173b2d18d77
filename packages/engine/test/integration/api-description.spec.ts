import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { breaking, surfaceOf } from '../support/api-surface.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TRADE } from './trade.fixtures.js';

/** Programs are generated from the descriptions of the API, so these must be right and stay good. */

interface Described {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, object>>;
  readonly components: { readonly schemas: Record<string, { readonly properties: Record<string, object> }> };
}

const SURFACE = join(import.meta.dirname, 'api-surface.txt');

let engine: TestApp;
let adminKey: string;
let keeperKey: string;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(TemplateInstaller).install(TRADE, { demo: true, skipScenarios: true });
  adminKey = await keyOf('admin');
  keeperKey = await keyOf('lijuan');
}, 600_000);

afterAll(() => engine?.stop());

async function keyOf(login: string): Promise<string> {
  const { rows } = await engine.database.query<{ id: string }>(
    'SELECT id FROM core.user_account WHERE login = $1',
    [login],
  );
  return engine.keyOf(rows[0]?.id ?? '');
}

async function faultsOf(text: string): Promise<readonly string[]> {
  const config = await createConfig({
    extends: ['recommended'],
    rules: {
      'no-invalid-schema-examples': 'error',
      'no-invalid-media-type-examples': 'error',
      'no-invalid-parameter-examples': 'error',
    },
  });
  const found = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
  return found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`);
}

const platform = () => engine.request('GET', '/api/openapi.json');
const application = (key: string, query = '') =>
  engine.request<Described>('GET', `/api/apps/trade/openapi.json${query}`, { key });

describe('the description of the platform', () => {
  test('has no fault that a checker of OpenAPI 3.1 finds', async () => {
    const { text } = await platform();
    expect(JSON.parse(text).openapi).toBe('3.1.0');
    expect(await faultsOf(text)).toEqual([]);
  });

  test('would not pass with an example that does not fit', async () => {
    const { text } = await platform();
    const broken = text.replace('"status":422,"detail"', '"status":"four","detail"');
    expect((await faultsOf(broken)).join()).toMatch(/no-invalid-schema-examples/);
  });

  test('takes nothing away from programs that go by it: npm run api-surface writes what is promised', async () => {
    const now = surfaceOf(JSON.parse((await platform()).text));
    if (process.env['DOUGONG_WRITE_API_SURFACE']) writeFileSync(SURFACE, `${now.join('\n')}\n`);
    const promised = readFileSync(SURFACE, 'utf8').trimEnd().split('\n');
    expect(breaking(promised, now)).toEqual([]);
    expect(promised.length).toBeGreaterThan(1000);
  });
});

describe('a breaking change', () => {
  const before = ['GET /a', 'GET /a | query q', 'GET /a | 200', 'GET /a | 200 .id: string', 'POST /a'];

  test.each([
    ['an address that went', before.slice(1), /gone: GET \/a$/],
    ['a part of an answer that went', before.filter((line) => !line.endsWith('string')), /gone: .*\.id/],
    [
      'a part of an answer of another type',
      before.map((l) => l.replace('string', 'integer')),
      /gone: .*\.id/,
    ],
    ['a part of a body that is asked for now', [...before, 'POST /a | body .x: string (required)'], /asked/],
  ])('is %s', (_name, now, told) => {
    expect(breaking(before, now).join()).toMatch(told);
  });

  test('is nothing that is only added', () => {
    expect(
      breaking(before, [...before, 'GET /b', 'GET /b | query z (required)', 'POST /a | body .x: any']),
    ).toEqual([]);
  });
});

describe('the description of the application', () => {
  test('has no fault, and names forms and fields in both languages', async () => {
    const { status, text, body } = await application(adminKey);
    expect(status).toBe(200);
    expect(body.info.version).toMatch(/\+release\.\d+$/);
    expect(await faultsOf(text)).toEqual([]);
    const item = body.components.schemas['item.Record'];
    expect(item?.properties['code']).toMatchObject({
      title: expect.stringMatching(/[\u4e00-\u9fff].* \/ \w/),
    });
  });

  test('holds what the caller may do, and none of what he may not', async () => {
    const all = (await application(adminKey)).body;
    const own = (await application(keeperKey)).body;
    expect(Object.keys(own.paths).length).toBeLessThan(Object.keys(all.paths).length);
    const { body } = await engine.request<{
      forms: { key: string; hidden: string[]; can: { read: boolean } }[];
    }>('GET', '/api/v1/app', { key: keeperKey });
    const known = new Set(body.forms.filter(({ can }) => can.read).map(({ key }) => key));
    const described = Object.keys(own.components.schemas).flatMap((name) =>
      name.endsWith('.Record') ? [name.slice(0, -'.Record'.length)] : [],
    );
    expect(described.filter((form) => !known.has(form))).toEqual([]);
    for (const { key, hidden } of body.forms)
      for (const field of hidden)
        expect(Object.keys(own.components.schemas[`${key}.Record`]?.properties ?? {})).not.toContain(field);
  });

  test('can be had for some forms alone; another application, another form and strangers get none', async () => {
    const { body } = await application(adminKey, '?forms=item');
    expect(Object.keys(body.paths).filter((path) => path.includes('/forms/'))).toEqual(
      expect.arrayContaining(['/api/v1/forms/item/records']),
    );
    expect(Object.keys(body.components.schemas).filter((name) => name.endsWith('.Record'))).toEqual([
      'item.Record',
    ]);
    expect((await application(adminKey, '?forms=nothing')).status).toBe(404);
    expect((await engine.request('GET', '/api/apps/other/openapi.json', { key: adminKey })).status).toBe(404);
    expect((await engine.request('GET', '/api/apps/trade/openapi.json')).status).toBe(401);
  });
});
