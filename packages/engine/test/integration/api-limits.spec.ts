import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** Fences around the API: how often one may ask, and whose pages may ask at all. */

let engine: TestApp;
let first: string;
let second: string;

beforeAll(async () => {
  engine = await startTestApp({
    settings: {
      requestsPerPrincipal: 3,
      requestsPerAddress: 12,
      allowedOrigins: ['https://shop.example.com'],
      trustProxy: true,
    },
  });
  first = await engine.keyOf(await engine.createUser('first'));
  second = await engine.keyOf(await engine.createUser('second'));
});

afterAll(() => engine.stop());

const ask = (key: string | undefined, from: string, method: 'GET' | 'POST' = 'GET') =>
  engine.request(method, '/api/v1/session', {
    ...(key ? { key } : {}),
    headers: { 'x-forwarded-for': from },
  });

describe('whoever asks too often', () => {
  test('is told what is left, and then when to go on; others are not held up by it', async () => {
    const answers = [];
    for (let nth = 0; nth < 4; nth += 1) answers.push(await ask(first, '10.0.0.1'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['2', '1', '0', '0']);
    const refused = answers[3];
    expect(refused?.body).toMatchObject({ code: 'too_many_requests', params: { limit: 3, window: 60 } });
    expect(String(refused?.headers['retry-after'])).toMatch(/^[1-9]\d?$/);
    expect(refused?.headers['ratelimit-policy']).toBe('3;w=60');
    expect((await ask(second, '10.0.0.1')).status).toBe(200);
  });

  test('as a stranger is counted by his address, before anything is looked up for him', async () => {
    const statuses = [];
    for (let nth = 0; nth < 13; nth += 1) statuses.push((await ask(undefined, '10.0.0.2')).status);
    expect(statuses).toEqual([...Array.from({ length: 12 }, () => 401), 429]);
    expect((await ask(undefined, '10.0.0.3')).status).toBe(401);
  });

  test('is counted whatever way he writes the address', async () => {
    const statuses = [];
    for (let nth = 0; nth < 13; nth += 1) {
      const headers = { 'x-forwarded-for': '10.0.0.4' };
      statuses.push((await engine.request('GET', '/%61pi/v1/sess%69on', { headers })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 12 }, () => 401), 429]);
  });

  test('can still be asked whether it lives', async () => {
    for (let nth = 0; nth < 20; nth += 1)
      expect(
        (await engine.request('GET', '/healthz', { headers: { 'x-forwarded-for': '10.0.0.2' } })).status,
      ).toBe(200);
  });
});

describe('pages of other sites', () => {
  const from = (origin: string) =>
    engine.app.inject({
      method: 'OPTIONS',
      url: '/api/v1/session',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
        'x-forwarded-for': '10.0.0.9',
      },
    });

  test('may call with a key where their origin is named, and never with a cookie', async () => {
    const answer = await from('https://shop.example.com');
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example.com');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('may not where it is not', async () => {
    expect((await from('https://evil.example.com')).headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('every answer behind a proxy that speaks TLS', () => {
  test.each(['/healthz', '/api/openapi.json', '/api/v1/nowhere', '/assets/nothing.js', '/'])(
    'tells browsers to stay with it, to load from nowhere else and to frame it nowhere else: %s',
    async (path) => {
      const { headers } = await engine.request('GET', path, { headers: { 'x-forwarded-for': '10.0.1.1' } });
      expect(headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/);
      expect(headers['content-security-policy']).toMatch(/default-src 'self'.*frame-ancestors 'self'/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('SAMEORIGIN');
      expect(headers['referrer-policy']).toBe('no-referrer');
    },
  );
});
