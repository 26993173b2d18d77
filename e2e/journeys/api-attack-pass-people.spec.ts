import { randomUUID } from 'node:crypto';
import { ApiClient, done } from '../support/api-client.js';
import type { ApiAnswer } from '../support/api-client.js';
import { keyWith, newcomer, sendRaw, sessionCookie } from '../support/attack.js';
import type { RawAnswer } from '../support/attack.js';
import { useStage } from '../support/stage.js';
import { COUNTS } from '../support/stocktake-job.js';

/** Being somebody else, and being more than one is. See docs/security/attack-pass.md. */

const stage = useStage();
const ITEMS = '/forms/item/records';

function as(cookie: string, path: string, method = 'GET', body?: unknown): Promise<RawAnswer> {
  const headers = {
    cookie,
    'x-requested-with': 'dougong',
    'accept-language': 'en',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return sendRaw(stage.engine, `/api/v1${path}`, { method, headers, ...text });
}

const who = async (cookie: string) => (await as(cookie, '/session')).status;
const codeOf = ({ text }: RawAnswer) => (JSON.parse(text) as { readonly code: string }).code;

async function refused(attempt: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const before = await stage.database.fingerprint();
  const answer = await attempt();
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(await stage.database.fingerprint()).toEqual(before);
  return answer;
}

describe('a session', () => {
  test('is never one that the browser brought along: signing in makes a new secret and ends the old one', async () => {
    const person = await newcomer(stage.engine, stage.job.admin, 'fixed');
    const planted = `dougong_session=${'B'.repeat(43)}`;
    const first = await sessionCookie(stage.engine, person, planted);
    expect(first).not.toBe(planted);
    expect(await who(planted)).toBe(401);
    const second = await sessionCookie(stage.engine, person, first);
    expect(second).not.toBe(first);
    expect([await who(first), await who(second)]).toEqual([401, 200]);
  });

  test('of a secret that was planted beside the real one is not taken for another person', async () => {
    const person = await newcomer(stage.engine, stage.job.admin, 'beside');
    const own = await sessionCookie(stage.engine, person);
    const other = await sessionCookie(stage.engine, await newcomer(stage.engine, stage.job.admin, 'planter'));
    const seen = JSON.parse((await as(`${own}; ${other}`, '/session')).text) as {
      readonly user: { readonly login: string };
    };
    expect(seen.user.login).toBe('beside');
  });

  test('ends with signing out, with a new password, and with being switched off, and stays ended', async () => {
    const { admin } = stage.job;
    const person = await newcomer(stage.engine, admin, 'leaving');
    const out = await sessionCookie(stage.engine, person);
    expect((await as(out, '/session', 'DELETE')).status).toBe(204);
    expect(await who(out)).toBe(401);

    const [here, elsewhere] = [
      await sessionCookie(stage.engine, person),
      await sessionCookie(stage.engine, person),
    ];
    const fresh = 'Heron-above-52-lakes';
    const changed = await as(here, '/account/password', 'POST', {
      password: person.password,
      newPassword: fresh,
    });
    expect(changed.status).toBeLessThan(300);
    expect(await who(elsewhere)).toBe(401);

    const last = await sessionCookie(stage.engine, { login: person.login, password: fresh });
    done(await admin.patch(`/users/${person.id}`, { active: false }));
    expect(await who(last)).toBe(401);
    done(await admin.patch(`/users/${person.id}`, { active: true }));
    expect([await who(last), await who(here), await who(out)]).toEqual([401, 401, 401]);
  });

  test('is a cookie that no script reads, that no other site sends with a form, and that is nowhere in an answer', async () => {
    const person = await newcomer(stage.engine, stage.job.admin, 'cookied');
    const body = JSON.stringify({ login: person.login, password: person.password });
    const headers = { 'content-type': 'application/json' };
    const answer = await sendRaw(stage.engine, '/api/v1/session', { method: 'POST', headers, body });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax/);
    const secret = cookie.split(';', 1)[0]?.split('=')[1] ?? '-';
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(answer.text).not.toContain(secret);
    expect((await as(`dougong_session=${secret}`, '/account/sessions')).text).not.toContain(secret);
    expect(stage.engine.logs).not.toContain(secret);
    const kept = await stage.database.value<number>(
      `SELECT count(*)::int FROM core.session s WHERE s::text LIKE '%' || $1 || '%'`,
      [secret],
    );
    expect(kept).toBe(0);
  });
});

describe('a sign-in', () => {
  /** What is said, apart from numbers that differ. */
  async function toldTo(login: string, tries: number): Promise<readonly string[]> {
    const told = new Set<string>();
    for (let at = 0; at < tries; at += 1) {
      const headers = { 'content-type': 'application/json', 'accept-language': 'en' };
      const body = JSON.stringify({ login, password: `wrong ${at}` });
      const { status, text } = await sendRaw(stage.engine, '/api/v1/session', {
        method: 'POST',
        headers,
        body,
      });
      told.add(`${status} ${text.replace(/"requestId":"[^"]*"/, '').replaceAll(/\d+/g, '#')}`);
    }
    return [...told];
  }

  test('that fails says the same of a login that exists and of one that does not, until both are blocked', async () => {
    await newcomer(stage.engine, stage.job.admin, 'present');
    expect(await toldTo('present', 6)).toEqual(await toldTo('absent', 6));
  });

  test('takes nothing but texts, and no more than it knows', async () => {
    const bodies = [
      { login: ['admin'], password: 'x' },
      { login: { $ne: '' }, password: { $ne: '' } },
      { login: 'admin', password: true },
      { login: 'admin', password: 'x', roles: ['administrator'] },
      { login: 'admin', password: 'x', user: { id: 'x' } },
      { login: 'ad\0min', password: 'x' },
      { login: 'admin', password: 'x'.repeat(201) },
    ];
    for (const body of bodies) {
      const headers = { 'content-type': 'application/json' };
      const answer = await sendRaw(stage.engine, '/api/v1/session', {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      expect([JSON.stringify(body).slice(0, 60), answer.status]).toEqual([
        JSON.stringify(body).slice(0, 60),
        422,
      ]);
    }
  });

  test('leads nowhere but inside, and its provider is none that a caller names', async () => {
    for (const path of [
      '/session/providers/https:%2f%2fevil.example/begin',
      '/session/providers/x/callback?state=x',
    ]) {
      const answer = await sendRaw(stage.engine, `/api/v1${path}`);
      expect(answer.status === 404 || String(answer.headers['location']).startsWith('/')).toBe(true);
    }
    for (const path of ['//evil.example', '/\\evil.example', '/designer//evil.example/..'])
      expect((await sendRaw(stage.engine, path)).headers['location'] ?? '/').toMatch(/^\/(?![/\\])/);
  });

  test('with a login of many lines writes one line into the log and the audit', async () => {
    const login = 'x\r\n{"level":30,"msg":"forged entry"}';
    const headers = { 'content-type': 'application/json', 'user-agent': 'a\tb', 'x-request-id': 'forged"id' };
    const body = JSON.stringify({ login, password: 'x' });
    const answer = await sendRaw(stage.engine, '/api/v1/session', { method: 'POST', headers, body });
    expect(answer.status).toBe(401);
    expect(answer.headers['x-request-id']).not.toContain('"');
    expect(
      stage.engine.logs.split(/\r?\n/).filter((line) => line.startsWith('{"level":30,"msg":"forged')),
    ).toEqual([]);
  });
});

describe('more rights than one has', () => {
  test('are not given by whoever draws roles to himself, nor to others', async () => {
    const designer = await stage.engine.signIn('hejing');
    const wish = async (key: string, system: readonly string[]) => {
      const found = done(await designer.get(`/definitions/role/${key}`));
      const definition = (found['definition'] ?? found) as Record<string, unknown>;
      const body = JSON.stringify({ definition: { ...definition, system } });
      done(await designer.send('PUT', `/drafts/role/${key}`, body));
    };
    for (const [key, right] of [
      ['business_admin', 'administer'],
      ['business_admin', 'audit'],
      ['warehouse_keeper', 'administer'],
    ] as const) {
      await wish(key, key === 'business_admin' ? ['design', right] : [right]);
      const answer = await refused(() => designer.post('/publish', {}));
      expect([answer.status, answer.body.code]).toEqual([403, 'right_beyond_own']);
      done(await designer.post('/drafts/discard'));
    }
    expect((await designer.get('/audit')).status).toBe(403);
    expect(await stage.database.refusedAttempts(2)).toContainEqual(
      expect.objectContaining({ login: 'hejing', code: 'right_beyond_own' }),
    );
  });

  test('are not had by writing them into one’s own account, session or key', async () => {
    const { keeper } = stage.job;
    const me = stage.job.user('lijuan');
    for (const attempt of [
      () => keeper.patch(`/users/${me}`, { roles: ['administrator'] }),
      () => keeper.post('/service-accounts', { login: 'mine', name: 'mine', roles: ['administrator'] }),
      () => keeper.post('/session/view', { user: stage.job.user('admin') }),
      () => keeper.post('/users', { login: 'mine', name: 'mine', roles: ['administrator'] }),
      () => keeper.post(`/users/${stage.job.user('admin')}/invitations`),
      () => keeper.send('PATCH', '/security-policy', '{}'),
      () => keeper.send('PUT', '/design/settings', '{"publishApproval":null}'),
      () => keeper.send('PUT', '/drafts/role/warehouse_keeper', '{"definition":null}'),
      () => keeper.post('/templates', {}),
      () => keeper.post('/administration/backups', {}),
    ])
      expect((await refused(attempt)).status).toBe(403);
  });

  test('are not had by a key whose scope names more than its account has', async () => {
    const key = await keyWith(stage.job.admin, 'reaching', {
      roles: ['viewer'],
      scope: { rights: ['administer', 'audit'], forms: [{ form: '*', actions: ['*'] }] },
    });
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    for (const [method, path] of [
      ['GET', '/api/v1/audit'],
      ['POST', '/api/v1/users'],
      ['POST', '/api/v1/forms/item/records'],
    ] as const) {
      const answer = await sendRaw(stage.engine, path, {
        method,
        headers,
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 403, 'no_right']);
    }
  });
});

describe('what the system fills in', () => {
  const OWNED: Readonly<Record<string, unknown>> = {
    id: randomUUID(),
    version: 99,
    status: 'approved',
    no: 'PD-0000-0000',
    created_by: randomUUID(),
    created_at: '2020-01-01T00:00:00Z',
    updated_by: randomUUID(),
    updated_at: '2020-01-01T00:00:00Z',
    organisation: 'x',
    deleted: false,
    release_id: 1,
    __line: 1,
  };

  test('is not filled in by a new record, a change, a preview or a line', async () => {
    const { job } = stage;
    const count = await job.openCount('WH-3');
    const line = job.lineOf(count, 'SB-0001').id;
    const match = { 'if-match': `"${count.version}"` };
    for (const [name, value] of Object.entries(OWNED)) {
      const values = { ...job.countOf('WH-3'), [name]: value };
      const lines = { upsert: [{ id: line, [name === 'id' ? 'record_id' : name]: value }] };
      for (const attempt of [
        () => job.keeper.post(COUNTS, values),
        () => job.keeper.post(`${COUNTS}?preview=true`, values),
        () => job.keeper.patch(`${COUNTS}/${count.id}`, { [name]: value }, match),
        () => job.keeper.patch(`${COUNTS}/${count.id}`, { lines }, match),
      ])
        expect([name, [403, 422].includes((await refused(attempt)).status)]).toEqual([name, true]);
    }
  });

  test('is not filled in through a step of the flow, a task or a file that is brought', async () => {
    const { job } = stage;
    const record = { status: 'approved', created_by: job.user('admin') };
    const count = await job.openCount('WH-3');
    await refused(() => job.keeper.post(`${COUNTS}/${count.id}/actions/submit`, { record, as: 'admin' }));
    const csv = '编码,id,created_by,status\nAT-1,00000000-0000-4000-8000-000000000001,admin,archived\n';
    const brought = done(
      await job.admin.send('POST', '/forms/item/imports', csv, { 'content-type': 'text/csv' }),
    );
    const columns = JSON.stringify(brought['columns'] ?? brought);
    expect(columns).not.toMatch(/"target":"(created_by|status|version)"/);
  });

  test('is not filled in by an assistant, who takes the same path', async () => {
    const { admin } = stage.job;
    const key = await keyWith(admin, 'assistant', { roles: ['administrator'], scope: null });
    const rpc = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const answer = await sendRaw(stage.engine, '/mcp', {
      method: 'POST',
      headers,
      body: JSON.stringify(rpc),
    });
    // Kept out until an administrator lets them in; and then no tool writes records.
    if (answer.status === 200) expect(answer.text).not.toMatch(/"name":"(create|update|delete|write)_record/);
    else expect([401, 403, 404]).toContain(answer.status);
  });
});

describe('the answer kept for a request', () => {
  test('is that of whoever sent it: the same key of another person asks anew', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const own = done(
      await stage.job.admin.post(ITEMS, {}, key).then((answer) => ({ ...answer, status: 200 })),
    );
    expect(own['code']).toBe('invalid');
    const first = done(await stage.job.keeper.post(COUNTS, stage.job.countOf('WH-3'), key)).record;
    const other = await stage.job.crew('WH-2').keeper.post(COUNTS, stage.job.countOf('WH-3'), key);
    expect(other.headers.get('idempotent-replayed')).toBeNull();
    expect(other.body.record?.id).not.toBe(first.id);
    const again = await stage.job.keeper.post(COUNTS, stage.job.countOf('WH-3'), key);
    expect([again.headers.get('idempotent-replayed'), again.body.record.id]).toEqual(['true', first.id]);
  });

  test('tells whoever has lost his roles since nothing that he was not told then', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const person = await newcomer(stage.engine, stage.job.admin, 'passing', ['warehouse_keeper']);
    const client = await ApiClient.signIn(stage.engine.url, person);
    const body = stage.job.countOf('WH-3');
    const first = await client.post(COUNTS, body, key);
    const { id, version } = done(first).record;
    done(
      await stage.job.keeper.patch(
        `${COUNTS}/${id}`,
        { title: 'told to nobody' },
        { 'if-match': `"${version}"` },
      ),
    );
    done(await stage.job.admin.patch(`/users/${person.id}`, { roles: [] }));
    expect((await client.post(COUNTS, body, key)).body).toEqual(first.body);
    expect((await client.get(`${COUNTS}/${id}`)).status).toBe(404);
  });
});
