import { createApi } from './create-api.js';
import { ApiProblem, OfflineProblem } from './problem.js';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const all = new Map(Object.entries(headers));
  return {
    status,
    ok: status < 400,
    headers: { get: (name: string) => all.get(name) ?? null },
    text: () => Promise.resolve(body === undefined ? '' : JSON.stringify(body)),
  } as unknown as Response;
}

function apiWith(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  let made = 0;
  const api = createApi({
    baseUrl: '/api/v1',
    language: () => 'en',
    newKey: () => `key-${(made += 1)}`,
    fetch: ((url: string, init: RequestInit) => {
      sent.push({
        url,
        method: init.method ?? '',
        headers: init.headers as Record<string, string>,
        body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      });
      return Promise.resolve(answer());
    }) as typeof fetch,
  });
  return { api, sent };
}

describe('the way to the engine', () => {
  test('every wish that changes something carries a key, a language and the mark against foreign pages', async () => {
    const { api, sent } = apiWith(() => reply(201, { record: {} }));
    await api.records.create('claim', { title: 'x' });
    expect(sent[0]).toMatchObject({
      url: '/api/v1/forms/claim/records',
      method: 'POST',
      body: { title: 'x' },
    });
    expect(sent[0]?.headers).toMatchObject({
      'idempotency-key': 'key-1',
      'accept-language': 'en',
      'x-requested-with': 'dougong',
    });
  });

  test('a retry of the same wish carries the same key', async () => {
    const { api, sent } = apiWith(() => reply(200, {}));
    const intention = api.newIntention();
    await api.tasks.act('t1', 'approve', {}, { intention });
    await api.tasks.act('t1', 'approve', {}, { intention });
    expect(sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1']);
  });

  test('reading carries no key', async () => {
    const { api, sent } = apiWith(() => reply(200, { data: [] }));
    await api.records.list('claim', {
      filters: [{ field: 'status', op: 'eq', value: 'open' }],
      text: '盘',
      countExact: true,
    });
    expect(sent[0]?.headers).not.toHaveProperty('idempotency-key');
    expect(decodeURIComponent(sent[0]?.url ?? '')).toBe(
      '/api/v1/forms/claim/records?q=盘&count=exact&filter[status][eq]=open',
    );
  });

  test('the version that was read is sent back with a change', async () => {
    const { api, sent } = apiWith(() => reply(200, { record: {} }, { etag: '"7"' }));
    const { etag } = await api.records.get('claim', 'r1');
    await api.records.update('claim', 'r1', { title: 'y' }, { ifMatch: etag });
    expect(sent[1]?.headers['if-match']).toBe('"7"');
  });

  test('decimals stay texts', async () => {
    const { api } = apiWith(() => reply(200, { record: { total: '12345678901234567.10' } }));
    const { data } = await api.records.get('claim', 'r1');
    expect(data.record['total']).toBe('12345678901234567.10');
  });

  test('a refusal says what, where and under which request id', async () => {
    const body = {
      title: 'Invalid',
      code: 'invalid_values',
      requestId: 'req-9',
      errors: [{ pointer: '/lines/2/quantity', code: 'number_min', params: { limit: '0' } }],
    };
    const { api } = apiWith(() => reply(422, body));
    const problem = await api.records.create('claim', {}).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 422, code: 'invalid_values', requestId: 'req-9' });
    expect((problem as ApiProblem).issues()).toEqual([
      { path: '/lines/2/quantity', code: 'number_min', params: { limit: '0' } },
    ]);
  });

  test('a page of a proxy instead of an answer is still a typed problem', async () => {
    const { api } = apiWith(() => reply(502, undefined, { 'x-request-id': 'p1' }));
    await expect(api.app()).rejects.toMatchObject({ code: 'http_502', requestId: 'p1' });
  });

  test('being signed out is told to the app', async () => {
    const { api } = apiWith(() => reply(401, { code: 'not_signed_in', title: 'x' }));
    const listener = jest.fn();
    api.onSignedOut(listener);
    await expect(api.app()).rejects.toBeInstanceOf(ApiProblem);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test('no answer at all is a problem of the line, not of the input', async () => {
    const { api } = apiWith(() => Promise.reject(new TypeError('fetch failed')));
    await expect(api.app()).rejects.toBeInstanceOf(OfflineProblem);
  });
});
