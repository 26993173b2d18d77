import pg from 'pg';
import type { ScenarioFile, ScenarioStep } from '@dougong/kernel/metadata';
import { makeEngine } from '../../src/create-app.js';
import { ScenarioRunner } from '../../src/scenarios/scenario-runner.js';
import { runScenarios } from '../../src/scenarios/run-scenarios.js';
import type { ScenarioOutcome } from '../../src/scenarios/scenario-bundle.js';
import { openScratchDatabases } from '../../src/scenarios/scratch-databases.js';
import type { ScratchDatabases } from '../../src/scenarios/scratch-databases.js';
import { DEFINITIONS, head, SEED } from './scenarios.fixtures.js';

const MADE: ScenarioStep = {
  do: 'create',
  by: 'ann',
  form: 'claim',
  as: 'claim',
  values: { amount: '2.50', owner: '@user/bob' },
};
const SENT: ScenarioStep = { do: 'act', by: 'ann', record: '@claim', action: 'send' };

let databases: ScratchDatabases;

beforeAll(async () => {
  const { DOUGONG_TEST_OWNER_URL: ownerUrl, DOUGONG_TEST_APP_URL: appUrl } = process.env;
  databases = await openScratchDatabases(ownerUrl && appUrl ? { urls: { ownerUrl, appUrl } } : {});
});

afterAll(() => databases.close());

function play(...scenarios: (readonly ScenarioStep[])[]): Promise<readonly ScenarioOutcome[]> {
  const data = [{ template: 'small', seeds: [SEED] }];
  const files = scenarios.map((steps, at): ScenarioFile => {
    return { ...head('scenario', `s${at}`), start: '2026-11-23T09:00:00+08:00', steps: [...steps] };
  });
  return runScenarios({ definitions: DEFINITIONS, data, scenarios: files }, { databases, makeEngine });
}

const told = ({ failures }: ScenarioOutcome) => failures.map(({ code, path }) => `${code} ${path}`);

test('where no databases can be made for them they are refused with what to do, and none passes', async () => {
  const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
  const runnerOf = (scenarioDatabaseUrl?: string) =>
    new ScenarioRunner(undefined as never, nowhere, nowhere, makeEngine, { scenarioDatabaseUrl });
  const runner = runnerOf();
  const scenario: ScenarioFile = {
    ...head('scenario', 'any'),
    start: '2026-11-23T09:00:00+08:00',
    steps: [MADE],
  };
  const bundle = { definitions: DEFINITIONS, data: [], scenarios: [scenario] };
  await expect(runner.run(bundle)).rejects.toMatchObject({ status: 409, code: 'scenarios_have_no_place' });
  await expect(runnerOf(nowhere).run(bundle)).rejects.toMatchObject({ code: 'scenarios_have_no_place' });
  expect(await runner.run({ ...bundle, scenarios: [] })).toEqual([]);
});

test('a role for scenarios alone makes their databases, is owner and application there, and leaves none behind', async () => {
  const scenarioDatabaseUrl = process.env['DOUGONG_TEST_OWNER_URL'] ?? '';
  const client = new pg.Client({ connectionString: scenarioDatabaseUrl });
  await client.connect();
  const used = new Set<string>();
  const watched: typeof makeEngine = (options) => {
    const { ownerUrl, appUrl } = options.urls;
    expect(appUrl).toBe(ownerUrl);
    used.add(new URL(ownerUrl).pathname.slice(1));
    return makeEngine(options);
  };
  const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
  const runner = new ScenarioRunner(undefined as never, nowhere, nowhere, watched, { scenarioDatabaseUrl });
  const scenario: ScenarioFile = {
    ...head('scenario', 'own'),
    start: '2026-11-23T09:00:00+08:00',
    steps: [MADE, SENT],
  };
  const data = [{ template: 'small', seeds: [SEED] }];
  const outcomes = await runner.run({ definitions: DEFINITIONS, data, scenarios: [scenario] });
  expect(outcomes.map(({ passed, failures }) => [passed, failures])).toEqual([[true, []]]);
  const { rows } = await client.query('SELECT datname FROM pg_database WHERE datname = ANY($1)', [[...used]]);
  expect([used.size > 0, rows]).toEqual([true, []]);
  await client.end();
});

test('scenarios go through the public path, each from the same beginning', async () => {
  const whole: readonly ScenarioStep[] = [
    {
      ...MADE,
      expect: {
        records: [{ record: '@claim', state: 'draft', values: { amount: '2.5', owner: '@user/bob' } }],
      },
    },
    {
      ...SENT,
      by: 'bob',
      expect: { refused: { status: 403 }, audit: [{ by: 'bob', action: 'act:send', outcome: 'refused' }] },
    },
    { ...SENT, expect: { todos: [{ record: '@claim', node: 'approve', who: ['bob'] }] } },
    { do: 'answer', by: 'ann', record: '@claim', answer: 'approve', expect: { refused: { status: 403 } } },
    { do: 'wait', at: '+P1DT23H', expect: { records: [{ record: '@claim', state: 'sent' }] } },
    {
      do: 'wait',
      at: '+PT1H',
      expect: { records: [{ record: '@claim', state: 'done' }], todos: [{ record: '@claim', who: [] }] },
    },
    {
      do: 'find',
      form: 'claim',
      where: { amount: '1.00' },
      as: 'old',
      expect: { records: [{ record: '@claim/old', state: 'draft' }] },
    },
  ];
  const outcomes = await play(whole, whole);
  expect(outcomes.map((outcome) => [outcome.scenario, outcome.passed, told(outcome)])).toEqual([
    ['s0', true, []],
    ['s1', true, []],
  ]);
}, 60_000);

test('a failed expectation says where it stands, what was expected and what there is', async () => {
  const wrong: ScenarioStep = {
    ...SENT,
    expect: {
      records: [{ record: '@claim', state: 'done', values: { amount: '2.51' } }],
      todos: [{ record: '@claim', who: ['ann'] }],
      notifications: [{ to: 'ann', count: 7 }],
      audit: [{ action: 'act:send', by: 'bob' }],
    },
  };
  const [expectations, refusal, wish, name] = await play(
    [MADE, wrong],
    [MADE, { ...SENT, by: 'bob' }, SENT],
    [MADE, { ...SENT, expect: { refused: { status: 403 } } }],
    [{ ...MADE, values: { amount: '@claim/new' } }, SENT],
  );
  expect(told(expectations as ScenarioOutcome)).toEqual([
    'scenario_record_differs /steps/1/expect/records/0/state',
    'scenario_record_differs /steps/1/expect/records/0/values/amount',
    'scenario_todos_differ /steps/1/expect/todos/0',
    'scenario_notifications_differ /steps/1/expect/notifications/0',
    'scenario_audit_missing /steps/1/expect/audit/0',
  ]);
  expect(expectations?.failures[1]?.params).toMatchObject({ step: 2, expected: '2.51', got: '2.50' });
  expect(told(refusal as ScenarioOutcome)).toEqual(['scenario_step_refused /steps/1']);
  expect(told(wish as ScenarioOutcome)).toEqual(['scenario_step_not_refused /steps/1/expect/refused']);
  expect(told(name as ScenarioOutcome)).toEqual(['scenario_name_unknown /steps/0/values/amount']);
}, 60_000);
