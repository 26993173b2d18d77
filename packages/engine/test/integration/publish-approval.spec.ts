import { PublishWorker } from '../../src/releases/requests/publish-worker.js';
import { edited, role, ROLES, AGREE, CLAIM, withNote, Workshop } from './releases-work.fixtures.js';
import type { Body } from './releases-work.fixtures.js';

const REVIEWERS = [role('reviewer', []), role('chief', [])];

describe('a publish that somebody must approve', () => {
  let shop: Workshop;
  beforeEach(async () => {
    shop = await Workshop.open([CLAIM, AGREE, ...ROLES, ...REVIEWERS]);
    await shop.hire('rui', 'reviewer');
    await shop.ok('mei', 'PUT', 'design/settings', { publishApproval: { roles: ['reviewer'] } });
    await shop.draft(withNote());
  });
  afterEach(() => shop.engine.stop());

  const ask = async (body: object = {}) => {
    const answer = await shop.as('mei', 'POST', 'publish', { comment: 'a note', ...body });
    expect(answer.status).toBe(202);
    return answer.body.request;
  };
  const inForce = async (): Promise<number> => (await shop.ok('mei', 'GET', 'app')).release.number;
  const told = async (login: string): Promise<string[]> => {
    await shop.engine.runWorkers();
    const { data } = await shop.ok(login, 'GET', 'notifications');
    return data.map((each: { title: { en: string } }) => each.title.en);
  };

  test('waits, is told to the approvers, and is published when one of them approves', async () => {
    const { id, state, approvers } = await ask();
    expect([state, approvers, await inForce()]).toEqual(['waiting', ['reviewer'], 1]);
    expect(await told('rui')).toEqual(['A publish waits for your approval']);
    const diff = await shop.ok('rui', 'GET', `publish-requests/${id}/diff`);
    expect(diff.definitions[0].changes[0].sentence).toBe('New field "Note".');
    const done = await shop.ok('rui', 'POST', `publish-requests/${id}/actions/approve`, { comment: 'fine' });
    expect(done).toMatchObject({ state: 'published', release: 2, decidedByName: 'rui', decision: 'fine' });
    expect(await inForce()).toBe(2);
    expect(await told('mei')).toEqual(
      expect.arrayContaining(['Your publish was approved', 'It is published']),
    );
    const actions = (await shop.ok('mei', 'GET', 'audit?limit=10')).data.map(
      (each: { action: string }) => each.action,
    );
    expect(actions).toEqual(
      expect.arrayContaining(['publish', 'publish:approve', 'publish:request', 'setting:change']),
    );
  });

  test('is not approved by who asked for it, nor by a stranger', async () => {
    const { id } = await ask();
    expect((await shop.refused('mei', 'POST', `publish-requests/${id}/actions/approve`)).code).toBe(
      'own_publish_request',
    );
    expect((await shop.as('lin', 'POST', `publish-requests/${id}/actions/approve`)).status).toBe(403);
    expect((await shop.as('wang', 'GET', `publish-requests/${id}`)).status).toBe(404);
    expect((await shop.ok('rui', 'GET', 'publish-requests')).data).toMatchObject([
      { id, can: { approve: true, withdraw: false } },
    ]);
    expect((await shop.ok('wang', 'GET', 'publish-requests')).data).toEqual([]);
  });

  test('cannot be asked for where nobody else may approve', async () => {
    await shop.hire('solo', 'designer', 'chief');
    await shop.ok('mei', 'PUT', 'design/settings', { publishApproval: { roles: ['chief'] } });
    expect((await shop.refused('solo', 'POST', 'publish', {})).code).toBe('no_other_approver');
    expect((await shop.as('mei', 'POST', 'publish', {})).status).toBe(202);
  });

  test('may be approved by somebody who is named, without a role and without designing', async () => {
    const id = await shop.engine.createUser('tao', { roles: ['clerk'] });
    const key = await shop.engine.keyOf(id);
    const as = (method: 'GET' | 'POST', path: string) =>
      shop.engine.request<Body>(method, `/api/v1/${path}`, { key, headers: { 'accept-language': 'en' } });
    await shop.ok('mei', 'PUT', 'design/settings', { publishApproval: { roles: [], users: [id] } });
    const request = await ask();
    expect(request).toMatchObject({ approvers: [], approverUsers: [id], approverNames: ['tao'] });
    expect((await shop.as('rui', 'GET', `publish-requests/${request.id}`)).status).toBe(404);
    const diff = await as('GET', `publish-requests/${request.id}/diff`);
    expect(diff.body.definitions[0].changes[0].sentence).toBe('New field "Note".');
    expect((await as('GET', 'drafts')).status).toBe(403);
    const done = await as('POST', `publish-requests/${request.id}/actions/approve`);
    expect(done.body).toMatchObject({ state: 'published', release: 2 });
  });

  test('names somebody who is there, one at least', async () => {
    const set = (publishApproval: object) =>
      shop.refused('mei', 'PUT', 'design/settings', { publishApproval });
    const stranger = '00000000-0000-4000-8000-000000000000';
    expect((await set({ roles: [] })).errors[0]?.code).toBe('approval_without_approvers');
    expect((await set({ roles: [], users: [stranger] })).errors[0]?.code).toBe('unknown_user');
  });

  test('is a setting of administrators, of roles that there are', async () => {
    const unknown = { publishApproval: { roles: ['nobody'] } };
    expect((await shop.refused('mei', 'PUT', 'design/settings', unknown)).errors[0]?.code).toBe(
      'unknown_role',
    );
    expect((await shop.as('rui', 'PUT', 'design/settings', { publishApproval: null })).status).toBe(403);
    await shop.ok('lin', 'PUT', 'design/settings', { publishApproval: null });
    expect(await shop.publish()).toBe(2);
  });

  test('is one at a time, and can be rejected or withdrawn', async () => {
    const first = await ask();
    expect((await shop.refused('mei', 'POST', 'publish', {})).code).toBe('publish_request_open');
    await shop.ok('rui', 'POST', `publish-requests/${first.id}/actions/reject`, { comment: 'not yet' });
    expect(await told('mei')).toContain('Your publish was rejected');
    const second = await ask();
    await shop.ok('mei', 'POST', `publish-requests/${second.id}/actions/withdraw`);
    expect((await shop.refused('rui', 'POST', `publish-requests/${second.id}/actions/approve`)).code).toBe(
      'publish_request_decided',
    );
    expect(await inForce()).toBe(1);
  });

  test('is about the drafts as they were: one that was changed since fails and says so', async () => {
    const { id } = await ask();
    await shop.draft(edited(AGREE, (flow) => (flow.title.en = 'Consent')));
    const done = await shop.ok('rui', 'POST', `publish-requests/${id}/actions/approve`);
    expect(done).toMatchObject({ state: 'failed', release: null, failure: { code: 'stale_version' } });
    expect(await inForce()).toBe(1);
    expect(await told('mei')).toContain('The publish failed');
  });

  test('with errors is not even asked for', async () => {
    await shop.draft(edited(AGREE, (flow) => flow.nodes.pop()));
    expect((await shop.refused('mei', 'POST', 'publish', {})).code).toBe('not_publishable');
  });
});

describe('a publish at a time', () => {
  let shop: Workshop;
  beforeEach(async () => {
    shop = await Workshop.open();
    await shop.draft(withNote());
  });
  afterEach(() => shop.engine.stop());

  const in1Hour = () => new Date(Date.parse(shop.engine.clock.read()) + 3_600_000).toISOString();
  const inForce = async (): Promise<number> => (await shop.ok('mei', 'GET', 'app')).release.number;

  test('happens when its time has come, not before', async () => {
    const { status, body } = await shop.as('mei', 'POST', 'publish', { publishAt: in1Hour() });
    expect([status, body.request.state]).toEqual([202, 'approved']);
    const worker = shop.engine.get(PublishWorker);
    expect(await worker.round()).toBe(false);
    shop.engine.clock.advance({ minutes: 61 });
    expect(await worker.round()).toBe(true);
    expect(await worker.round()).toBe(false);
    expect(await inForce()).toBe(2);
    expect(await shop.ok('mei', 'GET', `publish-requests/${body.request.id}`)).toMatchObject({
      state: 'published',
      release: 2,
    });
  });

  test('in the past, or years ahead, is refused', async () => {
    for (const publishAt of ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z', 'soon'])
      expect((await shop.as('mei', 'POST', 'publish', { publishAt })).status).toBe(422);
  });
});

describe('every test inside a definition runs at a publish', () => {
  let shop: Workshop;
  beforeAll(async () => {
    shop = await Workshop.open();
  });
  afterAll(() => shop.engine.stop());

  const title = { 'zh-CN': '测试', en: 'Tried' };
  const head = (kind: string, key: string) => ({ kind, format: 1, key, title });
  const RULE = {
    ...head('rule', 'large'),
    form: 'claim',
    enabled: true,
    trigger: { on: ['create'] },
    phase: 'validate',
    priority: 1,
    condition: { '>': [{ var: 'amount' }, '100'] },
    actions: [{ id: 'w', type: 'warn', message: title }],
    tests: [{ name: 'small', record: { amount: '1' }, fires: true }],
  };
  const FORMULA = {
    ...head('formula', 'twice'),
    parameters: [{ id: 'x', title, type: 'number', scale: 0 }],
    result: { type: 'number', scale: 0 },
    expression: 'x * 2',
    tests: [{ name: 'two', arguments: { x: '2' }, expect: '5' }],
  };
  const TABLE = {
    ...head('decision-table', 'tier'),
    inputs: [{ id: 'sum', title, type: 'number' }],
    outputs: [{ id: 'name', title, type: 'text' }],
    hitPolicy: 'FIRST',
    rows: [{ id: 'any', when: { sum: '-' }, then: { name: 'low' } }],
    tests: [{ name: 'one', inputs: { sum: '1' }, expect: { name: 'high' } }],
  };
  const FLOW = edited(AGREE, (flow) => {
    flow.tests = [
      {
        name: 'never ends',
        starter: { role: 'designer' },
        record: { values: { amount: '1' } },
        steps: [],
        expect: { status: 'approved', state: 'done' },
      },
    ];
  });

  test.each([
    ['rule', RULE, 'rule_test_failed'],
    ['formula', FORMULA, 'formula_test_failed'],
    ['decision table', TABLE, 'table_test_failed'],
    ['flow', FLOW, 'flow_test_failed'],
  ])('a %s whose test fails is not published', async (_, definition, code) => {
    await shop.draft(definition as unknown as typeof CLAIM);
    const { code: refusal, errors } = await shop.refused('mei', 'POST', 'publish', {});
    expect([refusal, errors.map((each) => each.code)]).toEqual([
      'not_publishable',
      expect.arrayContaining([code]),
    ]);
    await shop.ok('mei', 'POST', 'drafts/discard');
  });
});
