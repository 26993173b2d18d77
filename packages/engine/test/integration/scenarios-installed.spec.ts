import type { Definition, ScenarioFile } from '@dougong/kernel/metadata';
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

let engine: TestApp;
let key: string;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(TemplateInstaller).installPackage(
    {
      manifest: { ...head('template', 'small'), version: '1.0.0' },
      definitions: [...DEFINITIONS, DESIGNER],
      seeds: [{ file: 'people.json', demo: true, content: SEED }],
      scenarios: [SCENARIO],
    },
    { demo: false },
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
  expect((await publish({})).status).toBe(201);
  const { rows } = await engine.database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM data.claim',
  );
  expect(rows).toEqual([{ count: 0 }]);
}, 180_000);

test('whoever does not design plays none', async () => {
  const clerk = await engine.keyOf(await engine.createUser('carl', { roles: ['clerk'] }));
  expect((await engine.refused('POST', '/api/v1/design/scenarios/runs', { key: clerk })).status).toBe(403);
});
