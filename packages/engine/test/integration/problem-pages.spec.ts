import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** The pages that `type` of a problem leads to. */

let engine: TestApp;

beforeAll(async () => {
  engine = await startTestApp();
});

afterAll(() => engine.stop());

const look = (path: string, language = 'en') =>
  engine.request('GET', path, { headers: { 'accept-language': language, accept: 'text/html' } });

test('a refusal leads to a page that says what it is and how to mend it, without signing in', async () => {
  const refused = await engine.refused('GET', '/api/v1/users');
  expect(refused.body).toMatchObject({ type: '/problems/not_signed_in', code: 'not_signed_in' });
  const page = await look(refused.body.type);
  expect(page.status).toBe(200);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.text).toContain('not_signed_in');
  expect(page.text).toContain('Please sign in first.');
});

test('it is in the language of the reader or the one asked for, and names what answers fill in', async () => {
  expect((await look('/problems/too_many_filters')).text).toContain(
    'There may be <var>max</var> filters at most',
  );
  expect((await look('/problems/too_many_filters', 'zh-CN')).text).toContain('lang="zh-CN"');
  expect((await look('/problems/too_many_filters?lang=zh')).text).toContain('条件');
  expect((await look('/problems/too_many_filters?lang=en', 'zh-CN')).text).toContain('Programs go by code');
});

test('faults of single places have pages, too, and brackets of what may fall away are not shown', async () => {
  const { status, text } = await look('/problems/unknown_parameter');
  expect(status).toBe(200);
  const said = /<p class="said">(.*?)<\/p>/.exec(text)?.[1] ?? '';
  expect(said).toContain('<var>suggestion</var>');
  expect(said).not.toMatch(/[[\]{}]/);
});

test.each([
  'nothing_of_ours',
  'constructor',
  '__proto__',
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  'a'.repeat(90),
])('what is no problem of ours is told as such and not repeated: %s', async (code) => {
  const { status, text } = await look(`/problems/${code}`);
  expect(status).toBe(404);
  expect(text).toContain('There is no such problem');
  expect(text).not.toContain('<script');
  expect(text).not.toContain(code.slice(0, 60));
});

test('nothing on it is run or loaded from anywhere', async () => {
  const { headers, text } = await look('/problems/invalid');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(text).not.toMatch(/<script|<img|<link|src=|https?:/);
});
