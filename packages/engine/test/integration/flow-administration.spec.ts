import { MigrationWorker } from '../../src/flows/migrations/migration-worker.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  act,
  aPerson,
  approval,
  chain,
  end,
  eventsOf,
  instancesOf,
  node,
  openNodes,
  openTasks,
  publishFlows,
  sent,
  start,
  statusOf,
} from './flow-work.fixtures.js';
import type { FlowParts, Person } from './flow-work.fixtures.js';

let engine: TestApp;
let clerk: Person;
let lead: Person;
let chief: Person;
let steward: Person;
let admin: Person;

const branch = node('size', 'condition');

/** The second version gives the leader's step another name and a time limit. */
function flows(step: string): Readonly<Record<string, FlowParts>> {
  return {
    two: {
      nodes: [
        start,
        approval(step, 'lead', step === 'lead' ? {} : { timeout: { after: 'PT1H', action: 'pass' } }),
        approval('chief', 'chief'),
        end,
      ],
      edges: chain('start', step, 'chief', 'end'),
    },
    stuck: {
      nodes: [start, approval('lead', 'lead'), branch, approval('chief', 'chief'), end],
      edges: [
        ...chain('start', 'lead', 'size'),
        { id: 'large', from: 'size', to: 'chief', when: { '>': [{ var: 'amount' }, '100'] } },
        { id: 'rest', from: 'size', to: 'end', default: true },
        ...chain('chief', 'end'),
      ],
    },
    apart: {
      nodes: [
        start,
        node('spread', 'subflow', { flow: 'follow_flow', wait: false }),
        approval('chief', 'chief'),
        end,
      ],
      edges: chain('start', 'spread', 'chief', 'end'),
    },
    follow: {
      form: 'apart',
      nodes: [start, approval('later', 'lead'), end],
      edges: chain('start', 'later', 'end'),
    },
  };
}

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(engine, flows('lead'));
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  chief = await aPerson(engine, 'chief', 'chief');
  steward = await aPerson(engine, 'steward', 'steward');
  admin = await aPerson(engine, 'admin', 'admin');
});

afterAll(async () => {
  await engine?.stop();
});

interface Instance {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly stuck?: {
    readonly code: string;
    readonly detail: string;
    readonly nodes: readonly { readonly id: string }[];
  };
  readonly nodes: readonly { readonly id: string }[];
  readonly open: readonly { readonly assignee: string; readonly inactive?: true }[];
}

async function list(by: Person, query: string): Promise<readonly Instance[]> {
  const answer = await engine.request<{ data: readonly Instance[] }>(
    'GET',
    `/api/v1/flow-instances?${query}`,
    {
      key: by.key,
      headers: { 'accept-language': 'en' },
    },
  );
  expect(answer.status).toBe(200);
  return answer.body.data;
}

async function administer(by: Person, record: string, action: string, body: object = {}) {
  const [main] = await instancesOf(engine, record);
  return engine.request<{ instance: Instance; code: string }>(
    'POST',
    `/api/v1/flow-instances/${main?.id}/actions/${action}`,
    { key: by.key, body },
  );
}

describe('the list of instances', () => {
  test('shows where each stands to those who administer the flow, and to nobody else', async () => {
    const record = await sent(engine, 'two', clerk);
    for (const by of [steward, admin]) {
      const [found] = await list(by, `record=${record}`);
      expect(found).toMatchObject({
        status: 'running',
        nodes: [{ id: 'lead' }],
        open: [{ assignee: lead.id }],
      });
    }
    expect(await list(clerk, `record=${record}`)).toEqual([]);
    const [main] = await instancesOf(engine, record);
    const one = await engine.request('GET', `/api/v1/flow-instances/${main?.id}`, { key: clerk.key });
    expect(one.status).toBe(403);
  });

  test('names those that wait for people who have left, until somebody else has the to-do', async () => {
    const gone = await aPerson(engine, 'gone', 'clerk');
    const record = await sent(engine, 'two', clerk);
    expect(
      (await administer(steward, record, 'reassign', { node: 'lead', from: lead.id, to: gone.id })).status,
    ).toBe(200);
    await engine.database.query('UPDATE core.user_account SET active = false WHERE id = $1', [gone.id]);
    const found = (await list(steward, 'stuck=true')).find(({ open }) => open[0]?.assignee === gone.id);
    expect(found?.stuck).toMatchObject({ code: 'stuck_inactive_people', nodes: [{ id: 'lead' }] });
    expect(found?.stuck?.detail).toContain('gone');
    const waiting = (await list(steward, 'inactive=true')).map(({ id }) => id);
    expect(waiting).toEqual([found?.id]);
    const back = await administer(steward, record, 'reassign', { node: 'lead', from: gone.id, to: lead.id });
    expect(back.body.instance.stuck).toBeUndefined();
    expect(await list(steward, 'stuck=true')).toEqual([]);
  });
});

describe('instances with a to-do past its time', () => {
  test('are told from those that are in time', async () => {
    const record = await sent(engine, 'two', clerk);
    const [main] = await instancesOf(engine, record);
    const idsOf = async (query: string) => (await list(steward, query)).map(({ id }) => id);
    expect(await idsOf('overdue=true')).not.toContain(main?.id);
    await engine.database.query(`UPDATE core.task SET due_at = $2 WHERE record_id = $1`, [
      record,
      new Date(Date.parse(engine.clock.read()) - 1000).toISOString(),
    ]);
    expect(await idsOf('overdue=true')).toEqual([main?.id]);
    expect(await idsOf('overdue=false')).not.toContain(main?.id);
  });
});

describe('an administrator', () => {
  test('jumps to another node, with his reason in the trail', async () => {
    const record = await sent(engine, 'two', clerk);
    const jumped = await administer(admin, record, 'jump', { to: 'chief', comment: 'urgent' });
    expect(jumped.status).toBe(200);
    expect(await openNodes(engine, record)).toEqual(['chief']);
    const { rows } = await engine.database.query(
      `SELECT e.actor, e.payload ->> 'comment' AS comment FROM core.flow_event e JOIN core.flow_instance i ON i.id = e.instance_id
        WHERE i.record_id = $1 AND e.kind = 'jumped'`,
      [record],
    );
    expect(rows).toEqual([{ actor: admin.id, comment: 'urgent' }]);
  });

  test('cancels for a reason that everybody can read, and nothing can be done afterwards', async () => {
    const record = await sent(engine, 'two', clerk);
    const cancelled = await administer(steward, record, 'cancel', { reason: 'sent twice' });
    expect(cancelled.body.instance).toMatchObject({ status: 'cancelled', reason: 'sent twice', open: [] });
    const again = await administer(steward, record, 'cancel', { reason: 'again' });
    expect([again.status, again.body.code]).toEqual([409, 'not_running']);
  });

  test('has no retry for a flow that runs, and nobody else has any of it', async () => {
    const record = await sent(engine, 'two', clerk);
    expect((await administer(steward, record, 'retry')).status).toBe(403);
    expect((await administer(clerk, record, 'cancel', { reason: 'mine' })).status).toBe(403);
    expect(await statusOf(engine, record)).toBe('running');
  });
});

describe('a document with a running flow', () => {
  async function remove(by: Person, of: string, record: string, query = '') {
    const path = `/api/v1/forms/${of}/records/${record}`;
    const { headers } = await engine.request('GET', path, { key: steward.key });
    return engine.request('DELETE', `${path}${query}`, {
      key: by.key,
      headers: { 'if-match': String(headers['etag']) },
    });
  }

  test('is not deleted, unless its administrator says so, who cancels the flow with it', async () => {
    const record = await sent(engine, 'two', clerk);
    const refused = await remove(clerk, 'two', record);
    expect([refused.status, refused.body['code']]).toEqual([409, 'record_locked']);
    expect((await remove(clerk, 'two', record, '?force=true')).status).toBe(403);
    expect((await remove(steward, 'two', record, '?force=true')).status).toBe(204);
    expect(await instancesOf(engine, record)).toMatchObject([
      { status: 'cancelled', reason: 'record_deleted' },
    ]);
    expect(await openTasks(engine, record)).toEqual([]);
  });

  test('is held by a flow beside the main one, too', async () => {
    const record = await sent(engine, 'apart', clerk);
    await act(engine, chief, record, 'reject');
    expect((await instancesOf(engine, record)).map(({ status }) => status)).toEqual(['rejected', 'running']);
    const refused = await remove(steward, 'apart', record);
    expect([refused.status, refused.body['code']]).toEqual([409, 'record_locked']);
  });

  test('that is deleted by force takes every flow on it along', async () => {
    const record = await sent(engine, 'apart', clerk);
    expect((await remove(steward, 'apart', record, '?force=true')).status).toBe(204);
    expect((await instancesOf(engine, record)).map(({ status }) => status)).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });
});

describe('a new version', () => {
  interface Migration {
    readonly id: string;
    readonly total: number;
    readonly moved: number;
    readonly refused: number;
    readonly waiting: number;
    readonly finishedAt: string | null;
    readonly refusals: readonly { readonly code: string; readonly detail: string }[];
  }

  const migrate = (body: object, by = steward) =>
    engine.request<Migration>('POST', '/api/v1/flows/two_flow/migrations', { key: by.key, body });

  test('is taken by running instances only when somebody asks for it, each whole or not at all, and survives a restart', async () => {
    await engine.database.query(`UPDATE core.flow_instance SET ended_at = now() WHERE ended_at IS NULL`);
    const records = await Promise.all(Array.from({ length: 8 }, () => sent(engine, 'two', clerk)));
    const [past] = records;
    await act(engine, lead, past ?? '', 'approve');
    await publishFlows(engine, flows('team'), 1);
    expect((await migrate({}, clerk)).status).toBe(403);

    const tried = await migrate({ dryRun: true });
    expect(tried.body).toMatchObject({ id: null, total: 8, moved: 1, refused: 7, waiting: 0 });
    expect(tried.body.refusals[0]).toMatchObject({ code: 'unmapped' });

    const asked = await migrate({ map: { lead: 'team' }, comment: 'new rules' });
    expect([asked.status, asked.body.total, asked.body.waiting]).toEqual([202, 8, 8]);
    const other = await startTestApp({ urls: engine.urls, clock: engine.clock });
    await Promise.all([engine, other].map((each) => each.get(MigrationWorker).round()));
    while (await other.get(MigrationWorker).round());
    await other.app.close();
    const { body } = await engine.request<Migration>(
      'GET',
      `/api/v1/flows/two_flow/migrations/${asked.body.id}`,
      {
        key: steward.key,
      },
    );
    expect(body).toMatchObject({
      total: 8,
      moved: 8,
      refused: 0,
      waiting: 0,
      finishedAt: engine.clock.read(),
    });

    for (const record of records) {
      expect(await openNodes(engine, record)).toEqual([record === past ? 'chief' : 'team']);
      expect((await eventsOf(engine, record)).filter((kind) => kind === 'migrated')).toHaveLength(1);
    }
    engine.clock.advance({ hours: 2 });
    await engine.runWorkers();
    for (const record of records) expect(await openNodes(engine, record)).toEqual(['chief']);
  });

  test('is no target when there is none of that number', async () => {
    const answer = await migrate({ to: 99 });
    expect(answer.status).toBe(422);
  });
});
