import type { TestAnswer } from '../support/test-app.js';
import { Company } from './organisation.fixtures.js';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let company: Company;
let key: string;

beforeAll(async () => {
  company = await Company.open();
  key = await keyWith({ scim: true });
});

afterAll(() => company.engine.stop());

async function keyWith(scope: object | null): Promise<string> {
  const login = `directory-${Math.random().toString(36).slice(2)}`;
  const account = await company.as<{ id: string }>('boss', 'POST', 'service-accounts', {
    login,
    name: 'Directory',
    roles: [],
  });
  const made = await company.as<{ key: string }>('boss', 'POST', `service-accounts/${account.body.id}/keys`, {
    name: 'scim',
    scope,
  });
  return made.body.key;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

function scim(method: Method, path: string, body?: object, by = key): Promise<TestAnswer> {
  return company.engine.request(method, `/scim/v2/${path}`, {
    key: by,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/scim+json' } } : {}),
  });
}

async function makeUser(userName: string, more: object = {}): Promise<string> {
  const made = await scim('POST', 'Users', { schemas: [USER], userName, ...more });
  expect(made.status).toBe(201);
  return String(made.body['id']);
}

const patch = (...Operations: object[]) => ({ schemas: [PATCH_OP], Operations });

async function rolesOf(id: string): Promise<readonly string[]> {
  const { rows } = await company.engine.database.query<{ role_key: string }>(
    'SELECT role_key FROM core.user_role WHERE user_id = $1 ORDER BY role_key',
    [id],
  );
  return rows.map(({ role_key }) => role_key);
}

describe('the directory', () => {
  test('is open to a key with that scope and to nobody else, and errors are in the form of SCIM', async () => {
    const other = await keyWith(null);
    const refused = await scim('GET', 'Users', undefined, other);
    expect(refused.status).toBe(403);
    expect(refused.headers['content-type']).toBe('application/scim+json; charset=utf-8');
    expect(refused.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '403',
    });
    const unknown = await company.engine.request('GET', '/scim/v2/Users');
    expect([unknown.status, unknown.body['status']]).toEqual([401, '401']);
    expect((await company.engine.request('GET', '/api/v1/users', { key })).status).toBe(403);
  });

  test('tells what it supports', async () => {
    expect((await scim('GET', 'ServiceProviderConfig')).body).toMatchObject({ patch: { supported: true } });
    expect((await scim('GET', 'ResourceTypes')).body['totalResults']).toBe(2);
    expect((await scim('GET', 'Schemas')).body['totalResults']).toBe(2);
    expect((await scim('GET', `Schemas/${USER}`)).body).toMatchObject({ name: 'User' });
    expect((await scim('GET', 'Schemas/none')).status).toBe(404);
  });
});

describe('people', () => {
  test('are made, found by name and by the id of the directory, and put anew', async () => {
    const id = await makeUser('hua@example.com', {
      externalId: 'ext-1',
      name: { givenName: 'Hua', familyName: 'Li' },
      emails: [{ value: 'hua@example.com', primary: true }],
    });
    const byName = await scim('GET', `Users?filter=${encodeURIComponent('userName eq "HUA@example.com"')}`);
    expect(byName.body).toMatchObject({ totalResults: 1, Resources: [{ id, displayName: 'Li Hua' }] });
    const byExternal = await scim('GET', `Users?filter=${encodeURIComponent('externalId eq "ext-1"')}`);
    expect(byExternal.body).toMatchObject({ totalResults: 1, Resources: [{ id, externalId: 'ext-1' }] });
    const put = await scim('PUT', `Users/${id}`, {
      schemas: [USER],
      userName: 'hua@example.com',
      displayName: 'Hua',
    });
    expect(put.body).toMatchObject({ displayName: 'Hua', emails: [] });
  });

  test('with a name that is taken are refused with 409', async () => {
    await makeUser('twin');
    const again = await scim('POST', 'Users', { schemas: [USER], userName: 'twin' });
    expect([again.status, again.body['scimType']]).toEqual([409, 'uniqueness']);
    const wrong = await scim('POST', 'Users', { schemas: [USER], userName: 'no spaces please' });
    expect([wrong.status, wrong.body['scimType']]).toEqual([400, 'invalidValue']);
  });

  test('come in pages that count from one', async () => {
    for (const name of ['page-a', 'page-b', 'page-c']) await makeUser(name);
    const first = (await scim('GET', 'Users?startIndex=1&count=2')).body as {
      totalResults: number;
      Resources: { id: string }[];
    };
    const second = (await scim('GET', 'Users?startIndex=3&count=2')).body as {
      startIndex: number;
      Resources: { id: string }[];
    };
    expect(first.Resources).toHaveLength(2);
    expect(second.startIndex).toBe(3);
    expect(first.Resources.map(({ id }) => id)).not.toContain(second.Resources[0]?.id);
    expect((await scim('GET', 'Users?count=0')).body).toMatchObject({
      itemsPerPage: 0,
      totalResults: first.totalResults,
    });
    expect((await scim('GET', 'Users?filter=password%20eq%20%22x%22')).body['scimType']).toBe(
      'invalidFilter',
    );
  });

  test('that are switched off are out at once, and administrators are told to hand over', async () => {
    const id = await makeUser('leaver');
    const own = await company.engine.keyOf(id);
    expect((await company.engine.request('GET', '/api/v1/session', { key: own })).status).toBe(200);
    const off = await scim('PATCH', `Users/${id}`, patch({ op: 'Replace', value: { active: 'False' } }));
    expect(off.body['active']).toBe(false);
    expect((await company.engine.request('GET', '/api/v1/session', { key: own })).status).toBe(401);
    await company.engine.runWorkers();
    const told = await company.as<{ data: { title: string }[] }>('boss', 'GET', 'notifications');
    expect(told.text).toContain('leaver');
    const on = await scim('PATCH', `Users/${id}`, patch({ op: 'replace', path: 'active', value: true }));
    expect(on.body['active']).toBe(true);
    expect((await company.engine.request('GET', '/api/v1/session', { key: own })).status).toBe(401);
  });

  test('are changed by several requests at once, and none undoes another', async () => {
    for (const name of ['torn-a', 'torn-b', 'torn-c', 'torn-d']) {
      const id = await makeUser(name);
      await Promise.all([
        scim('PATCH', `Users/${id}`, patch({ op: 'replace', value: { active: false } })),
        scim('PATCH', `Users/${id}`, patch({ op: 'replace', path: 'displayName', value: 'New' })),
        scim('PATCH', `Users/${id}`, patch({ op: 'replace', path: 'externalId', value: `id of ${name}` })),
      ]);
      const { body } = await scim('GET', `Users/${id}`);
      expect(body).toMatchObject({ active: false, displayName: 'New', externalId: `id of ${name}` });
    }
  });

  test('are changed by providers that send more than is kept here', async () => {
    const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const id = await makeUser('more', { [enterprise]: { department: 'x' }, title: 'y' });
    const after = await scim(
      'PATCH',
      `Users/${id}`,
      patch(
        { op: 'Add', path: `${enterprise}:department`, value: 'Sales' },
        { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '1' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'more@example.com' },
      ),
    );
    expect(after.body).toMatchObject({ emails: [{ value: 'more@example.com' }] });
    const filter = encodeURIComponent(
      'emails[type eq "work"].value eq "more@example.com" and active eq true',
    );
    const found = await scim('GET', `Users?filter=${filter}&attributes=userName`);
    expect(found.body['Resources']).toEqual([{ schemas: [USER], id, userName: 'more' }]);
  });

  test('are never deleted, but switched off, and the last administrator is not', async () => {
    const id = await makeUser('former');
    expect((await scim('DELETE', `Users/${id}`)).status).toBe(204);
    expect((await scim('GET', `Users/${id}`)).body['active']).toBe(false);
    const last = await scim('DELETE', `Users/${company.id('boss')}`);
    expect(last.status).toBe(409);
  });
});

describe('groups', () => {
  test('give their members the role of that name, and take it with the membership', async () => {
    const id = await makeUser('member');
    const made = await scim('POST', 'Groups', { displayName: 'Administrator', members: [{ value: id }] });
    expect(made.status).toBe(201);
    const group = String(made.body['id']);
    expect(await rolesOf(id)).toEqual(['administrator']);
    expect((await scim('GET', `Users/${id}`)).body).toMatchObject({ groups: [{ value: group }] });
    const other = await makeUser('second');
    await scim('PATCH', `Groups/${group}`, patch({ op: 'add', path: 'members', value: [{ value: other }] }));
    await scim('PATCH', `Groups/${group}`, patch({ op: 'remove', path: `members[value eq "${id}"]` }));
    expect([await rolesOf(id), await rolesOf(other)]).toEqual([[], ['administrator']]);
    const found = await scim('GET', `Groups?filter=${encodeURIComponent('displayName eq "Administrator"')}`);
    expect(found.body).toMatchObject({ totalResults: 1 });
    expect((await scim('DELETE', `Groups/${group}`)).status).toBe(204);
    expect(await rolesOf(other)).toEqual([]);
  });

  test('take members side by side, and let go of them so', async () => {
    const members = await Promise.all(['side-a', 'side-b', 'side-c', 'side-d'].map((name) => makeUser(name)));
    const { body } = await scim('POST', 'Groups', { displayName: 'side by side' });
    const group = `Groups/${String(body['id'])}`;
    const one = (value: string) => [{ value }];
    const added = await Promise.all(
      members.map((id) => scim('PATCH', group, patch({ op: 'Add', path: 'members', value: one(id) }))),
    );
    expect(added.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const idsIn = async () =>
      ((await scim('GET', group)).body['members'] as { value: string }[]).map(({ value }) => value);
    expect((await idsIn()).toSorted()).toEqual(members.toSorted());
    await Promise.all(
      members
        .slice(1)
        .map((id) => scim('PATCH', group, patch({ op: 'Remove', path: 'members', value: one(id) }))),
    );
    expect(await idsIn()).toEqual(members.slice(0, 1));
    const without = (await scim('GET', `${group}?excludedAttributes=members`)).body;
    expect([without['displayName'], without['members']]).toEqual(['side by side', undefined]);
    const filter = encodeURIComponent(`id eq "${String(body['id'])}" and members eq "${members[0] ?? ''}"`);
    expect((await scim('GET', `Groups?filter=${filter}`)).body).toMatchObject({ totalResults: 1 });
  });

  test('that give one role and let go at the same time leave it to nobody', async () => {
    const policy = await company.as('boss', 'PATCH', 'security-policy', {
      groupRoles: { 'Works A': ['administrator'], 'Works B': ['administrator'] },
    });
    expect(policy.status).toBe(200);
    for (const name of ['double-a', 'double-b', 'double-c']) {
      const id = await makeUser(name);
      const groups: string[] = [];
      for (const displayName of ['Works A', 'Works B']) {
        const made = await scim('POST', 'Groups', { displayName, members: [{ value: id }] });
        groups.push(`Groups/${String(made.body['id'])}`);
      }
      expect(await rolesOf(id)).toEqual(['administrator']);
      const away = patch({ op: 'remove', path: `members[value eq "${id}"]` });
      await Promise.all(groups.map((group) => scim('PATCH', group, away)));
      expect(await rolesOf(id)).toEqual([]);
      for (const group of groups) await scim('DELETE', group);
    }
  });

  test('stand for the roles that the policy names, and leave roles given by hand alone', async () => {
    const policy = await company.as('boss', 'PATCH', 'security-policy', {
      groupRoles: { 'IT Department': ['administrator'] },
    });
    expect(policy.status).toBe(200);
    const id = await makeUser('technician');
    await company.as('boss', 'PATCH', `users/${id}`, { roles: [] });
    const { body } = await scim('POST', 'Groups', { displayName: 'IT Department', members: [{ value: id }] });
    expect(await rolesOf(id)).toEqual(['administrator']);
    await company.as('boss', 'PATCH', `users/${id}`, { roles: ['administrator'] });
    await scim('DELETE', `Groups/${String(body['id'])}`);
    expect(await rolesOf(id)).toEqual(['administrator']);
  });

  test('with a member that nobody knows are refused', async () => {
    const wrong = await scim('POST', 'Groups', { displayName: 'x', members: [{ value: 'nobody' }] });
    expect([wrong.status, wrong.body['scimType']]).toEqual([400, 'invalidValue']);
  });
});
