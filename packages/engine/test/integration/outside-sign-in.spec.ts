import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { SignInProvider } from '../../src/config/identity-settings.js';
import type { TestAnswer } from '../support/test-app.js';
import { Company } from './organisation.fixtures.js';

const BOOKS = 'http://books.test';
const CALLBACK = '/api/v1/session/providers/works/callback';

let provider: ChildProcess;
let company: Company;

beforeAll(async () => {
  const script = join(__dirname, '..', 'support', 'oidc-provider.mjs');
  provider = fork(script, [`${BOOKS}${CALLBACK}`, `${BOOKS}/sign-in`], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const issuer = await new Promise<string>((resolve, reject) => {
    provider.once('message', (message) => resolve((message as { issuer: string }).issuer));
    provider.once('exit', () => reject(new Error('the provider did not start')));
  });
  const works: SignInProvider = {
    key: 'works',
    title: { 'zh-CN': '工厂账号', en: 'Works account' },
    issuer,
    clientId: 'books',
    clientSecret: 'a secret of the books',
    scope: 'openid profile groups',
    groupsClaim: 'groups',
    createPeople: true,
    subjectIsExternalId: true,
  };
  const away = { ...works, key: 'away', issuer: 'http://127.0.0.1:9' };
  company = await Company.open({
    publicUrl: BOOKS,
    secretKey: Buffer.alloc(32, 3),
    signInProviders: [works, away],
  });
  await company.as('boss', 'PATCH', 'security-policy', { groupRoles: { keepers: ['administrator'] } });
});

afterAll(async () => {
  await company?.engine.stop();
  provider?.disconnect();
});

/** A browser that goes wherever it is sent: to the provider over the network, to the engine without a socket. */
class Browser {
  private readonly jars = new Map<string, Map<string, string>>();
  /** Every address that it was sent to. */
  readonly trail: string[] = [];

  /** Follows until the engine shows a page, or a form stands in the way. */
  async go(address: string, form?: Record<string, string>): Promise<{ url: string; text: string }> {
    let [url, body] = [new URL(address, BOOKS), form];
    for (let hop = 0; hop < 20; hop += 1) {
      this.trail.push(url.href);
      const { status, location, text } = await this.ask(url, body);
      if (status < 300 || status >= 400 || location === undefined) return { url: url.href, text };
      url = new URL(location, url);
      body = undefined;
      if (url.origin === BOOKS && !url.pathname.startsWith('/api/')) return { url: url.href, text: '' };
    }
    throw new Error('sent round and round');
  }

  cookie(origin: string): string {
    return [...(this.jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async ask(url: URL, form?: Record<string, string>) {
    return url.origin === BOOKS ? this.askEngine(url) : this.askProvider(url, form);
  }

  private async askEngine(url: URL) {
    const answer = await company.engine.request('GET', `${url.pathname}${url.search}`, {
      headers: { cookie: this.cookie(BOOKS) },
    });
    const set = answer.headers['set-cookie'];
    this.keep(BOOKS, Array.isArray(set) ? set : set === undefined ? [] : [String(set)]);
    return {
      status: answer.status,
      location: answer.headers['location'] as string | undefined,
      text: answer.text,
    };
  }

  private async askProvider(url: URL, form?: Record<string, string>) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: this.cookie(url.origin) },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    this.keep(url.origin, answer.headers.getSetCookie());
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? undefined,
      text: await answer.text(),
    };
  }

  /** Keeps the cookies of an answer that came another way. */
  take({ headers }: TestAnswer): void {
    this.keep(BOOKS, [String(headers['set-cookie'])]);
  }

  private keep(origin: string, cookies: readonly string[]): void {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    for (const each of cookies) {
      const [pair = ''] = each.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

/** Goes to the provider, says who he is and agrees; ends wherever the engine sends him. */
async function enterAs(browser: Browser, login: string, next = '/forms'): Promise<string> {
  const asked = await browser.go(`/api/v1/session/providers/works/begin?next=${encodeURIComponent(next)}`);
  return agree(browser, asked, login);
}

async function agree(browser: Browser, asked: { url: string }, login: string): Promise<string> {
  const consent = await browser.go(asked.url, { prompt: 'login', login, password: 'any' });
  const done = consent.url.startsWith(BOOKS) ? consent : await browser.go(consent.url, { prompt: 'consent' });
  return done.url.replace(BOOKS, '');
}

function asBrowser(browser: Browser, method: 'GET' | 'POST' | 'DELETE', path: string): Promise<TestAnswer> {
  return company.engine.request(method, `/api/v1/${path}`, {
    headers: { cookie: browser.cookie(BOOKS), 'x-requested-with': 'dougong' },
  });
}

describe('providers as administrators see them', () => {
  test('are told without their secrets, with the address to register', async () => {
    const { body } = await company.as('boss', 'GET', 'sign-in-providers');
    expect(body).toMatchObject({
      data: [{ key: 'works', hasSecret: true, callback: `${BOOKS}${CALLBACK}` }, { key: 'away' }],
    });
    expect(JSON.stringify(body)).not.toContain('a secret of the books');
  });

  test('are asked whether they answer', async () => {
    const works = await company.as('boss', 'POST', 'sign-in-providers/works/actions/test');
    expect([works.status, String(works.body['signIn'])]).toEqual([200, expect.stringMatching(/^http/)]);
    expect(await company.refused('boss', 'POST', 'sign-in-providers/away/actions/test')).toBe(
      '503 provider_unreachable',
    );
    expect(await company.refused('boss', 'POST', 'sign-in-providers/none/actions/test')).toContain('404');
  });
});

describe('a provider outside', () => {
  test('is offered at the door with its name and nothing else', async () => {
    const { body } = await company.engine.request('GET', '/api/v1/session/providers');
    expect(body).toEqual({
      data: [
        { key: 'works', title: { 'zh-CN': '工厂账号', en: 'Works account' } },
        { key: 'away', title: { 'zh-CN': '工厂账号', en: 'Works account' } },
      ],
    });
  });

  test('lets a new person in, with the roles of his groups, and the same person again', async () => {
    const browser = new Browser();
    expect(await enterAs(browser, 'hana')).toBe('/forms');
    const first = await asBrowser(browser, 'GET', 'session');
    expect(first.body).toMatchObject({ user: { login: 'hana', name: 'Hana', roles: ['administrator'] } });
    const again = new Browser();
    await enterAs(again, 'hana');
    const second = await asBrowser(again, 'GET', 'session');
    expect((second.body as { user: { id: string } }).user.id).toBe(
      (first.body as { user: { id: string } }).user.id,
    );
  });

  test('is asked with a code challenge, a state and a nonce', async () => {
    const browser = new Browser();
    await browser.go('/api/v1/session/providers/works/begin');
    const query = new URL(browser.trail[1] ?? '').searchParams;
    expect(query.get('response_type')).toBe('code');
    expect(query.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(query.get(name)?.length).toBeGreaterThan(20);
  });

  test('never takes over an account that only has the same login', async () => {
    const browser = new Browser();
    expect(await enterAs(browser, 'taken')).toBe('/sign-in?problem=outside_login_taken');
    expect((await asBrowser(browser, 'GET', 'session')).status).toBe(401);
  });

  test('finds whom the directory keeps under its subject', async () => {
    await company.hire('kept-here');
    await company.engine.database.query(
      `UPDATE core.user_account SET external_id = 'ext-77' WHERE login = 'kept-here'`,
    );
    const browser = new Browser();
    await enterAs(browser, 'ext-77');
    expect((await asBrowser(browser, 'GET', 'session')).body).toMatchObject({ user: { login: 'kept-here' } });
  });

  test('does not let in somebody who is switched off', async () => {
    const id = await company.hire('off');
    await company.engine.database.query(
      `INSERT INTO core.outside_identity (provider, subject, user_id, linked_at, last_used_at) VALUES ('works', 'gone', $1, now(), now())`,
      [id],
    );
    await company.as('boss', 'PATCH', `users/${id}`, { active: false });
    expect(await enterAs(new Browser(), 'gone')).toBe('/sign-in?problem=outside_person_left');
  });

  test('sends nobody in with a state that another browser began, or a second time', async () => {
    const victim = new Browser();
    const attacker = new Browser();
    const asked = await attacker.go('/api/v1/session/providers/works/begin');
    await agree(attacker, asked, 'hana');
    const callback = attacker.trail.find((address) => address.includes(CALLBACK)) ?? '';
    const replayed = await victim.go(callback);
    expect(replayed.url).toBe(`${BOOKS}/sign-in?problem=outside_attempt_over`);
    const repeated = await attacker.go(callback);
    expect(repeated.url).toBe(`${BOOKS}/sign-in?problem=outside_attempt_over`);
  });

  test('sends people on inside of the application alone', async () => {
    expect(await enterAs(new Browser(), 'hana', 'https://evil.example/')).toBe('/');
    expect(await enterAs(new Browser(), 'hana', '//evil.example/')).toBe('/');
  });

  test('is told when somebody signs out', async () => {
    const browser = new Browser();
    await enterAs(browser, 'hana');
    const out = await asBrowser(browser, 'DELETE', 'session');
    expect(out.status).toBe(200);
    const address = new URL(String(out.body['signOutAt']));
    expect(address.pathname).toBe('/session/end');
    expect(address.searchParams.get('id_token_hint')?.split('.')).toHaveLength(3);
    expect((await asBrowser(browser, 'GET', 'session')).status).toBe(401);
    expect((await browser.ask(address)).status).toBe(200);
  });

  test('is linked by somebody who is signed in, and lets him in from then on', async () => {
    const id = await company.engine.createUser('linker', { password: 'rain on tin roofs' });
    const entered = await company.engine.request('POST', '/api/v1/session', {
      body: { login: 'linker', password: 'rain on tin roofs' },
    });
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    const begun = await company.engine.request('POST', '/api/v1/account/providers/works/actions/link', {
      headers: { cookie, 'x-requested-with': 'dougong' },
    });
    const browser = new Browser();
    browser.take(begun);
    expect(await agree(browser, await browser.go(String(begun.body['address'])), 'linker-there')).toBe(
      '/account',
    );
    const later = new Browser();
    await enterAs(later, 'linker-there');
    expect((await asBrowser(later, 'GET', 'session')).body).toMatchObject({ user: { id } });
  });

  test('that does not answer keeps nobody from signing in with a password', async () => {
    const answer = await company.engine.request('GET', '/api/v1/session/providers/away/begin');
    expect([answer.status, answer.body['code']]).toEqual([503, 'provider_unreachable']);
    await company.engine.createUser('glass', { password: 'break in an emergency', roles: ['administrator'] });
    const entered = await company.engine.request('POST', '/api/v1/session', {
      body: { login: 'glass', password: 'break in an emergency' },
    });
    expect(entered.status).toBe(200);
  });
});
