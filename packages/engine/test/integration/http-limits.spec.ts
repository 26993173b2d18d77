import { request as httpRequest } from 'node:http';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let url: string;

beforeAll(async () => {
  engine = await startTestApp();
  url = await engine.listen();
});

afterAll(() => engine.stop());

const MEGABYTE = 1024 * 1024;

function post(
  path: string,
  body: string | Buffer,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}${path}`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (part) => (text += String(part)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('bad requests', () => {
  test('to an address that does not exist get a problem, not a page', async () => {
    const answer = await engine.refused('GET', '/api/v1/no-such-thing');
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    const posted = await engine.refused('POST', '/nowhere', { body: {} });
    expect([posted.status, posted.body.code]).toEqual([404, 'not_found']);
  });

  test('with a body of 50 MB are refused before it is read', async () => {
    const body = Buffer.alloc(50 * MEGABYTE, 'a');
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    const answer = await post('/api/v1/session', body, headers);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'body_too_large', status: 413 });
  });

  test('with a body of 50 MB sent by fetch see the answer too', async () => {
    const body = new Uint8Array(50 * MEGABYTE).fill(97);
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(413);
  });

  test('nested beyond sense are refused, wherever they are sent', async () => {
    const body = `{"definition":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const answer = await post('/api/v1/session', body, { 'content-type': 'application/json' });
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'body_too_deep', status: 422 });
  });

  test('with broken JSON are told so', async () => {
    const answer = await post('/api/v1/session', '{"login":', { 'content-type': 'application/json' });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'malformed_json']);
  });

  test('in another format than JSON are told so', async () => {
    const answer = await post('/api/v1/session', '<login/>', { 'content-type': 'application/xml' });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([415, 'unsupported_media_type']);
  });

  test('with a body of the wrong shape are told each place', async () => {
    const answer = await engine.refused('POST', '/api/v1/session', { body: { login: 5, extra: 1 } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.pointer).sort()).toEqual(
      expect.arrayContaining(['#/extra', '#/login', '#/password']),
    );
  });
});

describe('every answer', () => {
  test('lets the browser load from nowhere else', async () => {
    const answer = await engine.request('GET', '/healthz');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test("carries the id of its request, the caller's own if it sent one", async () => {
    const answer = await engine.request('GET', '/readyz', { headers: { 'x-request-id': 'trace-12345678' } });
    expect(answer.headers['x-request-id']).toBe('trace-12345678');
    const odd = await engine.request('GET', '/readyz', { headers: { 'x-request-id': 'a b\u0001' } });
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the description of the API', () => {
  test('is OpenAPI 3.1 and names the session', async () => {
    const answer = await engine.request<{ openapi: string; paths: Record<string, unknown> }>(
      'GET',
      '/api/openapi.json',
    );
    expect(answer.body.openapi).toBe('3.1.0');
    expect(Object.keys(answer.body.paths)).toEqual(expect.arrayContaining(['/api/v1/session', '/healthz']));
  });
});
