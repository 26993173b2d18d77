import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  act,
  aPerson,
  approval,
  chain,
  end,
  node,
  onFlow,
  openTasks,
  publishFlows,
  sent,
  start,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let clerk: Person;
let lead: Person;
let other: Person;
let chief: Person;

const PAST = '2020-01-01T00:00:00.000Z';

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(engine, {
    plain: {
      nodes: [start, approval('lead', 'lead'), approval('chief', 'chief'), end],
      edges: chain('start', 'lead', 'chief', 'end'),
      settings: { afterReturn: 'back' },
    },
    picked: {
      nodes: [
        start,
        node('first', 'approval', { assignees: [{ chosen: true }] }),
        node('second', 'approval', { assignees: [{ chosenAt: 'first' }] }),
        end,
      ],
      edges: chain('start', 'first', 'second', 'end'),
    },
    filled: {
      nodes: [start, approval('lead', 'lead', { editable: ['note'], required: ['note'] }), end],
      edges: chain('start', 'lead', 'end'),
    },
  });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  other = await aPerson(engine, 'other', 'clerk');
  chief = await aPerson(engine, 'chief', 'chief');
});

afterAll(async () => {
  await engine?.stop();
});

interface Offered {
  readonly id: string;
  readonly allowed: boolean;
  readonly reason?: string;
  readonly reasonParams?: Readonly<Record<string, unknown>>;
  readonly after?: string;
  readonly choices?: readonly { readonly node: string }[];
}

async function offered(by: Person, of: string, record: string): Promise<ReadonlyMap<string, Offered>> {
  const answer = await engine.request<{ readonly actions: readonly Offered[] }>(
    'GET',
    `/api/v1/forms/${of}/records/${record}`,
    { key: by.key },
  );
  expect(answer.status).toBe(200);
  return new Map(answer.body.actions.map((action) => [action.id, action]));
}

interface Inbox {
  readonly data: readonly {
    readonly id: string;
    readonly recordId: string;
    readonly assignee: string;
    readonly forUser: string | null;
    readonly helps: string | null;
    readonly alone?: string;
  }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly users: Readonly<Record<string, string>>;
}

async function inbox(by: Person, state: string): Promise<Inbox> {
  return (await engine.request<Inbox>('GET', `/api/v1/tasks?state=${state}`, { key: by.key })).body;
}

async function draft(of: string, values: object = {}): Promise<string> {
  const path = `/api/v1/forms/${of}/records`;
  const made = await engine.request<{ readonly record: { readonly id: string } }>('POST', path, {
    key: clerk.key,
    body: values,
  });
  return made.body.record.id;
}

describe('what is offered', () => {
  test('names the steps whose people the starter must pick, and the flow starts with them', async () => {
    const record = await draft('picked');
    const send = (await offered(clerk, 'picked', record)).get('send');
    expect(send?.choices?.map((choice) => choice.node)).toEqual(['first']);
    const path = `/api/v1/forms/picked/records/${record}/actions/send`;
    const bare = await engine.request('POST', path, { key: clerk.key, body: {} });
    expect(bare.status).toBe(422);
    const body = { chosen: { first: [lead.id] } };
    expect((await engine.request('POST', path, { key: clerk.key, body })).status).toBe(200);
    expect((await openTasks(engine, record)).map(({ assignee }) => assignee)).toEqual([lead.id]);
  });

  test('asks whoever agrees for the people of the next step, not whoever refuses', async () => {
    const record = await draft('picked');
    const path = `/api/v1/forms/picked/records/${record}/actions/send`;
    await engine.request('POST', path, { key: clerk.key, body: { chosen: { first: [lead.id] } } });
    const actions = await offered(lead, 'picked', record);
    expect(actions.get('approve')?.choices?.map((choice) => choice.node)).toEqual(['second']);
    expect(actions.get('reject')?.choices).toBeUndefined();
    const [listed] = (await inbox(lead, 'open')).data.filter((task) => task.recordId === record);
    expect(listed?.alone).toBe('missing_choice');
    const answer = await act(engine, lead, record, 'approve', { chosen: { second: [chief.id] } });
    expect(answer.status).toBe(200);
    expect((await openTasks(engine, record)).map(({ assignee }) => assignee)).toEqual([chief.id]);
  });

  test('does not ask a helper to pick people; his opinion is taken without', async () => {
    const record = await draft('picked');
    const path = `/api/v1/forms/picked/records/${record}/actions/send`;
    await engine.request('POST', path, { key: clerk.key, body: { chosen: { first: [lead.id] } } });
    await act(engine, lead, record, 'delegate', { to: other.id });
    expect((await offered(other, 'picked', record)).get('approve')?.choices).toBeUndefined();
    expect((await act(engine, other, record, 'approve', { comment: 'fine' })).status).toBe(200);
    expect((await openTasks(engine, record)).map(({ assignee }) => assignee)).toEqual([lead.id]);
  });

  test('says how the flow goes on after a return', async () => {
    const record = await sent(engine, 'plain', clerk);
    expect((await offered(lead, 'plain', record)).get('return')?.after).toBe('back');
  });

  test('says until when nobody can be urged again', async () => {
    const record = await sent(engine, 'plain', clerk);
    expect((await onFlow(engine, clerk, 'plain', record, 'urge')).status).toBe(200);
    const urge = (await offered(clerk, 'plain', record)).get('urge');
    expect(urge).toMatchObject({ allowed: false, reason: 'too_soon', reasonParams: { gap: 'PT10M' } });
    expect(urge?.reasonParams?.['until']).toEqual(expect.stringMatching(/^\d{4}-.*Z$/));
  });
});

describe('the inbox', () => {
  test('tells which tasks can be answered together, and why another cannot', async () => {
    const plain = await sent(engine, 'plain', clerk);
    const filled = await sent(engine, 'filled', clerk);
    const { data } = await inbox(lead, 'open');
    const alone = new Map(data.map((task) => [task.recordId, task.alone]));
    expect(alone.has(plain)).toBe(true);
    expect(alone.get(plain)).toBeUndefined();
    expect(alone.get(filled)).toBe('fields_required');
  });

  test('shows the principal what his deputy and his helpers hold for him, to read only', async () => {
    const helped = await sent(engine, 'plain', clerk);
    await act(engine, lead, helped, 'delegate', { to: other.id });
    const rule = { deputy: other.id, from: PAST };
    expect((await engine.request('POST', '/api/v1/deputies', { key: lead.key, body: rule })).status).toBe(
      201,
    );
    const deputised = await sent(engine, 'plain', clerk);
    const { data, counts, users } = await inbox(lead, 'entrusted');
    const held = new Map(data.map((task) => [task.recordId, task]));
    expect(held.get(helped)).toMatchObject({ assignee: other.id, helps: lead.id });
    expect(held.get(deputised)).toMatchObject({ assignee: other.id, forUser: lead.id });
    expect(counts['entrusted']).toBe(data.length);
    expect(users[other.id]).toBeDefined();
    const task = held.get(deputised)?.id ?? '';
    const answer = await engine.request('POST', `/api/v1/tasks/${task}/actions/approve`, { key: lead.key });
    expect(answer.status).toBe(403);
    expect((await offered(lead, 'plain', deputised)).has('approve')).toBe(false);
  });
});
