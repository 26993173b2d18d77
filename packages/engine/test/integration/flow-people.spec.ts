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
  onFlow,
  openNodes,
  openTasks,
  publishFlows,
  sent,
  start,
  statusOf,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let clerk: Person;
let lead: Person;
let deputyLead: Person;
let chief: Person;
let steward: Person;
let admin: Person;

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(engine, {
    two: {
      nodes: [
        start,
        approval('lead', 'lead', {
          mode: 'all',
          hidden: ['secret'],
          editable: ['note', 'secret'],
          required: ['note'],
        }),
        approval('chief', 'chief'),
        end,
      ],
      edges: chain('start', 'lead', 'chief', 'end'),
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
    event: {
      nodes: [start, node('paid', 'wait', { event: 'paid' }), approval('chief', 'chief'), end],
      edges: chain('start', 'paid', 'chief', 'end'),
    },
  });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  deputyLead = await aPerson(engine, 'deputy_lead', 'lead');
  chief = await aPerson(engine, 'chief', 'chief');
  steward = await aPerson(engine, 'steward', 'steward');
  admin = await aPerson(engine, 'admin', 'admin');
});

afterAll(async () => {
  await engine?.stop();
});

interface Page {
  readonly record: Readonly<Record<string, unknown>>;
  readonly actions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly allowed: boolean;
    readonly reason?: string;
    readonly nodes?: readonly { readonly id: string }[];
    readonly people?: readonly string[];
    readonly missing?: readonly string[];
  }[];
  readonly editable: { readonly header: readonly string[] };
}

async function page(by: Person, of: string, record: string): Promise<Page> {
  const answer = await engine.request<Page>('GET', `/api/v1/forms/${of}/records/${record}`, { key: by.key });
  expect(answer.status).toBe(200);
  return answer.body;
}

async function actions(by: Person, of: string, record: string) {
  const { actions: all } = await page(by, of, record);
  return new Map(all.filter(({ kind }) => kind !== 'lifecycle').map((action) => [action.id, action]));
}

const code = (answer: { readonly body: Readonly<Record<string, unknown>> }) => answer.body['code'];

describe('the page of a record', () => {
  test('offers the holder of a to-do what his node allows, with where a return can go', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    const offered = await actions(lead, 'two', record);
    expect([...offered.keys()]).toEqual(
      expect.arrayContaining([
        'approve',
        'reject',
        'transfer',
        'delegate',
        'add-sign',
        'return',
        'urge',
        'comment',
      ]),
    );
    expect(offered.get('return')?.nodes?.map(({ id }) => id)).toEqual(['start']);
    expect(offered.has('recall')).toBe(false);
    const own = await actions(clerk, 'two', record);
    expect(own.get('recall')).toMatchObject({ allowed: true });
    expect(own.get('revoke')).toMatchObject({ allowed: true });
    await act(engine, lead, record, 'approve');
    expect((await actions(clerk, 'two', record)).get('recall')).toMatchObject({
      allowed: false,
      reason: 'too_late',
    });
    expect((await actions(lead, 'two', record)).get('take-back')?.nodes).toMatchObject([{ id: 'lead' }]);
    await act(engine, deputyLead, record, 'approve');
    const targets = (await actions(chief, 'two', record)).get('return')?.nodes;
    expect(targets?.map(({ id }) => id)).toEqual(['start', 'lead']);
  });

  test('keeps from somebody at a node what the node hides, and from his answer', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n', secret: 'blue' });
    const before = await page(lead, 'two', record);
    expect(before.record).not.toHaveProperty('secret');
    expect(before.editable.header).toEqual(['note']);
    expect((await page(chief, 'two', record)).record).toHaveProperty('secret', 'blue');
    const written = await act(engine, lead, record, 'approve', { record: { secret: 'red' } });
    expect(written.status).toBe(422);
    const answer = await act(engine, lead, record, 'approve', { record: { note: 'changed' } });
    expect(answer.body['record']).toMatchObject({ note: 'changed' });
    expect(answer.body['record']).not.toHaveProperty('secret');
  });

  test('asks for the fields that the node requires before it takes a yes', async () => {
    const record = await sent(engine, 'two', clerk);
    expect((await actions(lead, 'two', record)).get('approve')?.missing).toEqual(['note']);
    const answer = await act(engine, lead, record, 'approve');
    expect(answer.status).toBe(422);
    expect((await act(engine, lead, record, 'reject')).status).toBe(200);
    expect(await statusOf(engine, record)).toBe('rejected');
  });
});

describe('a to-do', () => {
  test('that is handed on belongs to the other, and the one before can do nothing with it', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    const [task] = await openTasks(engine, record);
    const to = await aPerson(engine, 'stranger');
    const mine = task?.assignee === lead.id ? lead : deputyLead;
    expect((await act(engine, mine, record, 'transfer', { to: to.id, comment: 'away' })).status).toBe(200);
    const again = await engine.request('POST', `/api/v1/tasks/${task?.id}/actions/approve`, {
      key: mine.key,
      body: {},
    });
    expect([again.status, code(again)]).toEqual([409, 'already_done']);
    expect((await act(engine, to, record, 'approve')).status).toBe(200);
    const rows = await engine.database.query('SELECT outcome FROM core.task WHERE id = $1', [task?.id]);
    expect(rows.rows).toEqual([{ outcome: 'transferred' }]);
  });

  test('with a helper comes back to its owner, and the helper is told whom he helps', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    const helper = await aPerson(engine, 'helper');
    expect((await act(engine, lead, record, 'delegate', { to: helper.id })).status).toBe(200);
    const inbox = await engine.request<{ data: { helps: string | null }[] }>('GET', '/api/v1/tasks', {
      key: helper.key,
    });
    expect(inbox.body.data).toMatchObject([{ helps: lead.id }]);
    expect((await act(engine, helper, record, 'approve', { comment: 'fine' })).status).toBe(200);
    expect((await openTasks(engine, record)).map(({ assignee }) => assignee).sort()).toEqual(
      [lead.id, deputyLead.id].sort(),
    );
  });

  test('waits for a signer who was added before it, who can be taken out again', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    await act(engine, lead, record, 'approve');
    await act(engine, deputyLead, record, 'approve');
    const [own] = await openTasks(engine, record);
    const added = await act(engine, chief, record, 'add-sign', { where: 'with', users: [steward.id] });
    expect(added.status).toBe(200);
    expect((await actions(chief, 'two', record)).get('remove-sign')?.people).toEqual([steward.id]);
    const removed = await engine.request('POST', `/api/v1/tasks/${own?.id}/actions/remove-sign`, {
      key: chief.key,
      body: { user: steward.id },
    });
    expect(removed.status).toBe(200);
    expect((await openTasks(engine, record)).map(({ assignee }) => assignee)).toEqual([chief.id]);
  });

  test('refuses a body that says something it does not know, and says where', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    const answer = await act(engine, lead, record, 'transfer', { to: 'nobody' });
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/to' }]);
  });
});

describe('a document', () => {
  test('that is returned to its starter is corrected and sent again', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    expect((await act(engine, lead, record, 'return', { to: 'start', comment: 'wrong' })).status).toBe(200);
    expect(await statusOf(engine, record)).toBe('returned');
    const offered = await actions(clerk, 'two', record);
    expect(offered.get('resubmit')).toMatchObject({ kind: 'flow', allowed: true });
    expect((await page(clerk, 'two', record)).editable.header).toContain('note');
    const again = await onFlow(engine, clerk, 'two', record, 'resubmit', { record: { note: 'right' } });
    expect(again.status).toBe(200);
    expect(again.body['record']).toMatchObject({ note: 'right' });
    expect(await openNodes(engine, record)).toEqual(['lead', 'lead']);
  });

  test('is recalled once, and a second click finds nothing to recall', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    const [one, two] = await Promise.all(
      [1, 2].map(() => onFlow(engine, clerk, 'two', record, 'recall', { comment: 'my mistake' })),
    );
    expect([one?.status, two?.status].sort()).toEqual([200, 409]);
    expect(await openTasks(engine, record)).toMatchObject([{ assignee: clerk.id, kind: 'resubmit' }]);
  });

  test('cannot be called off by somebody else, and the attempt is audited', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    const answer = await onFlow(engine, chief, 'two', record, 'revoke');
    expect([answer.status, code(answer)]).toEqual([403, 'not_yours']);
    const { rows } = await engine.database.query(
      `SELECT action, outcome FROM core.audit_entry WHERE record_id = $1 AND actor = $2`,
      [record, chief.id],
    );
    expect(rows).toEqual([{ action: 'flow:revoke', outcome: 'refused' }]);
  });

  test('is urged about only once in a while', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    expect((await onFlow(engine, clerk, 'two', record, 'urge')).status).toBe(200);
    const again = await onFlow(engine, clerk, 'two', record, 'urge');
    expect([again.status, code(again)]).toEqual([409, 'too_soon']);
    engine.clock.advance({ minutes: 11 });
    expect((await onFlow(engine, clerk, 'two', record, 'urge')).status).toBe(200);
  });

  test('gives an answer back that nobody has built upon', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    await act(engine, lead, record, 'approve');
    await act(engine, deputyLead, record, 'approve');
    expect(await openNodes(engine, record)).toEqual(['chief']);
    expect((await onFlow(engine, deputyLead, 'two', record, 'take-back', { node: 'lead' })).status).toBe(200);
    expect(await openTasks(engine, record)).toMatchObject([{ node: 'lead', assignee: deputyLead.id }]);
  });

  test('carries comments that tell those whom they mention', async () => {
    const record = await sent(engine, 'two', clerk, { note: 'n' });
    const body = { comment: 'please look', mentions: [steward.id] };
    expect((await onFlow(engine, clerk, 'two', record, 'comment', body)).status).toBe(200);
    await engine.runWorkers();
    const { body: told } = await engine.request<{ data: { recordId: string }[] }>(
      'GET',
      '/api/v1/notifications',
      {
        key: steward.key,
      },
    );
    expect(told.data.map(({ recordId }) => recordId)).toContain(record);
  });

  test('that waits for an event goes on when its administrator or another system tells it', async () => {
    const record = await sent(engine, 'event', clerk);
    expect((await onFlow(engine, clerk, 'event', record, 'signal', { event: 'paid' })).status).toBe(403);
    const none = await onFlow(engine, admin, 'event', record, 'signal', { event: 'other' });
    expect([none.status, code(none)]).toEqual([409, 'no_waiter']);
    expect((await onFlow(engine, steward, 'event', record, 'signal', { event: 'paid' })).status).toBe(200);
    expect(await openNodes(engine, record)).toEqual(['chief']);
  });
});

describe('a flow that runs beside another on the same record', () => {
  test('has to-dos that are answered by themselves, whichever ends first', async () => {
    const record = await sent(engine, 'apart', clerk);
    expect(await openNodes(engine, record)).toEqual(['chief', 'later', 'later']);
    const [main, beside] = await instancesOf(engine, record);
    expect(beside?.parent).toBe(main?.id);
    expect((await actions(lead, 'apart', record)).get('approve')).toMatchObject({ allowed: true });
    expect((await act(engine, chief, record, 'approve')).status).toBe(200);
    expect((await instancesOf(engine, record)).map(({ status }) => status)).toEqual(['approved', 'running']);
    expect((await act(engine, lead, record, 'approve')).status).toBe(200);
    expect((await instancesOf(engine, record)).map(({ status }) => status)).toEqual(['approved', 'approved']);
    const kinds = await eventsOf(engine, record);
    expect(kinds.filter((kind) => kind === 'ended')).toHaveLength(2);
  });
});

test('the same request key carries an action out once', async () => {
  const record = await sent(engine, 'two', clerk, { note: 'n' });
  const send = () =>
    engine.request('POST', `/api/v1/forms/two/records/${record}/flow/actions/urge`, {
      key: clerk.key,
      body: {},
      headers: { 'idempotency-key': 'urge-once' },
    });
  expect((await send()).status).toBe(200);
  const again = await send();
  expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true']);
  expect((await eventsOf(engine, record)).filter((kind) => kind === 'urged')).toHaveLength(1);
});
