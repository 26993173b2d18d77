import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import {
  aPerson,
  approval,
  chain,
  end,
  node,
  openTasks,
  publishFlows,
  sent,
  start,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let admin: Person;
let clerk: Person;
let leaver: Person;
let heir: Person;

beforeAll(async () => {
  engine = await startTestApp();
  leaver = await aPerson(engine, 'leaver', 'lead');
  heir = await aPerson(engine, 'heir', 'clerk');
  clerk = await aPerson(engine, 'clerk', 'clerk');
  admin = await aPerson(engine, 'admin', 'admin', 'steward');
  await publishFlows(engine, {
    by_role: { nodes: [start, approval('lead', 'lead'), end], edges: chain('start', 'lead', 'end') },
    by_name: {
      nodes: [start, node('named', 'approval', { assignees: [{ users: [leaver.id] }] }), end],
      edges: chain('start', 'named', 'end'),
    },
  });
});

afterAll(() => engine.stop());

function handOver(id: string, wish: object, query = ''): Promise<TestAnswer> {
  return engine.request('POST', `/api/v1/users/${id}/actions/hand-over${query}`, {
    key: admin.key,
    body: wish,
  });
}

async function assigneesOf(record: string): Promise<readonly string[]> {
  return (await openTasks(engine, record)).map(({ assignee }) => assignee);
}

describe('somebody who leaves', () => {
  test('is shown with all that hangs on him before anything moves', async () => {
    const waiting = await sent(engine, 'by_role', clerk);
    const preview = await handOver(leaver.id, { tasks: heir.id, nodes: heir.id }, '?preview=true');
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({
      done: false,
      keys: 1,
      tasks: { count: 1, to: heir.id },
      nodes: { count: 1, to: heir.id, data: [{ flow: 'by_name_flow', node: 'named' }] },
      roles: { count: 1, to: null, data: ['lead'] },
    });
    expect(await assigneesOf(waiting)).toEqual([leaver.id]);
    expect((await engine.request('GET', '/api/v1/session', { key: leaver.key })).status).toBe(200);
  });

  test('hands over tasks, departments, deputies, roles and named nodes in one go, and is out at once', async () => {
    const waiting = await sent(engine, 'by_role', clerk);
    const made = await engine.request('POST', '/api/v1/departments', {
      key: admin.key,
      body: { key: 'yard', title: { 'zh-CN': '场地', en: 'Yard' }, leader: leaver.id },
    });
    expect(made.status).toBe(201);
    const rule = { user: clerk.id, deputy: leaver.id, from: '2026-01-01T00:00:00Z' };
    expect((await engine.request('POST', '/api/v1/deputies', { key: admin.key, body: rule })).status).toBe(
      201,
    );

    const parts = { tasks: heir.id, departments: heir.id, deputies: heir.id, nodes: heir.id, roles: heir.id };
    const done = await handOver(leaver.id, parts);
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({ done: true, tasks: { count: 2, to: heir.id }, left: [] });

    expect(await assigneesOf(waiting)).toEqual([heir.id]);
    expect((await engine.request('GET', '/api/v1/session', { key: leaver.key })).status).toBe(401);
    const { data: departments } = (await engine.request('GET', '/api/v1/departments', { key: admin.key }))
      .body as {
      data: { leader: string }[];
    };
    expect(departments.map(({ leader }) => leader)).toEqual([heir.id]);
    const { data: deputies } = (
      await engine.request('GET', `/api/v1/deputies?user=${clerk.id}`, { key: admin.key })
    ).body as {
      data: { user: string; deputy: string }[];
    };
    expect(deputies.map(({ user, deputy }) => [user, deputy])).toEqual([[clerk.id, heir.id]]);
    const { user } = (await engine.request('GET', '/api/v1/session', { key: heir.key })).body as {
      user: { roles: string[] };
    };
    expect(user.roles).toEqual(['clerk', 'lead']);
  });

  test('is succeeded at nodes that name him, in documents sent afterwards as well', async () => {
    const later = await sent(engine, 'by_name', clerk);
    expect(await assigneesOf(later)).toEqual([heir.id]);
  });

  test('leaves an entry in the audit that says who got how much', async () => {
    const { rows } = await engine.database.query<{ changes: { path: string; new: unknown }[] }>(
      `SELECT changes FROM core.audit_entry WHERE action = 'user:hand_over' AND record_id = $1`,
      [leaver.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.changes.find(({ path }) => path === '/hand_over')?.new).toMatchObject({
      tasks: { count: 2, to: heir.id },
      keys: 1,
    });
  });

  test('cannot be oneself, and nobody who has left is a successor', async () => {
    expect((await handOver(admin.id, {})).status).toBe(422);
    const again = await handOver(clerk.id, { tasks: leaver.id });
    expect([again.status, (again.body as { errors: { code: string }[] }).errors[0]?.code]).toEqual([
      422,
      'unknown_user',
    ]);
  });
});
