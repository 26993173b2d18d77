import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

let engine: TestApp;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.createUser('lin', { password: 'right horse' });
});

afterAll(() => engine.stop());

function signIn(login: string, password: string): Promise<TestAnswer> {
  return engine.request('POST', '/api/v1/session', { body: { login, password } });
}

function cookieOf(answer: TestAnswer): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

/** Waits for word from another process, which has no moment of its own. */
async function heard(isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it was not heard of within 4 seconds');
}

describe('signing in', () => {
  test('opens a session that a script cannot read and a foreign page cannot use', async () => {
    const answer = await signIn('lin', 'right horse');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ user: { login: 'lin', roles: [], rights: { design: false } } });
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/);
    const current = await engine.request('GET', '/api/v1/session', { headers: { cookie: cookieOf(answer) } });
    expect(current.body).toEqual(answer.body);
  });

  test('with a wrong password is refused like a login that does not exist', async () => {
    const wrong = await signIn('lin', 'wrong horse');
    const unknown = await signIn('nobody', 'wrong horse');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body['code']).toBe('wrong_password');
    expect(unknown.body['detail']).toBe(wrong.body['detail']);
  });

  test('is audited, the refused try too', async () => {
    await signIn('lin', 'wrong horse');
    await signIn('lin', 'right horse');
    const { rows } = await engine.database.query(
      `SELECT outcome, code, channel, host(ip) AS ip FROM core.audit_entry WHERE action = 'sign_in' ORDER BY id DESC LIMIT 2`,
    );
    expect(rows).toEqual([
      { outcome: 'done', code: null, channel: 'ui', ip: '127.0.0.1' },
      { outcome: 'refused', code: 'wrong_password', channel: 'ui', ip: '127.0.0.1' },
    ]);
  });

  test('waits longer after each wrong password from the fifth on, in every engine', async () => {
    await engine.createUser('mei', { password: 'right horse' });
    for (let at = 0; at < 5; at += 1) await signIn('mei', 'guess');
    const other = await startTestApp({ urls: engine.urls, clock: engine.clock });
    const locked = await other.request('POST', '/api/v1/session', {
      body: { login: 'mei', password: 'right horse' },
    });
    await other.stop();
    expect([locked.status, locked.headers['retry-after']]).toEqual([429, '60']);
    engine.clock.advance({ minutes: 1 });
    expect((await signIn('mei', 'guess')).status).toBe(401);
    expect((await signIn('mei', 'right horse')).headers['retry-after']).toBe('120');
    engine.clock.advance({ minutes: 2 });
    expect((await signIn('mei', 'right horse')).status).toBe(200);
    expect((await signIn('mei', 'guess')).status).toBe(401);
  });

  test('of a login that does not exist is counted in the same way', async () => {
    for (let at = 0; at < 5; at += 1) await signIn('ghost', 'guess');
    expect((await signIn('ghost', 'guess')).status).toBe(429);
  });

  test('ends after twelve hours', async () => {
    const cookie = cookieOf(await signIn('lin', 'right horse'));
    engine.clock.advance({ hours: 12, minutes: 1 });
    expect((await engine.request('GET', '/api/v1/session', { headers: { cookie } })).status).toBe(401);
  });

  test('ends with signing out, in other processes too', async () => {
    const other = await startTestApp({ urls: engine.urls, clock: engine.clock });
    const cookie = cookieOf(await signIn('lin', 'right horse'));
    const headers = { cookie, 'x-requested-with': 'dougong' };
    expect((await other.request('GET', '/api/v1/session', { headers })).status).toBe(200);
    expect((await engine.request('DELETE', '/api/v1/session', { headers })).status).toBe(204);
    expect((await engine.request('GET', '/api/v1/session', { headers })).status).toBe(401);
    await heard(async () => (await other.request('GET', '/api/v1/session', { headers })).status === 401);
    await other.stop();
  });
});

describe('requests', () => {
  test('without anything to show are refused in the language asked for', async () => {
    const answer = await engine.refused('GET', '/api/v1/users', { headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: '/problems/not_signed_in',
      code: 'not_signed_in',
      detail: 'Please sign in first.',
      instance: '/api/v1/users',
      requestId: answer.headers['x-request-id'],
      errors: [],
    });
  });

  test('of a program carry a key', async () => {
    const key = await engine.keyOf(await engine.createUser('robot'));
    const answer = await engine.request('GET', '/api/v1/session', { key });
    expect(answer.body).toMatchObject({ user: { login: 'robot' } });
    expect((await engine.request('GET', '/api/v1/session', { key: `${key.slice(0, -1)}_` })).status).toBe(
      401,
    );
  });

  test('of a foreign page that rides on the cookie are refused', async () => {
    const cookie = cookieOf(await signIn('lin', 'right horse'));
    const ridden = await engine.refused('DELETE', '/api/v1/session', { headers: { cookie } });
    expect([ridden.status, ridden.body.code]).toEqual([403, 'foreign_page']);
  });

  test('of a known subject cost no round trip for finding out who it is', async () => {
    const key = await engine.keyOf(await engine.createUser('regular'));
    await engine.request('GET', '/api/v1/session', { key });
    const before = engine.database.totals.roundTrips;
    await engine.request('GET', '/api/v1/session', { key });
    expect(engine.database.totals.roundTrips).toBe(before);
  });

  test('of somebody switched off are refused', async () => {
    const id = await engine.createUser('former');
    const key = await engine.keyOf(id);
    await engine.database.query('UPDATE core.user_account SET active = false WHERE id = $1', [id]);
    expect((await engine.request('GET', '/api/v1/session', { key })).status).toBe(401);
  });
});

describe('the list of people', () => {
  test('is filtered by role and by a part of the name', async () => {
    const id = await engine.createUser('zhao_checker', { roles: ['checker'] });
    const key = await engine.keyOf(id);
    const byRole = await engine.request('GET', '/api/v1/users?role=checker', { key });
    const place = { post: null, department: null, posts: [], organisations: [], active: true };
    expect(byRole.body).toEqual({ data: [{ id, login: 'zhao_checker', name: 'zhao_checker', ...place }] });
    const byText = await engine.request<{ data: { login: string }[] }>('GET', '/api/v1/users?q=ZHAO_', {
      key,
    });
    expect(byText.body.data.map((person) => person.login)).toEqual(['zhao_checker']);
  });
});
