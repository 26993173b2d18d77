import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { actors, record } from './expressions.fixtures.js';
import type { Actor } from './expressions.fixtures.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- one route with many faces, each looked at by its test
type Body = any;

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const decimal = (name: string, more = {}) => ({
  type: 'string',
  format: 'decimal',
  'x-scale': 2,
  'x-title': title(name),
  ...more,
});
const words = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const computed = (formula: string) => ({ readOnly: true, 'x-formula': formula });

const fields = (more: object = {}) => ({
  code: words('Code', { 'x-unique': true }),
  amount: decimal('Amount'),
  secret: decimal('Secret'),
  fee: decimal('Fee', computed('fee_of(amount)')),
  tier: words('Tier', computed('tier_of(amount)')),
  level: words('Level'),
  ...more,
});

/** A claim whose fee comes from a named formula, and whose tier a decision table gives. */
function claim(more: object = {}) {
  const properties = fields(more);
  return {
    ...head('form', 'claim'),
    usage: 'document',
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: Object.keys(properties), codeField: 'code', titleField: 'code' },
  };
}

const fee = (expression: string, more: object = {}) => ({
  ...head('formula', 'fee_of'),
  parameters: [{ id: 'x', title: title('x'), type: 'number', scale: 2 }],
  result: { type: 'number', scale: 2 },
  expression,
  ...more,
});

const tier = (limit: string) => ({
  ...head('decision-table', 'tier_of'),
  inputs: [{ id: 'sum', title: title('Sum'), type: 'number', scale: 2, required: true }],
  outputs: [{ id: 'name', title: title('Name'), type: 'text' }],
  hitPolicy: 'FIRST',
  rows: [
    { id: 'low', when: { sum: `<= ${limit}` }, then: { name: 'low' } },
    { id: 'high', when: { sum: '-' }, then: { name: 'high' } },
  ],
});

const costly = (limit: string) => ({
  ...head('rule', 'costly'),
  form: 'claim',
  enabled: true,
  trigger: { on: ['create', 'update'] },
  phase: 'derive',
  priority: 100,
  condition: { '>': [{ var: 'fee' }, limit] },
  actions: [{ id: 'mark', type: 'setField', field: 'level', formula: "'costly'" }],
  tests: [{ name: 'a large one', record: { amount: '1000' }, fires: true }],
});

const role = (key: string, forms: object[]) => ({ ...head('role', key), forms, system: ['design'] });
const ROLES = [
  role('chief', [{ form: '*', actions: ['*'], rows: 'all' }]),
  role('half', [{ form: 'claim', actions: ['read'], rows: 'all', hidden: ['secret'] }]),
];

let engine: TestApp;
let who: Readonly<Record<'chief' | 'half', Actor>>;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({
    definitions: [
      claim(),
      fee('x * 10 / 100'),
      tier('500'),
      costly('50'),
      ...ROLES,
    ] as unknown as Definition[],
    base: 0,
    actor: null,
    comment: 'claims',
  });
  who = await actors(engine, 'chief', 'half');
  for (const [index, amount] of ['100', '400', '600', '900'].entries())
    await record(engine, who.chief, 'claim', { code: `C${index}`, amount, secret: '987.65' });
});

afterAll(() => engine.stop());

function replay(definitions: readonly object[] | undefined, actor = who.chief, more: object = {}) {
  return engine.request<Body>('POST', '/api/v1/rules/replay', {
    key: actor.key,
    body: { ...(definitions ? { definitions } : {}), ...more },
    headers: { 'accept-language': 'en' },
  });
}

const changes = ({ body }: TestAnswer<Body>) =>
  (body.differences as Body[]).map(
    ({ record: { code }, changed }) =>
      `${code} ${(changed as Body[]).map((each) => `${each.path} ${each.old} ${each.new}`).join(', ')}`,
  );
const places = ({ body }: TestAnswer<Body>) =>
  (body.errors as { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} ${pointer}`);

describe('replaying a draft of a form', () => {
  test('tells which computed fields would be another', async () => {
    const answer = await replay([claim({ fee: decimal('Fee', computed('fee_of(amount) + 1')) })]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ form: 'claim', replayed: 4, complete: true, rules: [] });
    expect(answer.body.definitions).toEqual([
      { kind: 'form', key: 'claim', title: title('claim'), change: 'changed' },
    ]);
    expect(changes(answer)).toEqual([
      'C3 /fee 90.00 91.00',
      'C2 /fee 60.00 61.00',
      'C1 /fee 40.00 41.00',
      'C0 /fee 10.00 11.00',
    ]);
  });

  test('works out fields that the records do not have yet', async () => {
    const answer = await replay([claim({ half: decimal('Half', computed('amount / 2')) })]);
    expect(changes(answer)[0]).toBe('C3 /half null 450.00');
    expect(answer.body.differences[0].changed[0].title).toEqual(title('Half'));
  });

  test('shows nothing that is worked out of hidden fields, nor rules that read it', async () => {
    const leaking = claim({ leak: decimal('Leak', computed('secret')) });
    const reading = { ...costly('50'), condition: { '>': [{ var: 'leak' }, '1'] } };
    const answer = await replay([leaking], who.half);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('987.65');
    expect(answer.body.differences).toEqual([]);
    expect(places(await replay([leaking, reading], who.half))).toEqual(['rule_reads_hidden #/definitions/1']);
  });

  test('gives no rights that are not published', async () => {
    await engine.request('PUT', '/api/v1/drafts/role/half', {
      key: who.chief.key,
      body: { definition: role('half', [{ form: '*', actions: ['*'], rows: 'all' }]) },
    });
    const answer = await replay([claim({ twice: decimal('Twice', computed('secret * 2')) })], who.half);
    await engine.request('DELETE', '/api/v1/drafts/role/half', { key: who.chief.key });
    expect(answer.text).not.toContain('1975.30');
  });

  test('that cannot be compiled is refused where it is wrong', async () => {
    const answer = await replay([claim({ fee: decimal('Fee', computed('fee_of(nothing)')) })]);
    expect(answer.status).toBe(422);
    expect(places(answer)[0]).toMatch(/^formula_unknown_variable #\/definitions\/0\/schema\/properties\/fee/);
  });
});

describe('replaying a draft of a named formula', () => {
  test('tells the values and the rules that follow from it', async () => {
    const answer = await replay([fee('x * 20 / 100')]);
    expect(answer.body.counts).toMatchObject({ different: 4, changed: 4, fired: 1 });
    expect(answer.body.differences.map(({ fired }: Body) => fired)).toEqual([[], [], ['costly'], []]);
    expect(changes(answer)[2]).toBe('C1 /fee 40.00 80.00, /level null costly');
  });

  test('together with a rule tells what both make of it', async () => {
    const answer = await replay([fee('x * 20 / 100'), costly('150')]);
    expect(answer.body.rules).toEqual([expect.objectContaining({ key: 'costly', fired: 0, unfired: 1 })]);
    expect(answer.body.definitions.map(({ key }: Body) => key)).toEqual(['fee_of']);
  });

  test('is not held up by a test that it breaks', async () => {
    const tests = [{ name: 'ten', arguments: { x: '100' }, expect: '10.00' }];
    expect((await replay([fee('x / 4', { tests })])).status).toBe(200);
  });

  test('that no form calls has nothing to be replayed on', async () => {
    const lonely = { ...fee('x'), key: 'lonely', title: title('lonely') };
    expect(places(await replay([lonely]))).toEqual(['nothing_to_replay #/definitions']);
  });
});

describe('replaying a draft of a decision table', () => {
  test('tells on which records another row answers', async () => {
    expect(changes(await replay([tier('650')]))).toEqual(['C2 /tier high low']);
  });

  test('as published changes nothing', async () => {
    const answer = await replay([tier('500')]);
    expect(answer.body).toMatchObject({ replayed: 4, counts: { different: 0 }, differences: [] });
    expect(answer.body.definitions[0].change).toBe('same');
  });
});

test('the drafts that are kept are replayed together, whatever their kinds', async () => {
  const put = (kind: string, key: string, definition: object) =>
    engine.request('PUT', `/api/v1/drafts/${kind}/${key}`, { key: who.chief.key, body: { definition } });
  await put('formula', 'fee_of', fee('x'));
  await put('decision-table', 'tier_of', tier('50'));
  const answer = await replay(undefined);
  expect(changes(answer)[3]).toBe('C0 /fee 10.00 100.00, /tier low high, /level null costly');
  await engine.request('DELETE', '/api/v1/drafts/formula/fee_of', { key: who.chief.key });
  await engine.request('DELETE', '/api/v1/drafts/decision-table/tier_of', { key: who.chief.key });
});

test('a replay of drafts writes nothing', async () => {
  const read = () => engine.request<Body>('GET', '/api/v1/forms/claim/records', { key: who.chief.key });
  const before = (await read()).body.data;
  await replay([fee('x * 7'), tier('1')]);
  expect((await read()).body.data).toEqual(before);
});

test('a designer reads all definitions of a kind in one call', async () => {
  const path = '/api/v1/definitions?kind=formula&full=true';
  const { body } = await engine.request<Body>('GET', path, { key: who.chief.key });
  expect(body.data).toEqual([
    expect.objectContaining({ kind: 'formula', key: 'fee_of', definition: fee('x * 10 / 100') }),
  ]);
});
