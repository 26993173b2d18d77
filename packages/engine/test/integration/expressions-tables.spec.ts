import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { actors, publishExpressions } from './expressions.fixtures.js';
import type { Actor } from './expressions.fixtures.js';

interface Finding {
  readonly code: string;
  readonly pointer: string;
  readonly detail: string;
  readonly rows: readonly string[];
  readonly witness?: Readonly<Record<string, unknown>>;
  readonly proposal?: { readonly when: Readonly<Record<string, string>> };
}

interface Body {
  readonly outputs?: unknown;
  readonly findings: readonly Finding[];
  readonly errors?: readonly Finding[];
  readonly [more: string]: unknown;
}

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const row = (id: string, when: object, then: object) => ({ id, when, then });

const LEVEL = {
  kind: 'decision-table',
  format: 1,
  key: 'level',
  title: title('级别', 'Level'),
  hitPolicy: 'UNIQUE',
  inputs: [
    { id: 'amount', title: title('金额', 'Amount'), type: 'number', required: true },
    { id: 'urgent', title: title('加急', 'Urgent'), type: 'boolean', required: true },
  ],
  outputs: [
    { id: 'level', title: title('级别', 'Level'), type: 'text' },
    { id: 'fee', title: title('费用', 'Fee'), type: 'number', scale: 2 },
  ],
  rows: [
    row('small', { amount: '< 1000' }, { level: 'one', fee: '=amount * 0.01' }),
    row('large', { amount: '>= 1000', urgent: 'false' }, { level: 'two', fee: '10.10' }),
    row('now', { amount: '>= 1000', urgent: 'true' }, { level: 'three', fee: '0' }),
  ],
};

/** Reads a field that readers are not shown. */
const OF_COST = {
  ...LEVEL,
  key: 'of_cost',
  form: 'claim',
  inputs: [{ id: 'cost', title: title('成本', 'Cost'), type: 'number', scale: 2 }],
  rows: [row('any', {}, { level: 'one', fee: '1' })],
};

/** Reads only what readers are shown, the name of a place among it. */
const OF_AMOUNT = {
  ...OF_COST,
  key: 'of_amount',
  inputs: [
    { id: 'amount', title: title('金额', 'Amount'), type: 'number', scale: 2 },
    { id: 'at', title: title('地点', 'Place'), type: 'text', expression: 'place.name' },
  ],
  rows: [row('hill', { amount: '> 5', at: 'Hill' }, { level: 'one', fee: '1' })],
};

let engine: TestApp;
let designer: Actor;
let reader: Actor;
let outsider: Actor;

beforeAll(async () => {
  engine = await startTestApp();
  await publishExpressions(engine, [LEVEL, OF_COST, OF_AMOUNT]);
  ({ designer, reader, outsider } = await actors(engine, 'designer', 'reader', 'outsider'));
});

afterAll(() => engine.stop());

function post(actor: Actor, path: string, body: object, language = 'en'): Promise<TestAnswer<Body>> {
  return engine.request<Body>('POST', `/api/v1/decision-tables/${path}`, {
    key: actor.key,
    body,
    headers: { 'accept-language': language },
  });
}

const ask = (actor: Actor, key: string, inputs: unknown) => post(actor, `${key}/evaluate`, { inputs });
const check = (definition: unknown, language?: string) => post(designer, 'check', { definition }, language);
const places = ({ body }: TestAnswer<Body>) =>
  (body.errors ?? body.findings).map(({ code, pointer }) => `${code} ${pointer}`);

describe('asking a decision table', () => {
  test('gives exact outputs, the rows that decided and what each column did', async () => {
    const { status, body } = await ask(designer, 'level', { amount: '999.99', urgent: true });
    expect(status).toBe(200);
    expect(body).toEqual({
      outputs: { level: 'one', fee: '10.00' },
      rows: ['small'],
      trace: [
        {
          input: 'amount',
          title: title('金额', 'Amount'),
          value: '999.99',
          fitting: 1,
          remaining: 1,
          excluded: ['large', 'now'],
        },
        {
          input: 'urgent',
          title: title('加急', 'Urgent'),
          value: true,
          fitting: 2,
          remaining: 1,
          excluded: [],
        },
      ],
      version: 1,
    });
    expect((await ask(designer, 'level', { amount: '1000', urgent: true })).body['rows']).toEqual(['now']);
  });

  test('where no row fits is an answer with its reason', async () => {
    const { status, body } = await ask(reader, 'of_amount', { amount: '6.00', at: 'Dale' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outputs: null,
      rows: [],
      error: { code: 'table_no_hit', detail: expect.stringContaining('Level') },
      trace: [{ remaining: 1 }, { remaining: 0, excluded: ['hill'] }],
    });
  });

  test('names each input that does not fit', async () => {
    expect(places(await ask(designer, 'level', { amount: 'many', urgent: 'maybe', more: 1 }))).toEqual([
      'unknown_parameter #/inputs/more',
    ]);
    expect(places(await ask(designer, 'level', { amount: 'many' }))).toEqual([
      'table_input_type #/inputs/amount',
      'table_input_blank #/inputs/urgent',
    ]);
    expect(places(await ask(designer, 'level', { amount: '1'.repeat(100_000) }))).toEqual([
      'bad_text #/inputs/amount',
    ]);
    expect(places(await ask(designer, 'level', { constructor: '1' }))).toEqual([
      'unknown_parameter #/inputs/constructor',
    ]);
  });

  test('is open to designers and to those who are shown all that it reads', async () => {
    expect((await ask(designer, 'of_cost', { cost: '1' })).status).toBe(200);
    expect((await ask(reader, 'of_cost', { cost: '1' })).status).toBe(403);
    expect((await ask(reader, 'of_amount', { amount: '6', at: 'Hill' })).body['rows']).toEqual(['hill']);
    expect((await ask(reader, 'level', { amount: '1', urgent: true })).status).toBe(403);
    expect((await ask(outsider, 'of_amount', {})).status).toBe(403);
    expect((await ask(designer, 'nothing', {})).status).toBe(404);
    expect((await ask(designer, '__proto__', {})).status).toBe(404);
  });
});

describe('checking a decision table', () => {
  test('says when it is whole', async () => {
    const { body } = await check(LEVEL);
    expect(body).toMatchObject({
      valid: true,
      unique: true,
      complete: true,
      fullyChecked: true,
      findings: [],
    });
  });

  test('shows values that no row takes, and the row that would', async () => {
    const { body } = await check({ ...LEVEL, rows: LEVEL.rows.slice(0, 2) });
    const [gap] = body.findings;
    expect(gap).toMatchObject({
      code: 'table_gap',
      pointer: '#/definition/rows',
      severity: 'warning',
      witness: { amount: expect.any(String), urgent: true },
      proposal: { when: { amount: '>= 1000', urgent: 'true' } },
    });
    expect(body).toMatchObject({ valid: true, complete: false });
  });

  test('shows rows that fit the same values, in the language asked for', async () => {
    const rows = [...LEVEL.rows, row('again', { amount: '[500..600]' }, { level: 'two', fee: '1' })];
    const { body } = await check({ ...LEVEL, rows }, 'zh-CN');
    expect(body.valid).toBe(false);
    expect(body.findings[0]).toMatchObject({
      rows: ['again', 'small'],
      witness: { amount: expect.any(String) },
    });
    expect(body.findings[0]?.detail).toMatch(/[一-鿿]/);
  });

  test('shows faulty cells with their place in the text', async () => {
    const rows = [row('bad', { amount: '> 5, << 3' }, { level: 'one', fee: '=amuont' })];
    const { body } = await check({ ...LEVEL, rows });
    expect(body.valid).toBe(false);
    expect(body.findings.map(({ pointer }) => pointer)).toEqual([
      '#/definition/rows/0/when/amount',
      '#/definition/rows/0/then/fee',
    ]);
    expect(body.findings[1]).toMatchObject({
      code: 'formula_unknown_variable',
      span: { end: expect.any(Number) },
    });
  });

  test('runs the tests that stand inside', async () => {
    const tests = [{ name: 'small ones', inputs: { amount: '5', urgent: false }, expect: { level: 'two' } }];
    const { body } = await check({ ...LEVEL, tests });
    expect(body).toMatchObject({
      valid: false,
      findings: [{ pointer: '#/definition/tests/0/expect/level' }],
    });
  });

  test('refuses what is no table, and a form that is not there', async () => {
    expect((await check({ kind: 'menu' })).body.valid).toBe(false);
    expect((await check(5)).body.valid).toBe(false);
    expect(places(await check({ ...OF_COST, form: 'nothing' }))).toEqual(['unknown_form #/definition/form']);
    expect((await post(designer, 'check', {})).status).toBe(422);
  });

  test('is for designers only', async () => {
    expect((await post(reader, 'check', { definition: LEVEL })).status).toBe(403);
  });

  test('of a hostile size ends soon', async () => {
    const inputs = Array.from({ length: 12 }, (_, at) => ({
      id: `in${at}`,
      title: title(`列${at}`, `Column ${at}`),
      type: 'number',
    }));
    const rows = Array.from({ length: 1000 }, (_, at) =>
      row(
        `r${at}`,
        Object.fromEntries(
          inputs.map(({ id }, column) => [id, `[${(at * 7 + column) % 50}..${60 + (at % 40)}]`]),
        ),
        { level: 'one', fee: '1' },
      ),
    );
    const started = process.cpuUsage();
    const { status, body } = await check({ ...LEVEL, inputs, rows });
    expect(status).toBe(200);
    expect(body['fullyChecked']).toBe(false);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(10_000);
    expect(JSON.stringify(body).length).toBeLessThan(1_000_000);
  });
});
