import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  act,
  aPerson,
  approval,
  chain,
  end,
  onFlow,
  publishFlows,
  sent,
  start,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let clerk: Person;
let other: Person;
let lead: Person;
let chief: Person;
let stranger: Person;

const HOUR = 3600;

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(
    engine,
    {
      two: {
        nodes: [
          start,
          approval('lead', 'lead', { dueIn: 'PT4H' }),
          { ...approval('chief', 'chief'), title: { 'zh-CN': '主管', en: 'The chief' } },
          end,
        ],
        edges: chain('start', 'lead', 'chief', 'end'),
      },
    },
    0,
    { rows: { clerk: 'own' } },
  );
  clerk = await aPerson(engine, 'clerk', 'clerk');
  other = await aPerson(engine, 'other', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  chief = await aPerson(engine, 'chief', 'chief');
  stranger = await aPerson(engine, 'stranger');
  await play();
});

afterAll(async () => {
  await engine?.stop();
});

/** Four documents: two approved after 2 and 4 hours, one returned and still with its starter, one that waits too long. */
async function play(): Promise<void> {
  const [first = '', second = '', third = ''] = [
    await sent(engine, 'two', clerk),
    await sent(engine, 'two', clerk),
    await sent(engine, 'two', other),
  ];
  engine.clock.advance({ hours: 1 });
  await act(engine, lead, first, 'approve');
  await act(engine, lead, third, 'return', { to: 'start' });
  engine.clock.advance({ hours: 1 });
  await act(engine, chief, first, 'approve');
  engine.clock.advance({ hours: 1 });
  await act(engine, lead, second, 'approve');
  engine.clock.advance({ hours: 1 });
  await act(engine, chief, second, 'approve');
  const late = await sent(engine, 'two', other);
  await onFlow(engine, other, 'two', late, 'comment', { comment: 'soon?' });
  engine.clock.advance({ hours: 5 });
}

const figures = (by: Person, query = '') =>
  engine.request<Record<string, never>>('GET', `/api/v1/flows/two_flow/figures${query}`, { key: by.key });

describe('the figures of a flow', () => {
  test('tell backlog, handling times, exceptions and what is overdue', async () => {
    const { status, body } = await figures(chief);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      instances: {
        started: 4,
        ended: 2,
        approved: 2,
        rejected: 0,
        backlog: 2,
        stuck: 0,
        overdue: 1,
        duration: { count: 2, average: 3 * HOUR, p50: 3 * HOUR, p90: 3.8 * HOUR },
      },
      exceptions: { instances: 1, of: 4, rate: 0.25, kinds: { returned: 1 } },
    });
    const nodes = body['nodes'] as unknown as { id: string }[];
    expect(nodes.map(({ id }) => id)).toEqual(['start', 'lead', 'chief']);
    expect(nodes.find(({ id }) => id === 'lead')).toMatchObject({
      backlog: 1,
      overdue: 1,
      handling: { count: 3, p50: HOUR, p90: 2.6 * HOUR },
    });
    expect(nodes.find(({ id }) => id === 'chief')).toMatchObject({
      backlog: 0,
      handling: { count: 2, p50: HOUR },
    });
  });

  test('count for each only what he may see', async () => {
    expect((await figures(other)).body).toMatchObject({ instances: { started: 2, ended: 0, backlog: 2 } });
    expect((await figures(clerk)).body).toMatchObject({ instances: { started: 2, ended: 2, backlog: 0 } });
    expect((await figures(stranger)).status).toBe(403);
  });

  test('of a span in which nothing happened are noughts, not an error', async () => {
    const { status, body } = await figures(chief, '?from=2001-01-01&to=2001-01-31');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      instances: { started: 0, ended: 0, duration: { count: 0, p50: null } },
      exceptions: { of: 0, rate: null },
      nodes: [],
    });
  });
});

interface Listed {
  readonly id: string;
  readonly startedBy: string;
  readonly record: { readonly id: string };
}

async function behind(by: Person, query: string): Promise<readonly Listed[]> {
  const path = `/api/v1/flows/two_flow/figures/instances?${query}`;
  const { status, body } = await engine.request<{ data: readonly Listed[] }>('GET', path, { key: by.key });
  expect(status).toBe(200);
  return body.data;
}

describe('the list behind a figure', () => {
  test('has as many instances as the figure says', async () => {
    const { body } = await figures(chief);
    const { instances, exceptions } = body as unknown as {
      instances: Record<string, number>;
      exceptions: { instances: number };
    };
    for (const figure of ['started', 'ended', 'approved', 'rejected', 'backlog', 'stuck', 'overdue'])
      expect([figure, (await behind(chief, `figure=${figure}`)).length]).toEqual([figure, instances[figure]]);
    expect(await behind(chief, 'figure=exceptions')).toHaveLength(exceptions.instances);
    expect(await behind(chief, 'figure=exceptions&kind=returned')).toHaveLength(1);
    expect(await behind(chief, 'figure=exceptions&kind=rejected')).toEqual([]);
  });

  test('can be that of one node', async () => {
    expect(await behind(chief, 'figure=backlog&node=lead')).toHaveLength(1);
    expect(await behind(chief, 'figure=overdue&node=chief')).toEqual([]);
    expect(await behind(chief, 'figure=handled&node=chief')).toHaveLength(2);
  });

  test('shows to each only what he may see, and nothing to strangers', async () => {
    const own = await behind(other, 'figure=started');
    expect(own.map(({ startedBy }) => startedBy)).toEqual([other.id, other.id]);
    const path = '/api/v1/flows/two_flow/figures/instances?figure=started';
    expect((await engine.request('GET', path, { key: stranger.key })).status).toBe(403);
  });

  test('has pages, and refuses a figure that is none', async () => {
    const path = '/api/v1/flows/two_flow/figures/instances';
    const first = await engine.request<{ data: readonly Listed[]; nextCursor?: string }>(
      'GET',
      `${path}?figure=started&limit=3`,
      { key: chief.key },
    );
    const rest = await behind(chief, `figure=started&limit=3&cursor=${first.body.nextCursor}`);
    const all = [...first.body.data, ...rest];
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
    expect((await engine.request('GET', `${path}?figure=wrong`, { key: chief.key })).status).toBe(400);
  });
});

describe('the application', () => {
  test('names the flows that somebody has to do with, and what he may do about them', async () => {
    const flowsOf = async (by: Person) =>
      (await engine.request<{ flows: readonly object[] }>('GET', '/api/v1/app', { key: by.key })).body.flows;
    const steward = await aPerson(engine, 'steward', 'steward');
    expect(await flowsOf(clerk)).toMatchObject([{ key: 'two_flow', can: { read: true, administer: false } }]);
    expect(await flowsOf(steward)).toMatchObject([
      { key: 'two_flow', form: 'two', can: { read: true, administer: true } },
    ]);
    expect(await flowsOf(stranger)).toEqual([]);
  });
});

describe('after a new version', () => {
  test('a node that it does not have is still called by its title', async () => {
    const renamed = { ...approval('team', 'lead'), title: { 'zh-CN': '小组', en: 'Team' } };
    await publishFlows(
      engine,
      { two: { nodes: [start, renamed, end], edges: chain('start', 'team', 'end') } },
      1,
    );
    const { body } = await figures(chief);
    const nodes = body['nodes'] as unknown as { id: string; title: { en: string } }[];
    expect(nodes.find(({ id }) => id === 'chief')?.title.en).toBe('The chief');
  });
});
