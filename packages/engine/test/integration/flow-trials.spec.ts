import pg from 'pg';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { OutboxBell } from '../../src/workers/outbox-bell.js';
import { act, openTasks, sent } from './flow-work.fixtures.js';
import {
  APPLICATION,
  draft,
  DRAWN,
  footprint,
  openCompany,
  publish,
  title,
  tryOut,
  undraft,
} from './flow-trials.fixtures.js';
import type { Company } from './flow-trials.fixtures.js';

let engine: TestApp;
let company: Company;
let owner: pg.Pool;
let item: string;

const SMALL = [
  { do: 'start' },
  { do: 'approve', node: 'lead' },
  { do: 'called', node: 'tell', outcome: 'ok' },
  { do: 'wait' },
];

beforeAll(async () => {
  engine = await startTestApp();
  company = await openCompany(engine);
  owner = new pg.Pool({ connectionString: engine.urls.ownerUrl, max: 1 });
  const made = await engine.request<{ record: { id: string } }>('POST', '/api/v1/forms/item/records', {
    key: company.clerk.key,
    body: { code: 'A-1' },
  });
  item = made.body.record.id;
});

afterAll(async () => {
  await owner?.end();
  await engine?.stop();
});

const tried = async (steps: readonly object[], more: object = {}) => {
  const record = { values: { amount: '5.00', item } };
  const answer = await tryOut(engine, company.designer, {
    starter: company.clerk.id,
    record,
    steps,
    ...more,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
};

const states = (nodes: readonly { id: string; state: string }[]) =>
  Object.fromEntries(nodes.map(({ id, state }) => [id, state]));

describe('a trial', () => {
  test('plays a flow from its start to its end, with what each step does', async () => {
    const { complete, steps, flow, tasks, record } = await tried(SMALL);
    expect([complete, flow.status, record['status'], tasks]).toEqual([true, 'approved', 'done', []]);
    expect(flow.taken).toEqual([
      'start-lead',
      'lead-large',
      'large-tell',
      'tell-pause',
      'pause-post',
      'post-end',
    ]);
    expect(states(flow.nodes)['chief']).toBe('skipped');
    const [making, started, approved, called, waited] = steps;
    expect([making?.index, making?.do, making?.state]).toEqual([0, 'create', 'draft']);
    expect(started?.rules.map(({ key }) => key)).toEqual(['tell_steward']);
    expect(started?.notifications.map(({ to, reason }) => [to, reason])).toEqual(
      expect.arrayContaining([
        [[company.lead.id], 'task'],
        [[company.steward.id], 'rule'],
      ]),
    );
    expect(approved?.calls).toEqual([{ node: 'tell', endpoint: 'books' }]);
    expect(called?.by).toBeNull();
    expect(waited?.movements).toEqual([
      {
        register: 'quantities',
        title: title('quantities'),
        direction: 'in',
        dimensions: [{ title: title('Item'), value: item, label: 'A-1 A-1' }],
        resources: { qty: '5.00' },
      },
    ]);
    expect(waited?.vouchers[0]?.lines.map(({ direction, amount }) => [direction, amount])).toEqual([
      ['debit', '5.00'],
      ['credit', '5.00'],
    ]);
    expect(waited?.records.map(({ form, how }) => [form, how])).toEqual([['log', 'created']]);
    expect(waited?.changed.map(({ path, new: now }) => [path, now])).toEqual([['/status', 'done']]);
  });

  test('tells who is asked next, what he may do and which fields he may change', async () => {
    const { tasks, flow, users } = await tried([{ do: 'start' }, { do: 'approve', node: 'lead' }], {
      record: { values: { amount: '500.00' } },
    });
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({ node: 'chief', assignee: company.chief.id, editable: ['note'] });
    expect(tasks[0]?.actions).toEqual(['approve', 'reject', 'transfer', 'delegate', 'return']);
    expect(flow.taken).toEqual(['start-lead', 'lead-large', 'large-chief']);
    expect(users[company.chief.id]).toBe('chief');
  });

  test('lets days pass and reminds on the way', async () => {
    const { steps, next } = await tried([{ do: 'start' }, { do: 'wait', for: 'P1D' }]);
    expect(steps[2]?.notifications.map(({ to, reason }) => [to, reason])).toEqual([
      [[company.lead.id], 'remind'],
    ]);
    expect(steps[2]?.at).toBe('2026-11-23T08:00:00.000Z');
    expect(next).toBeUndefined();
  });

  test('stops at a step that is refused and says why; what went before stands', async () => {
    const { complete, steps, flow } = await tried([
      { do: 'start' },
      { do: 'approve', node: 'lead', by: company.chief.id },
      { do: 'approve', node: 'lead' },
    ]);
    expect([complete, steps.length, flow.status]).toEqual([false, 3, 'running']);
    expect(steps[2]?.refused).toMatchObject({ code: 'not_yours', status: 403 });
  });

  test('goes back to a step that was done and on from there', async () => {
    const { complete, flow } = await tried(
      [
        { do: 'start' },
        { do: 'approve', node: 'lead' },
        { do: 'return', node: 'chief', to: 'start' },
        { do: 'submit', node: 'start', values: { amount: '5.00' } },
        { do: 'reject', node: 'lead' },
      ],
      { record: { values: { amount: '500.00', item } } },
    );
    expect([complete, flow.status]).toEqual([true, 'rejected']);
  });

  test('tries an outside call again after a failure and stops when it never works', async () => {
    const fail = { do: 'called', node: 'tell', outcome: 'fail' };
    const { complete, flow, steps } = await tried([...SMALL.slice(0, 2), fail, fail, fail, { do: 'skip' }]);
    expect(steps.at(-2)?.state).toBe('sent');
    expect([complete, flow.status, states(flow.nodes)['pause']]).toEqual([true, 'running', 'active']);
  });

  test('plays on with a real record as it stands', async () => {
    const id = await sent(engine, 'doc', company.clerk, { amount: '7.00', item });
    const { complete, flow, record, steps } = await tried(SMALL.slice(1), { record: { id } });
    expect([complete, flow.status, record['id'], steps[0]?.index]).toEqual([true, 'approved', id, 1]);
    expect((await openTasks(engine, id)).map(({ node }) => node)).toEqual(['lead']);
    expect((await act(engine, company.lead, id, 'approve')).status).toBe(200);
  });

  test('waits two seconds for what somebody else is working on, and says that it is busy', async () => {
    const id = await sent(engine, 'doc', company.clerk, { amount: '7.00' });
    const other = await owner.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM core.flow_instance WHERE record_id = $1 FOR UPDATE', [id]);
    const began = performance.now();
    const { complete, steps, flow } = await tried(SMALL.slice(1, 2), { record: { id } });
    const waited = performance.now() - began;
    await other.query('ROLLBACK');
    other.release();
    expect([complete, steps[0]?.refused?.code, flow.status]).toEqual([false, 'busy', 'running']);
    expect(waited).toBeLessThan(4500);
  });

  test('of a drawing that nobody has published goes by that drawing', async () => {
    const definition = {
      ...DRAWN,
      nodes: DRAWN.nodes.filter(({ id }) => ['start', 'lead', 'end'].includes(id)),
      edges: [
        { id: 'a', from: 'start', to: 'lead' },
        { id: 'b', from: 'lead', to: 'end' },
      ],
    };
    const { flow } = await tried(SMALL.slice(0, 2), { definition });
    expect([flow.status, flow.taken]).toEqual(['approved', ['a', 'b']]);
  });

  test('takes drafts of rules along and says which drafts it leaves', async () => {
    await draft(engine, company.designer, {
      kind: 'rule',
      format: 1,
      key: 'round',
      title: title('round'),
      form: 'doc',
      enabled: true,
      trigger: { on: ['create'] },
      phase: 'derive',
      priority: 100,
      condition: true,
      actions: [{ id: 'set', type: 'setField', field: 'note', formula: '"tried"' }],
    });
    await draft(engine, company.designer, {
      kind: 'role',
      format: 1,
      key: 'extra',
      title: title('extra'),
      forms: [],
    });
    const withDrafts = await tried([]);
    expect([withDrafts.record['note'], withDrafts.left]).toEqual(['tried', [{ kind: 'role', key: 'extra' }]]);
    const without = await tried([], { drafts: false });
    expect(without.record['note']).toBeNull();
    await undraft(engine, 'rule', 'round');
    await undraft(engine, 'role', 'extra');
  });

  test('names the place of what is wrong in the request', async () => {
    const asked = {
      starter: company.clerk.id,
      record: { values: {} },
      steps: [{ do: 'transfer', node: 'lead' }],
    };
    const { status, text } = await tryOut(engine, company.designer, asked);
    expect([status, JSON.parse(text).errors[0].pointer]).toEqual([422, '#/steps/0/to']);
  });

  test('is for those who read all records of the form', async () => {
    const asked = { starter: company.clerk.id, record: { values: {} }, steps: [] };
    expect((await tryOut(engine, company.drawer, asked)).status).toBe(403);
    expect((await tryOut(engine, company.clerk, asked)).status).toBe(403);
  });
});

describe('after a trial nothing is there that was not there before', () => {
  test('in no table, in no series of numbers, in nothing that waits to be sent', async () => {
    const real = await sent(engine, 'doc', company.clerk, { amount: '9.00', item });
    await engine.runWorkers();
    let rung = 0;
    engine.get(OutboxBell).onRing(() => (rung += 1));
    const before = await footprint(owner);
    const release = (await engine.get(ReleaseRegistry).current()).number;
    const { steps } = await tried([
      ...SMALL,
      { do: 'comment', comment: 'seen', mentions: [company.chief.id] },
    ]);
    expect(steps.at(-2)?.movements).toHaveLength(1);
    await tried([...SMALL.slice(1), { do: 'cancel', reason: 'tried' }], { record: { id: real } });
    await tried([{ do: 'start' }, { do: 'wait', for: 'P1D' }]);
    await engine.runWorkers();
    expect(await footprint(owner)).toEqual(before);
    expect(rung).toBe(0);
    expect((await engine.get(ReleaseRegistry).current()).number).toBe(release);
  });

  test('a real document takes the next number as if nobody had tried', async () => {
    const make = async () =>
      (
        await engine.request<{ record: { no: string } }>('POST', '/api/v1/forms/doc/records', {
          key: company.clerk.key,
          body: { amount: '1.00' },
        })
      ).body.record.no;
    const first = await make();
    const { record } = await tried([{ do: 'start' }]);
    const second = await make();
    expect(Number(second.slice(1))).toBe(Number(first.slice(1)) + 1);
    expect(record['no']).not.toBe(second);
  });

  test('a trial takes one connection, even where it reads what others have published', async () => {
    const spare = await startTestApp({ urls: engine.urls, clock: engine.clock, settings: { poolSize: 1 } });
    const { status } = await tryOut(spare, company.designer, {
      starter: company.clerk.id,
      record: { values: { amount: '5.00', item } },
      steps: SMALL,
    });
    await spare.stop();
    expect(status).toBe(200);
  });
});

const PASSES = {
  name: 'small ones skip the chief',
  starter: { role: 'clerk' },
  record: { values: { amount: '5.00', item: { match: { code: 'A-1' } } } },
  steps: SMALL,
  expect: {
    status: 'approved',
    state: 'done',
    path: ['start', 'lead', 'large', 'tell', 'pause', 'post', 'end'],
    open: [],
    notified: [{ role: 'steward' }],
  },
};

const ASKS = {
  name: 'large ones ask the chief',
  starter: { role: 'clerk' },
  record: { values: { amount: '500.00' } },
  steps: [{ do: 'start' }, { do: 'approve', node: 'lead' }, { do: 'act', action: 'send' }],
  expect: {
    status: 'running',
    open: [{ node: 'chief', role: 'chief' }],
    refused: { step: 3, code: 'already_done' },
  },
};

describe('a trial that was saved as a test', () => {
  const check = (tests: readonly object[]) =>
    engine.request<{ test: string; passed: boolean; missing?: boolean; differences: { where: string }[] }[]>(
      'POST',
      '/api/v1/flows/doc_flow/trials/check',
      { key: company.designer.key, body: { definition: { ...DRAWN, tests } } },
    );
  const withFlow = (flow: object, more: readonly object[] = []) => [
    ...APPLICATION.filter(({ key }) => key !== 'doc_flow'),
    flow,
    ...more,
  ];

  test('tells whether the flow still does what it did, and where it does not', async () => {
    const wrong = {
      ...PASSES,
      name: 'wrong',
      expect: { status: 'rejected', path: ['start'], open: [{ node: 'lead' }] },
    };
    const { body, text } = await check([PASSES, ASKS, wrong]);
    expect([text, body.map(({ test, passed }) => [test, passed])]).toEqual([
      text,
      [
        [PASSES.name, true],
        [ASKS.name, true],
        ['wrong', false],
      ],
    ]);
    expect(body[2]?.differences.map(({ where }) => where)).toEqual(['status', 'path', 'open']);
  });

  test('says that people or records of it are missing today', async () => {
    const nobody = { ...PASSES, name: 'nobody', starter: { role: 'extra' } };
    const nothing = { ...PASSES, name: 'nothing', record: { values: { item: { match: { code: 'Z' } } } } };
    const { body } = await check([nobody, nothing]);
    expect(body.map(({ passed, missing }) => [passed, missing])).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  test('may not speak of steps that are not drawn', async () => {
    const { status, text } = await check([{ ...PASSES, expect: { path: ['nowhere'] } }]);
    expect([status, text]).toEqual([422, expect.stringContaining('test_unknown_node')]);
  });

  test('stops a publish that makes it fail, and a publish that does not passes', async () => {
    const tests = [PASSES, ASKS];
    await publish(engine, withFlow({ ...DRAWN, tests }));
    const lower = DRAWN.edges.map((edge) =>
      edge.id === 'large-chief' ? { ...edge, when: { '>': [{ var: 'amount' }, '1'] } } : edge,
    );
    await expect(publish(engine, withFlow({ ...DRAWN, edges: lower, tests }))).rejects.toThrow(
      'flow_test_failed',
    );
    const refusing = {
      kind: 'rule',
      format: 1,
      key: 'none_small',
      title: title('none_small'),
      form: 'doc',
      enabled: true,
      trigger: { on: ['create'] },
      phase: 'validate',
      priority: 100,
      condition: { '<': [{ var: 'amount' }, '10'] },
      actions: [{ id: 'no', type: 'block', message: title('too small') }],
    };
    // The record of publishes tells of one that failed; nothing else does.
    const without = async () => ({ ...(await footprint(owner)), 'core.publish_run': 'grows' });
    const before = await without();
    await expect(publish(engine, withFlow({ ...DRAWN, tests }, [refusing]))).rejects.toThrow(PASSES.name);
    expect(await without()).toEqual(before);
  });

  test('does not stop a publish where its people are not there yet', async () => {
    const nobody = { ...PASSES, name: 'nobody', starter: { role: 'extra' } };
    await publish(engine, withFlow({ ...DRAWN, tests: [nobody] }));
  });
});
