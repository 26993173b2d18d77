import type { Definition, ScenarioFile, SeedFile } from '../../metadata/index.js';
import { affectedScenarios } from './affected-scenarios.js';

const title = { 'zh-CN': '名', en: 'name' };
const define = (kind: string, key: string, rest: object = {}): Definition =>
  ({ kind, key, format: 1, title, ...rest }) as unknown as Definition;

const scenario = (key: string, form: string, by = 'ann'): ScenarioFile => ({
  kind: 'scenario',
  format: 1,
  key,
  title,
  start: '2026-11-23T09:00:00+08:00',
  steps: [{ do: 'create', by, form, as: 'made', values: {} }],
});

const ALL: readonly Definition[] = [
  define('form', 'claim', { field: { 'x-formula': 'ROUND(rate_of(amount))' } }),
  define('form', 'visit'),
  define('form', 'parcel'),
  define('formula', 'rate_of', { expression: '金额上限()' }),
  define('formula', 'limit', { title: { 'zh-CN': '金额上限', en: 'Limit' }, expression: '1' }),
  define('rule', 'follow_up', { form: 'visit', trigger: { on: ['create'] }, actions: [{ form: 'parcel' }] }),
  define('rule', 'pack', { form: 'parcel', trigger: { on: ['create'] } }),
  define('register', 'parts'),
  define('posting', 'send', { form: 'parcel', movements: [{ register: 'parts' }] }),
  define('rule', 'low', { trigger: { on: ['threshold'], threshold: { register: 'parts' } } }),
  define('role', 'clerk', { forms: [{ form: 'claim' }, { form: 'visit' }] }),
  define('role', 'guest', { forms: [] }),
  define('calendar', 'house'),
  define('menu', 'main'),
];
const SEEDS: readonly SeedFile[] = [
  { kind: 'seed', format: 1, users: [{ login: 'ann', name: 'Ann', roles: ['clerk'] }] },
];
const SCENARIOS = [scenario('claims', 'claim'), scenario('visits', 'visit')];

function chosenFor(kind: string, key: string, seeds = SEEDS, scenarios = SCENARIOS): readonly string[] {
  const after = ALL.map((each) =>
    each.kind === kind && each.key === key ? ({ ...each, description: title } as Definition) : each,
  );
  return affectedScenarios({ scenarios, seeds }, ALL, after).map((each) => each.scenario.key);
}

describe('a change of', () => {
  test.each([
    ['form', 'claim', ['claims']],
    ['form', 'visit', ['visits']],
    ['formula', 'rate_of', ['claims']],
    ['rule', 'follow_up', ['visits']],
    ['rule', 'pack', ['visits']],
    ['posting', 'send', ['visits']],
    ['register', 'parts', ['visits']],
    ['rule', 'low', ['visits']],
    ['role', 'clerk', ['claims', 'visits']],
    ['role', 'guest', []],
    ['calendar', 'house', ['claims', 'visits']],
    ['menu', 'main', []],
  ])('the %s %s concerns %j', (kind, key, expected) => {
    expect(chosenFor(kind, key)).toEqual(expected);
  });

  test('a formula that another one calls by its title concerns whoever uses that', () => {
    expect(chosenFor('formula', 'limit')).toEqual(['claims']);
  });

  test('what sample data are made with concerns all', () => {
    const seeds: SeedFile[] = [
      ...SEEDS,
      { kind: 'seed', format: 1, records: [{ form: 'claim', ref: 'first', values: {} }] },
    ];
    expect(chosenFor('form', 'claim', seeds)).toEqual(['claims', 'visits']);
    expect(chosenFor('form', 'visit', seeds)).toEqual(['visits']);
  });

  test('anything concerns a scenario in which somebody unknown acts', () => {
    const scenarios = [scenario('strange', 'claim', 'zoe')];
    expect(chosenFor('role', 'guest', SEEDS, scenarios)).toEqual(['strange']);
  });

  test('nothing concerns none', () => {
    expect(affectedScenarios({ scenarios: SCENARIOS, seeds: SEEDS }, ALL, ALL)).toEqual([]);
  });
});
