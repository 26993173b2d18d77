import { Serving } from '../../src/http/serving.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

/** What those who run the engine ask it. */

const TOKEN = 'figures-for-prometheus';
const CLAIMS = '/api/v1/forms/claim/records';

let engine: TestApp;
let chief: Actor;

beforeAll(async () => {
  engine = await startTestApp({ settings: { metricsToken: TOKEN } });
  await publishClaims(engine);
  chief = await anActor(engine, 'chief-of-all-claims', 'chief');
});

afterAll(() => engine.stop());

const figures = async (token = TOKEN) =>
  engine.request('GET', '/metrics', { headers: { authorization: `Bearer ${token}` } });

describe('figures', () => {
  test('tell of requests, commands, rules, messages, jobs and queues', async () => {
    await engine.request('POST', CLAIMS, { key: chief.key, body: { subject: 'Confidential roof' } });
    await engine.request('POST', CLAIMS, { key: chief.key, body: { subject: 5 } });
    const { status, text, headers } = await figures();
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).toMatch(
      /dougong_http_request_seconds_count\{method="POST",route="\/api\/v1\/forms\/:form\/records",status="201"\} 1/,
    );
    expect(text).toMatch(
      /dougong_command_seconds_count\{form="claim",type="create",channel="api",outcome="done"\} 1/,
    );
    expect(text).toMatch(/dougong_command_seconds_count\{.*outcome="refused"\} 1/);
    for (const name of ['delivery_seconds', 'job_seconds', 'rule_firings_total', 'database_round_trips'])
      expect(text).toContain(`# TYPE dougong_${name} `);
    for (const queue of ['outbox', 'timers', 'occasions', 'jobs', 'flows'])
      expect(text).toContain(`dougong_queue_depth{queue="${queue}",state="failed"} 0`);
    expect(text).toContain('dougong_process_cpu_seconds_total');
  });

  test('name nobody, and nothing that anybody typed', async () => {
    const { body } = await engine.request<{ record: { id: string } }>('POST', CLAIMS, {
      key: chief.key,
      body: { subject: 'Confidential roof' },
    });
    await engine.request('GET', `${CLAIMS}/${body.record.id}`, { key: chief.key });
    await engine.request('GET', '/Confidential-roof', { key: chief.key });
    const { text } = await figures();
    for (const secret of [
      'chief-of-all-claims',
      chief.id,
      chief.key,
      body.record.id,
      'Confidential',
      '127.0.0.1',
    ])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
  });

  test('are for whoever holds their token', async () => {
    expect((await figures('wrong-token-of-somebody')).status).toBe(401);
    expect((await engine.request('GET', '/metrics', { key: chief.key })).status).toBe(401);
    const other = await startTestApp({ urls: engine.urls });
    expect((await other.request('GET', '/metrics', { headers: { authorization: 'Bearer x' } })).status).toBe(
      404,
    );
    await other.stop();
  });
});

describe('a process that is about to end', () => {
  test('says so before it ends, goes on with what still comes, and lives', async () => {
    const other = await startTestApp({ urls: engine.urls });
    expect((await other.request('GET', '/readyz')).status).toBe(200);
    other.get(Serving).end();
    const answer = await other.refused('GET', '/readyz', { headers: { 'accept-language': 'en' } });
    expect([answer.status, answer.body.code]).toEqual([503, 'stopping']);
    expect((await other.request('GET', '/healthz')).status).toBe(200);
    expect((await other.request('GET', CLAIMS, { key: chief.key })).status).toBe(200);
    await other.stop();
  });
});
