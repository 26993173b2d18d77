import { codeAt } from '../../src/identity/second-factor/totp-codes.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

const PASSWORD = 'rain on tin roofs';
const OTHER = 'a kettle sings early';

let engine: TestApp;
let adminKey: string;

beforeAll(async () => {
  engine = await startTestApp({ settings: { secretKey: Buffer.alloc(32, 7) } });
  const admin = await engine.createUser('root_person', { roles: [] });
  await grantAdministration();
  await engine.database.query(`INSERT INTO core.user_role (user_id, role_key) VALUES ($1, 'keeper')`, [
    admin,
  ]);
  adminKey = await engine.keyOf(admin);
});

afterAll(() => engine.stop());

/** A release with one role that administers; nothing else of a release matters here. */
async function grantAdministration(): Promise<void> {
  const role = {
    kind: 'role',
    key: 'keeper',
    title: { 'zh-CN': '管理', en: 'Keeper' },
    system: ['administer'],
  };
  await engine.database.query(
    `INSERT INTO core.release (number, definitions, created_at) VALUES (1, $1, now())`,
    [JSON.stringify([role])],
  );
  await engine.database.query('INSERT INTO core.current_release (number) VALUES (1)');
}

interface More {
  readonly code?: string;
  readonly newPassword?: string;
}

function signIn(login: string, password: string, more: More = {}): Promise<TestAnswer> {
  return engine.request('POST', '/api/v1/session', { body: { login, password, ...more } });
}

function cookieOf(answer: TestAnswer): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

function headersOf(answer: TestAnswer) {
  return { cookie: cookieOf(answer), 'x-requested-with': 'dougong' };
}

function ask(answer: TestAnswer, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) {
  return engine.request(method, `/api/v1${path}`, { headers: headersOf(answer), body });
}

/** The secret in an answer that asks to set a factor up. */
function secretIn(answer: TestAnswer): string {
  const { secret, params } = answer.body as { secret?: string; params?: { secret: string } };
  return secret ?? params?.secret ?? '';
}

const now = () => engine.clock.read();

async function setUpFactor(session: TestAnswer): Promise<{ secret: string; codes: readonly string[] }> {
  const begun = await ask(session, 'POST', '/account/second-factor', { password: PASSWORD });
  const secret = secretIn(begun);
  const confirmed = await ask(session, 'POST', '/account/second-factor/actions/confirm', {
    code: codeAt(secret, now()),
  });
  expect(confirmed.status).toBe(200);
  engine.clock.advance({ minutes: 2 });
  return { secret, codes: (confirmed.body as { recoveryCodes: string[] }).recoveryCodes };
}

describe('one’s own password', () => {
  test('is changed by who knows the old one, and every other session ends', async () => {
    await engine.createUser('pei', { password: PASSWORD });
    const elsewhere = await signIn('pei', PASSWORD);
    const here = await signIn('pei', PASSWORD);
    const wrong = await ask(here, 'POST', '/account/password', { password: 'no', newPassword: OTHER });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'invalid']);
    const done = await ask(here, 'POST', '/account/password', { password: PASSWORD, newPassword: OTHER });
    expect(done.status).toBe(204);
    expect((await ask(here, 'GET', '/session')).status).toBe(200);
    expect((await ask(elsewhere, 'GET', '/session')).status).toBe(401);
    expect((await signIn('pei', PASSWORD)).status).toBe(401);
    expect((await signIn('pei', OTHER)).status).toBe(200);
  });

  test('cannot be a common one, a short one or one of the last five', async () => {
    await engine.createUser('bai', { password: PASSWORD });
    const session = await signIn('bai', PASSWORD);
    const tried = async (newPassword: string) => {
      const answer = await ask(session, 'POST', '/account/password', { password: PASSWORD, newPassword });
      const { errors } = answer.body as { errors: { code: string; pointer: string }[] };
      return errors.map(({ code, pointer }) => `${code} ${pointer}`);
    };
    expect(await tried('short')).toEqual(['password_too_short #/newPassword']);
    expect(await tried('password2026')).toEqual(['password_common #/newPassword']);
    expect(await tried(PASSWORD)).toEqual(['password_used_before #/newPassword']);
  });

  test('must be changed at the first sign-in when somebody else has chosen it', async () => {
    const id = await engine.createUser('xin', { password: PASSWORD });
    await engine.database.query('UPDATE core.user_account SET password_must_change = true WHERE id = $1', [
      id,
    ]);
    const asked = await signIn('xin', PASSWORD);
    expect([asked.status, asked.body['code']]).toEqual([403, 'password_change_required']);
    expect(asked.headers['set-cookie']).toBeUndefined();
    expect((await signIn('xin', PASSWORD, { newPassword: PASSWORD })).status).toBe(422);
    expect((await signIn('xin', PASSWORD, { newPassword: OTHER })).status).toBe(200);
    expect((await signIn('xin', OTHER)).status).toBe(200);
  });

  test('grows old when the policy says so', async () => {
    await engine.createUser('old', { password: PASSWORD });
    await engine.database.query(`UPDATE core.user_account SET password_set_at = $1 WHERE login = 'old'`, [
      now(),
    ]);
    await policy({ passwordDays: 90 });
    expect((await signIn('old', PASSWORD)).status).toBe(200);
    engine.clock.advance({ hours: 24 * 90 });
    expect((await signIn('old', PASSWORD)).body['code']).toBe('password_change_required');
    await policy({ passwordDays: null });
  });
});

function policy(change: object): Promise<TestAnswer> {
  return engine.request('PATCH', '/api/v1/security-policy', { key: adminKey, body: change });
}

describe('a second factor', () => {
  test('is asked for once it is set up; each code is good once', async () => {
    await engine.createUser('fei', { password: PASSWORD });
    const { secret } = await setUpFactor(await signIn('fei', PASSWORD));
    expect((await signIn('fei', PASSWORD)).body['code']).toBe('code_required');
    expect((await signIn('fei', PASSWORD, { code: '000000' })).body['code']).toBe('wrong_code');
    const code = codeAt(secret, now());
    expect((await signIn('fei', PASSWORD, { code })).status).toBe(200);
    expect((await signIn('fei', PASSWORD, { code })).body['code']).toBe('wrong_code');
    engine.clock.advance({ minutes: 1 });
    expect((await signIn('fei', 'wrong horse', { code: codeAt(secret, now()) })).body['code']).toBe(
      'wrong_password',
    );
  });

  test('is stood in for by a recovery code, which is good once as well', async () => {
    await engine.createUser('gui', { password: PASSWORD });
    const { codes } = await setUpFactor(await signIn('gui', PASSWORD));
    expect(codes).toHaveLength(10);
    expect((await signIn('gui', PASSWORD, { code: ` ${codes[0]?.toUpperCase()}` })).status).toBe(200);
    expect((await signIn('gui', PASSWORD, { code: codes[0] ?? '' })).status).toBe(401);
  });

  test('is set up at the door by whom the policy asks for one', async () => {
    const id = await engine.createUser('wei', { password: PASSWORD });
    await engine.database.query(`INSERT INTO core.user_role (user_id, role_key) VALUES ($1, 'keeper')`, [id]);
    await policy({ secondFactor: { all: false, roles: ['keeper'] } });
    const asked = await signIn('wei', PASSWORD);
    expect([asked.status, asked.body['code']]).toEqual([403, 'second_factor_setup']);
    const entered = await signIn('wei', PASSWORD, { code: codeAt(secretIn(asked), now()) });
    expect(entered.status).toBe(200);
    expect(entered.body['recoveryCodes']).toHaveLength(10);
    const removed = await ask(entered, 'POST', '/account/second-factor/actions/remove', {
      password: PASSWORD,
    });
    expect([removed.status, removed.body['code']]).toEqual([409, 'second_factor_required']);
    await policy({ secondFactor: { all: false, roles: [] } });
  });

  test('lies locked in the database, and recovery codes only as hashes', async () => {
    await engine.createUser('hao', { password: PASSWORD });
    const { secret, codes } = await setUpFactor(await signIn('hao', PASSWORD));
    const { rows } = await engine.database.query<{ text: string }>(
      `SELECT encode(secret, 'escape') || (SELECT string_agg(encode(hash, 'escape'), '') FROM core.recovery_code) AS text
         FROM core.second_factor`,
    );
    for (const { text } of rows) expect(text).not.toContain(secret);
    for (const code of codes) expect(rows[0]?.text).not.toContain(code.replace('-', ''));
  });

  test('is taken away by an administrator when the phone is lost, which the audit tells', async () => {
    const id = await engine.createUser('lou', { password: PASSWORD });
    await setUpFactor(await signIn('lou', PASSWORD));
    const path = `/api/v1/users/${id}/second-factor`;
    expect((await engine.request('DELETE', path, { key: adminKey })).status).toBe(204);
    expect((await signIn('lou', PASSWORD)).status).toBe(200);
    const { rows } = await engine.database.query(
      `SELECT 1 FROM core.audit_entry WHERE action = 'second_factor:remove' AND record_id = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  test('cannot be asked for by a role that does not exist', async () => {
    const answer = await policy({ secondFactor: { all: false, roles: ['nobody_has_it'] } });
    expect(answer.status).toBe(422);
  });
});

describe('sessions', () => {
  test('get a fresh secret at every sign-in, and the one shown before ends', async () => {
    await engine.createUser('tao', { password: PASSWORD });
    const first = await signIn('tao', PASSWORD);
    const second = await engine.request('POST', '/api/v1/session', {
      body: { login: 'tao', password: PASSWORD },
      headers: { cookie: cookieOf(first) },
    });
    expect(cookieOf(second)).not.toBe(cookieOf(first));
    expect((await ask(first, 'GET', '/session')).status).toBe(401);
    expect((await ask(second, 'GET', '/session')).status).toBe(200);
  });

  test('are listed and ended one by one or all together', async () => {
    await engine.createUser('yue', { password: PASSWORD });
    const [phone, desk] = [await signIn('yue', PASSWORD), await signIn('yue', PASSWORD)];
    const { data } = (await ask(desk, 'GET', '/account/sessions')).body as {
      data: { id: string; current: boolean }[];
    };
    expect(data.map(({ current }) => current).toSorted()).toEqual([false, true]);
    const other = data.find(({ current }) => !current);
    expect((await ask(desk, 'DELETE', `/account/sessions/${other?.id}`)).status).toBe(204);
    expect((await ask(phone, 'GET', '/session')).status).toBe(401);
    const tablet = await signIn('yue', PASSWORD);
    expect((await ask(tablet, 'DELETE', '/account/sessions')).status).toBe(204);
    expect((await ask(desk, 'GET', '/session')).status).toBe(401);
    expect((await ask(tablet, 'GET', '/session')).status).toBe(200);
  });

  test('of others are nothing to see or end for who does not administer', async () => {
    const id = await engine.createUser('kai', { password: PASSWORD });
    const session = await signIn('kai', PASSWORD);
    const key = await engine.keyOf(await engine.createUser('nosy'));
    expect((await engine.request('GET', `/api/v1/users/${id}/sessions`, { key })).status).toBe(403);
    const { data } = (await engine.request('GET', `/api/v1/users/${id}/sessions`, { key: adminKey }))
      .body as {
      data: { id: string }[];
    };
    expect(data).toHaveLength(1);
    const path = `/api/v1/users/${id}/sessions`;
    expect((await engine.request('DELETE', path, { key: adminKey })).status).toBe(204);
    expect((await ask(session, 'GET', '/session')).status).toBe(401);
  });

  test('end when nobody uses them for as long as the policy says', async () => {
    await engine.createUser('jing', { password: PASSWORD });
    await policy({ idleMinutes: 30 });
    const session = await signIn('jing', PASSWORD);
    engine.clock.advance({ minutes: 29 });
    expect((await ask(session, 'GET', '/session')).status).toBe(200);
    engine.clock.advance({ minutes: 31 });
    expect((await ask(session, 'GET', '/session')).status).toBe(401);
    await policy({ idleMinutes: 480 });
  });
});

describe('a login that is blocked', () => {
  test('is let in again by an administrator at once', async () => {
    const id = await engine.createUser('ban', { password: PASSWORD });
    for (let at = 0; at < 5; at += 1) await signIn('ban', 'guess');
    const state = `/api/v1/users/${id}/sign-in`;
    const before = await engine.request('GET', state, { key: adminKey });
    expect(before.body).toMatchObject({ hasPassword: true, secondFactor: false });
    expect(before.body['blockedUntil']).not.toBeNull();
    expect(
      (await engine.request('POST', `/api/v1/users/${id}/actions/unlock`, { key: adminKey })).status,
    ).toBe(204);
    expect((await signIn('ban', PASSWORD)).status).toBe(200);
  });
});
