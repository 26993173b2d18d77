import { Company } from './organisation.fixtures.js';

const PASSWORD = 'rain on tin roofs';

interface Listed {
  readonly data: readonly {
    readonly id: string;
    readonly login: string;
    readonly sessions: number;
    readonly lastSignInAt: string | null;
    readonly factorDue: boolean;
  }[];
  readonly count: number;
  readonly nextCursor?: string;
}

let company: Company;

beforeAll(async () => {
  company = await Company.open();
});

afterAll(() => company.engine.stop());

function make(login: string, ...roles: readonly string[]): Promise<string> {
  return company.engine.createUser(login, { password: PASSWORD, roles });
}

function signIn(login: string, password = PASSWORD) {
  return company.engine.request('POST', '/api/v1/session', { body: { login, password } });
}

async function logins(query: string): Promise<readonly string[]> {
  const { body } = await company.as<Listed>('boss', 'GET', `accounts?${query}`);
  return body.data.map(({ login }) => login).toSorted();
}

function policy(change: object, headers: Readonly<Record<string, string>> = {}) {
  return company.patchPolicy(change, headers);
}

describe('the list of accounts', () => {
  test('tells when somebody signed in last and in how many places he is signed in', async () => {
    const id = await make('mei');
    const before = await company.as<Listed['data'][number]>('boss', 'GET', `accounts/${id}`);
    expect(before.body).toMatchObject({ login: 'mei', sessions: 0, lastSignInAt: null });
    await signIn('mei');
    await signIn('mei');
    const after = await company.as<Listed['data'][number]>('boss', 'GET', `accounts/${id}`);
    expect([after.body.sessions, after.body.lastSignInAt]).toEqual([2, company.engine.clock.read()]);
    expect(await logins('state=signedIn')).toEqual(['mei']);
    expect(await logins('state=never')).toContain('boss');
  });

  test('knows the last sign-in also when its session was thrown away long ago', async () => {
    const id = await make('old');
    await signIn('old');
    await company.engine.database.query('DELETE FROM core.session WHERE user_id = $1', [id]);
    const { body } = await company.as<Listed['data'][number]>('boss', 'GET', `accounts/${id}`);
    expect([body.sessions, body.lastSignInAt]).toEqual([0, company.engine.clock.read()]);
  });

  test('finds who is blocked, until an administrator lets him in again', async () => {
    const id = await make('Ban');
    for (let at = 0; at < 5; at += 1) await signIn('Ban', 'guess');
    expect(await logins('state=blocked')).toEqual(['Ban']);
    await company.as('boss', 'POST', `users/${id}/actions/unlock`);
    expect(await logins('state=blocked')).toEqual([]);
  });

  test('is filtered by name, role and who has left, and read page by page', async () => {
    const gone = await make('gone');
    await company.as('boss', 'PATCH', `users/${gone}`, { active: false });
    expect(await logins('state=left')).toEqual(['gone']);
    expect(await logins('role=administrator')).toEqual(['boss']);
    expect(await logins('q=go')).toEqual(['gone']);
    expect(await logins('q=%25')).toEqual([]);
    const all = await logins('limit=200');
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await company.as<Listed>('boss', 'GET', `accounts?limit=2${cursor}`);
      expect(body.count).toBe(all.length);
      seen.push(...body.data.map(({ login }) => login));
      if (body.nextCursor === undefined) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen.toSorted()).toEqual(all);
  });

  test('is for administrators, and refuses a state that nobody knows', async () => {
    await company.hire('nosy');
    expect(await company.refused('nosy', 'GET', 'accounts')).toContain('403');
    expect(await company.refused('boss', 'GET', 'accounts?state=asleep')).toContain('400 bad_parameter');
    expect(await company.refused('boss', 'GET', 'accounts?cursor=abc')).toContain('400 bad_cursor');
  });
});

describe('the rules of signing in', () => {
  test('say before they are kept whom they would ask for something', async () => {
    const effects = async (query: string) =>
      (await company.as('boss', 'GET', `security-policy/effects?${query}`)).body;
    const { people } = await effects('');
    expect(await effects('')).toMatchObject({ withoutFactor: 0, passwordsOver: 0 });
    expect(await effects('secondFactor=all')).toMatchObject({ people, withoutFactor: people });
    expect(await effects('secondFactor=administrator')).toMatchObject({ withoutFactor: 1 });
    company.engine.clock.advance({ hours: 24 * 2 });
    expect((await effects('passwordDays=1'))['passwordsOver']).not.toBe(0);
    expect(await effects('passwordDays=never')).toMatchObject({ passwordsOver: 0 });
    expect(await company.refused('boss', 'GET', 'security-policy/effects?passwordDays=soon')).toContain(
      '400 bad_parameter',
    );
  });

  test('are not written over by somebody who has seen an earlier wording', async () => {
    const { headers } = await company.as('boss', 'GET', 'security-policy');
    const seen = String(headers['etag']);
    const first = await policy({ passwordLength: 12 }, { 'if-match': seen });
    expect([first.status, first.headers['etag']]).toEqual([200, '"2"']);
    const second = await policy({ passwordLength: 9 }, { 'if-match': seen });
    expect([second.status, second.body['code']]).toEqual([412, 'stale_policy']);
    const { body } = await company.as('boss', 'GET', 'security-policy');
    expect(body['passwordLength']).toBe(12);
    expect((await policy({ passwordLength: 10 })).status).toBe(200);
  });

  test('let administrators be stricter with wrong tries', async () => {
    await make('few');
    await policy({ failedTries: 3 });
    for (let at = 0; at < 3; at += 1) expect((await signIn('few', 'guess')).status).toBe(401);
    expect((await signIn('few')).status).toBe(429);
    await policy({ failedTries: 5 });
  });

  test('show who lacks a second factor as soon as they ask for one', async () => {
    await policy({ secondFactor: { all: false, roles: ['administrator'] } });
    expect(await logins('state=noFactor')).toEqual(['boss']);
    await policy({ secondFactor: { all: false, roles: [] } });
    expect(await logins('state=noFactor')).toEqual([]);
  });
});
