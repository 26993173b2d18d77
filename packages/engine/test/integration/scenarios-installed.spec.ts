import type { Definition, ScenarioFile } from '@dougong/kernel/metadata';
import { PublishWorker } from '../../src/releases/requests/publish-worker.js';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { DEFINITIONS, head, SEED } from './scenarios.fixtures.js';

const SCENARIO: ScenarioFile = {
  ...head('scenario', 'a_claim_is_approved'),
  start: '2026-11-23T09:00:00+08:00',
  steps: [
    { do: 'create', by: 'ann', form: 'claim', as: 'claim', values: { amount: '2.50' } },
    { do: 'act', by: 'ann', record: '@claim', action: 'send' },
    {
      do: 'answer',
      by: 'bob',
      record: '@claim',
      answer: 'approve',
      expect: { records: [{ record: '@claim', state: 'done' }] },
    },
  ],
};

const DESIGNER: Definition = { ...head('role', 'designer'), forms: [], system: ['design'] };
const CHIEF: Definition = { ...head('role', 'chief'), forms: [], system: ['design', 'administer', 'audit'] };

let engine: TestApp;
let key: string;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(TemplateInstaller).installPackage(
    {
      manifest: { ...head('template', 'small'), version: '1.0.0' },
      definitions: [...DEFINITIONS, DESIGNER, CHIEF],
      seeds: [{ file: 'people.json', demo: true, content: SEED }],
      scenarios: [SCENARIO],
    },
    { demo: false, skipScenarios: true },
  );
  key = await engine.keyOf(await engine.createUser('dora', { roles: ['designer'] }));
});

afterAll(() => engine.stop());

interface Outcomes {
  readonly outcomes: readonly {
    readonly scenario: string;
    readonly passed: boolean;
    readonly failures: readonly { readonly code: string; readonly pointer: string }[];
  }[];
}

async function played(): Promise<readonly (readonly unknown[])[]> {
  const { status, body } = await engine.request<Outcomes>('POST', '/api/v1/design/scenarios/runs', { key });
  expect(status).toBe(200);
  return body.outcomes.map(({ scenario, passed, failures }) => [
    scenario,
    passed,
    failures.map(({ code, pointer }) => `${code} ${pointer}`),
  ]);
}

const publish = (body: object) => engine.refused('POST', '/api/v1/publish', { key, body });

test('drafts are played against the scenarios of the installed templates, and a publish that asks for it is refused', async () => {
  expect(await played()).toEqual([['a_claim_is_approved', true, []]]);

  const flow = DEFINITIONS.find(({ kind }) => kind === 'flow') as Extract<Definition, { kind: 'flow' }>;
  const changed = { ...flow, states: { ...flow.states, approved: 'draft' } };
  const put = await engine.request('PUT', '/api/v1/drafts/flow/claim_flow', {
    key,
    body: { definition: changed },
  });
  expect(put.status).toBe(200);
  const failure = 'scenario_record_differs /steps/2/expect/records/0/state';
  expect(await played()).toEqual([['a_claim_is_approved', false, [failure]]]);

  const refused = await publish({ scenarios: true });
  expect([refused.status, refused.body.code, refused.body.params]).toEqual([
    422,
    'scenarios_failed',
    { scenarios: ['a_claim_is_approved'] },
  ]);
  expect(refused.body.errors.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    'scenario_record_differs #/scenario/a_claim_is_approved/steps/2/expect/records/0/state',
  ]);
  // The change concerns the scenario, so it is played though nobody asks.
  expect((await publish({})).body.code).toBe('scenarios_failed');
  const { rows } = await engine.database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM data.claim',
  );
  expect(rows).toEqual([{ count: 0 }]);
}, 180_000);

test('what a publish would play is told with its reasons, and what concerns no scenario plays none', async () => {
  const chosen = async () =>
    (await engine.request<Record<string, unknown>>('GET', '/api/v1/design/scenarios/chosen', { key })).body;
  expect(await chosen()).toMatchObject({
    rule: 'affected',
    installed: 1,
    maySkip: false,
    played: [{ key: 'a_claim_is_approved', because: [{ kind: 'flow', key: 'claim_flow' }] }],
  });
  await engine.request('DELETE', '/api/v1/drafts/flow/claim_flow', { key });
  const role: Definition = { ...head('role', 'onlooker'), forms: [] };
  await engine.request('PUT', '/api/v1/drafts/role/onlooker', { key, body: { definition: role } });
  expect(await chosen()).toMatchObject({ installed: 1, played: [] });
  expect((await publish({})).status).toBe(201);
});

test('whoever does not design plays none', async () => {
  const clerk = await engine.keyOf(await engine.createUser('carl', { roles: ['clerk'] }));
  expect((await engine.refused('POST', '/api/v1/design/scenarios/runs', { key: clerk })).status).toBe(403);
});

describe('where every publish plays the scenarios', () => {
  const FLOW = DEFINITIONS.find(({ kind }) => kind === 'flow') as Extract<Definition, { kind: 'flow' }>;
  let chief: string;

  const as = (who: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
    engine.request<Record<string, unknown>>(method, `/api/v1/${path}`, { key: who, body });

  /** Drafts a flow whose approved claims end in this state. */
  async function draft(approved: string): Promise<void> {
    const definition = {
      ...FLOW,
      title: { 'zh-CN': approved, en: approved },
      states: { ...FLOW.states, approved },
    };
    expect((await as(key, 'PUT', 'drafts/flow/claim_flow', { definition })).status).toBe(200);
  }

  async function newest(): Promise<unknown> {
    const { body } = await as(key, 'GET', 'releases?limit=1');
    return (body['data'] as { scenarios: unknown }[])[0]?.scenarios;
  }

  async function audited(action: string): Promise<unknown> {
    const { rows } = await engine.database.query<{ changes: { path: string; new?: unknown }[] }>(
      'SELECT changes FROM core.audit_entry WHERE action = $1 ORDER BY id DESC LIMIT 1',
      [action],
    );
    return rows[0]?.changes.find(({ path }) => path === '/scenarios')?.new;
  }

  beforeAll(async () => {
    chief = await engine.keyOf(await engine.createUser('chris', { roles: ['chief'] }));
  });

  test('it is a setting of administrators, beside that of approvals', async () => {
    expect((await as(key, 'PUT', 'design/settings', { publishScenarios: 'always' })).status).toBe(403);
    expect((await as(key, 'GET', 'design/settings')).body).toEqual({
      publishApproval: null,
      publishScenarios: 'affected',
    });
    await as(chief, 'PUT', 'design/settings', { publishApproval: { roles: ['chief'] } });
    const both = await as(chief, 'PUT', 'design/settings', { publishScenarios: 'always' });
    expect(both.body).toEqual({ publishApproval: { roles: ['chief'] }, publishScenarios: 'always' });
    const one = await as(chief, 'PUT', 'design/settings', { publishApproval: null });
    expect(one.body).toEqual({ publishApproval: null, publishScenarios: 'always' });
    expect((await as(chief, 'PUT', 'design/settings', { publishScenarios: 'never' })).status).toBe(422);
  });

  test('one that fails is refused unasked; only who administers leaves them out, and it is kept', async () => {
    await draft('sent');
    expect((await publish({})).body.code).toBe('scenarios_failed');
    const refused = await publish({ scenarios: false });
    expect([refused.status, refused.body.code]).toEqual([403, 'scenarios_are_rule']);
    expect((await as(chief, 'POST', 'publish', { scenarios: false })).status).toBe(201);
    expect([await newest(), await audited('publish')]).toEqual(['skipped', 'skipped']);
  }, 120_000);

  test('a publish at a time remembers that they were left out', async () => {
    await draft('draft');
    const publishAt = new Date(Date.parse(engine.clock.read()) + 3_600_000).toISOString();
    const asked = await as(chief, 'POST', 'publish', { scenarios: false, publishAt });
    expect(asked).toMatchObject({ status: 202, body: { request: { scenarios: 'skipped' } } });
    expect(await audited('publish:request')).toBe('skipped');
    engine.clock.advance({ minutes: 61 });
    expect(await engine.get(PublishWorker).round()).toBe(true);
    const { body } = await as(key, 'GET', 'publish-requests?limit=1');
    expect(body['data']).toMatchObject([{ state: 'published', scenarios: 'skipped' }]);
    expect([await newest(), await audited('publish')]).toEqual(['skipped', 'skipped']);
  }, 120_000);

  test('one that passes says so', async () => {
    await draft('done');
    expect((await publish({})).status).toBe(201);
    expect([await newest(), await audited('publish')]).toEqual(['passed', 'passed']);
  }, 120_000);
});
