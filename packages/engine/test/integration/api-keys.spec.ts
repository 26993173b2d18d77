import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestAnswer } from '../support/test-app.js';
import { Company } from './organisation.fixtures.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

const form = (key: string) => ({
  ...head('form', key),
  usage: 'master',
  schema: {
    type: 'object',
    properties: { name: { type: 'string', 'x-title': title('Name'), 'x-index': true } },
    additionalProperties: false,
  },
  ui: { order: ['name'], titleField: 'name' },
  lists: [{ id: 'all', title: title('All'), columns: ['name'], sort: ['name'] }],
});

const PROGRAM = {
  ...head('role', 'program'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  system: ['audit'],
};

interface Fresh {
  readonly key: string;
  readonly view: { readonly id: string; readonly prefix: string };
}

let company: Company;
let account: string;

beforeAll(async () => {
  company = await Company.open();
  const { definitions } = await company.release();
  await company.engine.get(Publisher).publish({
    definitions: [...definitions, form('item'), form('place'), PROGRAM] as Definition[],
    base: 1,
    actor: null,
    comment: 'forms',
    templates: [],
  });
  const made = await company.as<{ id: string }>('boss', 'POST', 'service-accounts', {
    login: 'shop-sync',
    name: '网店同步',
    roles: ['program'],
  });
  expect(made.status).toBe(201);
  account = made.body.id;
});

afterAll(() => company.engine.stop());

async function makeKey(wanted: object = {}): Promise<Fresh> {
  const made = await company.as<Fresh>('boss', 'POST', `service-accounts/${account}/keys`, {
    name: 'shop',
    ...wanted,
  });
  expect(made.status).toBe(201);
  return made.body;
}

function ask(key: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<TestAnswer> {
  return company.engine.request(method, `/api/v1/${path}`, { key, body });
}

function codeOf({ status, body }: TestAnswer): string {
  return `${status} ${String(body['code'])}`;
}

describe('the account of a program', () => {
  test('works with its key, and the audit names it', async () => {
    const { key } = await makeKey();
    const made = await ask(key, 'POST', 'forms/item/records', { name: 'bolt' });
    expect(made.status).toBe(201);
    const audit = await ask(key, 'GET', 'audit?action=create');
    const { data, users } = audit.body as { data: { actor: string }[]; users: Record<string, string> };
    expect(data[0]?.actor).toBe(account);
    expect(users[account]).toBe('网店同步');
  });

  test('is nobody to sign in as, to choose or to give a task to', async () => {
    const people = await company.as<{ data: { login: string }[] }>('boss', 'GET', 'users');
    expect(people.body.data.map(({ login }) => login)).not.toContain('shop-sync');
    expect((await company.people()).usersOfRole('program')).toEqual([]);
    const entered = await company.engine.request('POST', '/api/v1/session', {
      body: { login: 'shop-sync', password: 'anything at all' },
    });
    expect(entered.status).toBe(401);
  });

  test('that is switched off has keys that open nothing', async () => {
    const { key } = await makeKey();
    await company.as('boss', 'PATCH', `service-accounts/${account}`, { active: false });
    expect((await ask(key, 'GET', 'session')).status).toBe(401);
    await company.as('boss', 'PATCH', `service-accounts/${account}`, { active: true });
    expect((await ask(key, 'GET', 'session')).status).toBe(200);
  });

  test('has roles that exist and a login that nobody else has', async () => {
    const wrong = { login: 'other', name: 'other', roles: ['nobody_has_it'] };
    expect(await company.refused('boss', 'POST', 'service-accounts', wrong)).toBe(
      '422 unknown_role #/roles/0',
    );
    const taken = { login: 'boss', name: 'other', roles: [] };
    expect(await company.refused('boss', 'POST', 'service-accounts', taken)).toBe('422 not_unique #/login');
  });
});

describe('a key', () => {
  test('is shown once; afterwards there is its beginning, and a hash', async () => {
    const { key, view } = await makeKey();
    expect(key.startsWith(view.prefix)).toBe(true);
    const listed = await company.as('boss', 'GET', 'api-keys');
    expect(listed.text).toContain(view.prefix);
    expect(listed.text).not.toContain(key);
    const { rows } = await company.engine.database.query<{ all: string }>(
      `SELECT string_agg(k::text, '') AS all FROM core.api_key k`,
    );
    expect(rows[0]?.all).not.toContain(key);
  });

  test('with a scope does what the scope names, and every other try is refused and audited', async () => {
    const { key } = await makeKey({ scope: { forms: [{ form: 'item', actions: ['read', 'create'] }] } });
    expect((await ask(key, 'POST', 'forms/item/records', { name: 'nut' })).status).toBe(201);
    expect(codeOf(await ask(key, 'POST', 'forms/place/records', { name: 'yard' }))).toMatch(/^403/);
    expect(codeOf(await ask(key, 'GET', 'audit'))).toBe('403 beyond_key_scope');
    expect(codeOf(await ask(key, 'GET', 'users'))).toBe('403 beyond_key_scope');
    const { rows } = await company.engine.database.query(
      `SELECT 1 FROM core.audit_entry WHERE code = 'beyond_key_scope' AND actor = $1`,
      [account],
    );
    expect(rows).toHaveLength(2);
  });

  test('with a scope moves no flow, whatever way the address is written', async () => {
    const { key } = await makeKey({ scope: { forms: [{ form: '*', actions: ['*'] }] } });
    const record = 'forms/item/records/00000000-0000-7000-8000-000000000001';
    for (const actions of ['flow/actions/revoke', 'fl%6fw/actions/revoke', '%66low/%61ctions/revoke'])
      expect(codeOf(await ask(key, 'POST', `${record}/${actions}`, {}))).toBe('403 beyond_key_scope');
  });

  test('that only reads reads', async () => {
    const scope = { readOnly: true, forms: [{ form: '*', actions: ['*'] }] };
    const { key } = await makeKey({ scope });
    expect((await ask(key, 'GET', 'forms/place/records')).status).toBe(200);
    expect(codeOf(await ask(key, 'POST', 'forms/place/records', { name: 'yard' }))).toBe(
      '403 beyond_key_scope',
    );
  });

  test('may be used from its addresses alone', async () => {
    const { key } = await makeKey({ addresses: ['10.0.0.0/8'] });
    expect(codeOf(await ask(key, 'GET', 'session'))).toBe('403 key_from_elsewhere');
    const near = await makeKey({ addresses: ['127.0.0.0/8'] });
    expect((await ask(near.key, 'GET', 'session')).status).toBe(200);
    const wrong = { name: 'x', addresses: ['10.0.0.0/8', 'everywhere'] };
    expect(await company.refused('boss', 'POST', `service-accounts/${account}/keys`, wrong)).toBe(
      '422 not_an_address #/addresses/1',
    );
  });

  test('ends with its day, and tells when it was used last', async () => {
    const { clock } = company.engine;
    const expiresAt = new Date(Date.parse(clock.read()) + 3_600_000).toISOString();
    const { key, view } = await makeKey({ expiresAt });
    expect((await ask(key, 'GET', 'session')).status).toBe(200);
    const { data } = (await company.as('boss', 'GET', 'api-keys')).body as {
      data: { id: string; lastUsedAt: string | null }[];
    };
    expect(data.find(({ id }) => id === view.id)?.lastUsedAt).toBe(clock.read());
    clock.advance({ hours: 1 });
    expect((await ask(key, 'GET', 'session')).status).toBe(401);
  });

  test('is replaced by another one, and both are good for the time of overlap', async () => {
    const old = await makeKey({ scope: { readOnly: true, forms: [{ form: 'item', actions: ['read'] }] } });
    const { body: fresh } = await company.as<Fresh>(
      'boss',
      'POST',
      `api-keys/${old.view.id}/actions/rotate`,
      {
        overlapHours: 2,
      },
    );
    expect(fresh.key).not.toBe(old.key);
    expect((await ask(old.key, 'GET', 'forms/item/records')).status).toBe(200);
    expect((await ask(fresh.key, 'GET', 'forms/item/records')).status).toBe(200);
    expect(codeOf(await ask(fresh.key, 'GET', 'users'))).toBe('403 beyond_key_scope');
    expect(await company.refused('boss', 'POST', `api-keys/${old.view.id}/actions/rotate`)).toBe(
      '409 key_not_in_use',
    );
    company.engine.clock.advance({ hours: 2, minutes: 1 });
    expect((await ask(old.key, 'GET', 'session')).status).toBe(401);
    expect((await ask(fresh.key, 'GET', 'session')).status).toBe(200);
  });

  test('that is revoked is good for nothing at once', async () => {
    const { key, view } = await makeKey();
    expect((await ask(key, 'GET', 'session')).status).toBe(200);
    expect((await company.as('boss', 'DELETE', `api-keys/${view.id}`)).status).toBe(204);
    expect((await ask(key, 'GET', 'session')).status).toBe(401);
  });

  test('is made by administrators alone', async () => {
    await company.hire('clerk');
    expect((await company.as('clerk', 'GET', 'api-keys')).status).toBe(403);
    expect(
      (await company.as('clerk', 'POST', `service-accounts/${account}/keys`, { name: 'x' })).status,
    ).toBe(403);
  });
});
