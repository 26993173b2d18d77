import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';
import { FLOW, publishRequests } from './work-under-way.fixtures.js';

const REQUESTS = '/api/v1/forms/request/records';

let engine: TestApp;
let chief: Actor;
let leader: Actor;

beforeAll(async () => {
  engine = await startTestApp();
  await publishRequests(engine);
  chief = await anActor(engine, 'chief', 'chief');
  leader = await anActor(engine, 'leader', 'leader');
});

afterAll(async () => {
  await engine?.stop();
});

/** Makes a request of this amount and sends it into its flow. */
async function sent(amount: string): Promise<string> {
  const { body } = await engine.request<{ record: { id: string } }>('POST', REQUESTS, {
    key: chief.key,
    body: { amount },
  });
  await engine.request('POST', `${REQUESTS}/${body.record.id}/actions/send`, { key: chief.key, body: {} });
  return body.record.id;
}

interface FlowBody {
  readonly instances: readonly {
    readonly nodes: readonly { readonly id: string; readonly state: string; readonly why?: object }[];
  }[];
}

async function nodesSeenBy(actor: Actor, id: string) {
  const { body } = await engine.request<FlowBody>('GET', `${REQUESTS}/${id}/flow`, { key: actor.key });
  return new Map(body.instances[0]?.nodes.map((node) => [node.id, node]));
}

const draft = (definition: object) =>
  engine.request('PUT', '/api/v1/drafts/flow/request_flow', { key: chief.key, body: { definition } });

const impact = async (actor = chief) => engine.request('GET', '/api/v1/releases/impact', { key: actor.key });

describe('a field for people of a role', () => {
  const overseenBy = (overseer: string) =>
    engine.refused('POST', REQUESTS, { key: chief.key, body: { amount: '1', overseer } });

  test('refuses somebody without the role, in a sentence that names it', async () => {
    const { status, body } = await overseenBy(chief.id);
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      expect.objectContaining({
        pointer: '#/overseer',
        code: 'user_not_in_role',
        detail: expect.stringContaining('leader'),
      }),
    ]);
  });

  test('takes somebody who was just given the role by another process', async () => {
    const other = await startTestApp({ urls: engine.urls, clock: engine.clock });
    const late = await other.createUser('late', { roles: ['leader'] });
    expect((await overseenBy(late)).status).toBe(201);
    await other.app.close();
  });
});

describe('the progress of a flow', () => {
  test('says why it will go to a node, and why it passes another by', async () => {
    const large = await nodesSeenBy(chief, await sent('500'));
    expect(large.get('head')).toMatchObject({ state: 'planned', why: { condition: { edge: 'large' } } });
    const small = await nodesSeenBy(chief, await sent('50'));
    expect(small.get('head')).toMatchObject({
      state: 'skipped',
      why: { edge: 'large', condition: { edge: 'small', default: true } },
    });
  });

  test('keeps the values behind a reason from those who do not see all fields', async () => {
    const nodes = await nodesSeenBy(leader, await sent('500'));
    expect(nodes.get('head')?.why).toEqual({ edge: 'large' });
  });
});

describe('what a publish means for the work under way', () => {
  test('is nothing while the drafts say what is published', async () => {
    await draft(FLOW);
    expect((await impact()).body).toMatchObject({ flows: [] });
  });

  test('is that running instances stay on the flow they were started with', async () => {
    const { rows } = await engine.database.query<{ running: number }>(
      'SELECT count(*)::integer AS running FROM core.flow_instance WHERE ended_at IS NULL',
    );
    const running = rows[0]?.running;
    await draft({ ...FLOW, title: { 'zh-CN': '新', en: 'New' } });
    expect((await impact()).body).toMatchObject({
      revision: expect.any(Number),
      flows: [
        {
          key: 'request_flow',
          title: FLOW.title,
          change: 'changed',
          running,
          releases: [{ number: 1, running }],
          migratable: running,
          nodesGone: [],
        },
      ],
    });
    expect(running).toBeGreaterThan(0);
  });

  test('is told to designers only, and described', async () => {
    expect((await impact(leader)).status).toBe(403);
    const { body } = await engine.request<{ paths: object }>('GET', '/api/openapi.json');
    expect(Object.keys(body.paths)).toContain('/api/v1/releases/impact');
  });
});
