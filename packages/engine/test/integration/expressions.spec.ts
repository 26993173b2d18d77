import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { actors, publishExpressions, record } from './expressions.fixtures.js';
import type { Actor } from './expressions.fixtures.js';

interface Finding {
  readonly code: string;
  readonly pointer: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly detail: string;
}

interface Body {
  readonly valid?: boolean;
  readonly value?: unknown;
  readonly holds?: boolean;
  readonly error?: { readonly kind: string; readonly detail: string };
  readonly findings: readonly Finding[];
  readonly errors?: readonly (Finding & { readonly params: Record<string, unknown> })[];
  readonly [more: string]: unknown;
}

let engine: TestApp;
let chief: Actor;
let designer: Actor;
let reader: Actor;
let owner: Actor;
let outsider: Actor;
let claim: { readonly id: string; readonly lines: readonly { readonly id: string }[] };
let place: string;
let item: string;

beforeAll(async () => {
  engine = await startTestApp();
  await publishExpressions(engine);
  ({ chief, designer, reader, owner, outsider } = await actors(
    engine,
    'chief',
    'designer',
    'reader',
    'owner',
    'outsider',
  ));
  const region = await record(engine, chief, 'region', { code: 'R1', name: 'North', rate: '7.50' });
  place = (
    await record(engine, chief, 'place', {
      code: 'P1',
      name: 'Hill',
      rating: '4.50',
      secret: '3.00',
      region: region.id,
    })
  ).id;
  item = (await record(engine, chief, 'item', { code: 'I1', name: 'Pen', price: '9.99' })).id;
  claim = await record(engine, chief, 'claim', {
    code: 'C1',
    name: 'Paper',
    place,
    amount: '100.10',
    cost: '40.05',
    due: '2026-12-31',
    lines: [
      { item, qty: '3', price: '0.10', cost: '0.01' },
      { item, qty: '2', price: '1234567890123.45' },
    ],
  });
});

afterAll(() => engine.stop());

function post(
  actor: Actor | undefined,
  path: string,
  body: object,
  language = 'en',
): Promise<TestAnswer<Body>> {
  return engine.request<Body>('POST', `/api/v1/expressions/${path}`, {
    ...(actor ? { key: actor.key } : {}),
    body,
    headers: { 'accept-language': language },
  });
}

function check(actor: Actor, source: unknown, more: object = {}, language = 'en') {
  const kind = typeof source === 'string' ? 'formula' : 'condition';
  return post(actor, 'check', { kind, source, form: 'claim', ...more }, language);
}

/** On the stored claim. */
function evaluate(actor: Actor, source: unknown, more: object = {}, language = 'en') {
  const kind = typeof source === 'string' ? 'formula' : 'condition';
  return post(actor, 'evaluate', { kind, source, form: 'claim', recordId: claim.id, ...more }, language);
}

/** On values of the caller's own. */
function evaluateOn(actor: Actor, values: object, source: unknown, more: object = {}) {
  const kind = typeof source === 'string' ? 'formula' : 'condition';
  return post(actor, 'evaluate', { kind, source, form: 'claim', record: values, ...more });
}

/** What a refusal names: codes with their places. */
function places({ body }: TestAnswer<Body>): readonly string[] {
  return (body.errors ?? body.findings).map(({ code, pointer }) => `${code} ${pointer}`);
}

describe('checking an expression', () => {
  test('gives the type, what it reads and the form in which it is stored', async () => {
    const { status, body } = await check(chief, '=四舍五入（金额 / 3，2）＆"元"');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      valid: true,
      type: { kind: 'text' },
      dependencies: ['amount'],
      normalized: 'ROUND(amount / 3,2)||"元"',
      findings: [],
      release: 1,
    });
  });

  test('reads a column of the current line when a table is named', async () => {
    const whole = await check(chief, 'lines.qty');
    const line = await check(chief, 'lines.qty', { line: 'lines' });
    expect(whole.body['type']).toEqual({ kind: 'list', of: { kind: 'number', scale: 2 } });
    expect(line.body['type']).toEqual({ kind: 'number', scale: 2 });
    expect(places(await check(chief, 'qty', { line: 'nothing' }))).toEqual(['unknown_lines_field #/line']);
  });

  test('tells a condition in one sentence of the language asked for', async () => {
    const condition = { and: [{ '>': [{ var: 'amount' }, '5'] }, { '==': [{ var: 'place.code' }, 'P1'] }] };
    const english = await check(reader, condition);
    expect(english.body['sentence']).toBe('Amount is more than 5 and Code of Place is "P1"');
    const chinese = await check(reader, condition, {}, 'zh-CN');
    expect(chinese.body['sentence']).toBe('金额大于5，且地点的编码等于“P1”');
    expect(english.body['dependencies']).toEqual(['amount', 'place.code']);
  });

  test('shows every mistake of a formula where it was typed', async () => {
    const { body } = await check(chief, '=amuont <> 1 and SUMM(lines.qty) > 2');
    expect(body.valid).toBe(false);
    expect(body.findings).toMatchObject([
      { code: 'formula_unknown_variable', pointer: '#/source', span: { start: 1, end: 7 } },
      { code: 'formula_unknown_function', pointer: '#/source', span: { start: 17, end: 21 } },
    ]);
    expect(body.findings[0]?.detail).toContain('Was "amount" meant?');
  });

  test('shows every mistake of a condition with its pointer', async () => {
    const answer = await check(chief, { and: [{ '>': [{ var: 'amuont' }, 1] }, { likes: [1, 2] }] });
    expect(places(answer)).toEqual([
      'condition_unknown_variable #/source/and/0/>/0',
      'condition_unknown_operator #/source/and/1',
    ]);
  });

  test('is open to designers and to those who read the form, and to nobody else', async () => {
    expect((await check(designer, 'amount')).status).toBe(200);
    expect((await check(reader, 'amount')).status).toBe(200);
    expect((await check(outsider, 'amount')).status).toBe(403);
    expect((await post(undefined, 'check', { kind: 'formula', source: '1', form: 'claim' })).status).toBe(
      401,
    );
    expect((await check(chief, 'amount', { form: 'nothing' })).status).toBe(404);
  });

  test('knows hidden fields for designers only', async () => {
    expect((await check(designer, 'cost')).body.valid).toBe(true);
    const { body } = await check(reader, 'amount + csot + cost');
    expect(body.findings).toMatchObject([
      { code: 'formula_unknown_variable', span: { start: 9, end: 13 } },
      { code: 'formula_unknown_variable', span: { start: 16, end: 20 } },
    ]);
    expect(JSON.stringify(body)).not.toContain('suggestion":"cost');
  });

  test('refuses a request of another shape with its place', async () => {
    expect(places(await check(chief, 5))).toEqual(['bad_shape #/source']);
    expect(places(await post(chief, 'check', { kind: 'formula', source: {}, form: 'claim' }))).toEqual([
      'bad_shape #/source',
    ]);
    expect(places(await check(chief, '1', { more: 1 }))).toEqual(['body_unknown #/more']);
  });
});

describe('evaluating on a stored record', () => {
  test('gives exact decimals as text', async () => {
    const sum = await evaluate(chief, 'amount * 3 + 0.1 + 0.2');
    expect(sum.body).toMatchObject({ value: '300.6', type: { kind: 'number' }, release: 1 });
    expect((await evaluate(chief, 'SUM(lines.sum)')).body.value).toBe('2469135780247.2');
    expect((await evaluate(chief, 'total')).body.value).toBe('2469135780247.20');
    expect((await evaluate(chief, '1 / 3')).text).toContain('"0.3333333333333333333333333333333333333333"');
  });

  test('works on the line that is named', async () => {
    const lineId = claim.lines[1]?.id;
    const answer = await evaluate(chief, 'lines.qty * 2', { line: 'lines', lineId });
    expect(answer.body.value).toBe('4');
    const shared = await evaluate(chief, 'ALLOCATE(10, lines.qty, 2)', { line: 'lines', lineId });
    expect(shared.body.value).toBe('4');
    expect(places(await evaluate(chief, 'lines.qty', { line: 'lines' }))).toEqual(['unknown_line #/row']);
    const other = await evaluate(chief, 'lines.qty', { line: 'lines', lineId: claim.id });
    expect(places(other)).toEqual(['unknown_line #/lineId']);
  });

  test('goes through references, and on from there', async () => {
    expect((await evaluate(chief, 'place.rating + place.region.rate')).body.value).toBe('12');
    expect((await evaluate(chief, 'SUM(lines.item.price)')).body.value).toBe('19.98');
    expect((await evaluate(chief, { '==': [{ var: 'place.region.code' }, 'R1'] })).body.holds).toBe(true);
  });

  test('knows who asks and which day it is', async () => {
    const today = engine.clock.read().slice(0, 10);
    expect((await evaluate(reader, 'TODAY()')).body.value).toBe(today);
    expect((await evaluate(reader, 'actor')).body.value).toBe(reader.id);
  });

  test('a failure is an answer with its kind, place and sentence', async () => {
    const { status, body } = await evaluate(reader, 'amount / (amount - amount)');
    expect(status).toBe(200);
    expect(body).toMatchObject({ value: null, error: { kind: 'DIV_ZERO', code: 'formula_div_zero' } });
    expect(body.error).toMatchObject({ span: expect.anything(), detail: expect.stringContaining('zero') });
  });

  test('explains a formula piece by piece, where it was typed', async () => {
    const { body } = await evaluate(reader, '=如果（金额<>0，金额/4，1）＆""');
    expect(body.value).toBe('25.025');
    const choice = {
      kind: 'call',
      value: '25.025',
      operands: [
        { text: '金额<>0', value: 'true', span: { start: 4, end: 9 } },
        {
          text: '金额/4',
          value: '25.025',
          span: { start: 10, end: 14 },
          operands: [
            { kind: 'name', value: '100.1' },
            { kind: 'literal', value: '4' },
          ],
        },
        { text: '1', value: null, skipped: true },
      ],
    };
    expect(body['explain']).toMatchObject({ root: { value: '25.025', operands: [choice, { value: '' }] } });
  });

  test('explains which named formula gave a number, with what it was given', async () => {
    const { body } = await evaluate(reader, 'with_tax(amount, 13) + 0');
    expect(body['explain']).toMatchObject({
      root: {
        operands: [
          {
            value: '113.11',
            definition: { kind: 'formula', key: 'with_tax' },
            operands: [
              { parameter: 'net', value: '100.1' },
              { parameter: 'rate', value: '13' },
            ],
          },
          {},
        ],
      },
    });
    const failed = await evaluate(reader, '1 + amount / 0');
    expect(failed.body['explain']).toMatchObject({
      root: { operands: [{ value: '1' }, { error: 'DIV_ZERO' }] },
    });
  });

  test('keeps reasons short and results bounded however long the texts are', async () => {
    const name = 'x'.repeat(2000);
    const { body } = await evaluateOn(reader, { name }, 'CONCAT(name, "!")');
    expect(String(body.value)).toHaveLength(2001);
    expect(JSON.stringify(body['explain']).length).toBeLessThan(2000);
    const list = `[${Array.from({ length: 700 }, () => 'name').join(',')}]`;
    const bounded = await evaluateOn(reader, { name }, list);
    expect(bounded.body).toMatchObject({ value: null, error: { kind: 'LIMIT' } });
    expect(bounded.text.length).toBeLessThan(1_000_000);
  });

  test('explains a condition down to the comparison that decided', async () => {
    const { body } = await evaluate(reader, {
      or: [{ '>': [{ var: 'amount' }, '500'] }, { '==': [{ var: 'place.name' }, 'Hill'] }],
    });
    expect(body).toMatchObject({
      holds: true,
      sentence: 'Amount is more than 500 or Name of Place is "Hill"',
      explain: {
        holds: true,
        root: {
          operator: 'or',
          operands: [{ holds: false, operands: [{ path: 'amount', value: '100.1' }, { value: '500' }] }, {}],
        },
        deciding: { operator: '==', operands: [{ path: 'place.name', value: 'Hill' }, { value: 'Hill' }] },
      },
    });
  });

  test('costs no more round trips than reading the record', async () => {
    const { totals } = engine.database;
    const cost = async (work: () => Promise<{ readonly status: number }>) => {
      await work();
      const before = totals.roundTrips;
      expect((await work()).status).toBe(200);
      return totals.roundTrips - before;
    };
    const read = await cost(() =>
      engine.request('GET', `/api/v1/forms/claim/records/${claim.id}`, { key: chief.key }),
    );
    const tried = await cost(() =>
      evaluate(chief, 'place.rating + place.region.rate + SUM(lines.item.price)'),
    );
    expect(tried).toBeLessThanOrEqual(read);
  });

  test('writes nothing', async () => {
    const rows = async () =>
      (
        await engine.database.query(
          'SELECT (SELECT max(version) FROM data.claim) AS version, (SELECT count(*) FROM core.audit_entry) AS audit, (SELECT count(*) FROM core.outbox) AS outbox',
        )
      ).rows[0];
    const before = await rows();
    await evaluate(chief, 'total');
    await evaluateOn(chief, { amount: '1' }, 'taxed');
    await check(chief, 'total');
    expect(await rows()).toEqual(before);
  });
});

describe('evaluating on given values', () => {
  const values = {
    amount: '10.00',
    lines: [
      { qty: '2', price: '0.05' },
      { qty: '3', price: '1.10' },
    ],
  };

  test('works computed fields out anew, whatever is given for them', async () => {
    const answer = await evaluateOn(chief, { ...values, total: '999' }, 'total + taxed');
    expect(answer.body.value).toBe('14.7');
    expect((await evaluateOn(chief, values, 'ROWCOUNT(lines)')).body.value).toBe('2');
  });

  test('works on a line that has no id yet', async () => {
    const answer = await evaluateOn(chief, values, 'lines.sum + 1', { line: 'lines', row: 1 });
    expect(answer.body.value).toBe('4.3');
  });

  test('takes what only stored records have', async () => {
    const answer = await evaluateOn(
      chief,
      { status: 'active', version: 3 },
      { '==': [{ var: 'status' }, 'active'] },
    );
    expect(answer.body.holds).toBe(true);
  });

  test('names each faulty value with its place', async () => {
    const bad = { amount: 10.5, nothing: 1, lines: [{ qty: 'two' }], status: 5 };
    expect(places(await evaluateOn(chief, bad, 'amount'))).toEqual(['text_invalid #/record/status']);
    const { status: _, ...others } = bad;
    expect(places(await evaluateOn(chief, others, 'amount'))).toEqual([
      'decimal_not_text #/record/amount',
      'unknown_field #/record/nothing',
      'decimal_invalid #/record/lines/0/qty',
    ]);
  });

  test('tells of computed fields on the way that failed', async () => {
    const { body } = await evaluateOn(chief, { amount: '1', cost: '0' }, 'COALESCE(ratio, 7)');
    expect(body).toMatchObject({
      value: '7',
      findings: [{ code: 'formula_div_zero', pointer: '#/record/ratio', severity: 'warning' }],
    });
    expect((await evaluateOn(chief, { amount: '1', cost: '0' }, 'taxed')).body.findings).toEqual([]);
  });

  test('needs either a record or values', async () => {
    const base = { kind: 'formula', source: '1', form: 'claim' };
    expect(places(await post(chief, 'evaluate', base))).toEqual(['record_or_id #/recordId']);
    const both = { ...base, record: {}, recordId: claim.id };
    expect(places(await post(chief, 'evaluate', both))).toEqual(['record_or_id #/record']);
  });
});

describe('what is hidden from somebody', () => {
  const unknown = ['formula_unknown_variable #/source'];

  test('is unknown to his expressions, in the header and in lines, by code and by title', async () => {
    for (const source of [
      'cost',
      '成本',
      '内部',
      '{成本}',
      'SUM(lines.cost)',
      '明细.成本',
      'IFERROR(cost, 0)',
      'inner',
    ]) {
      const answer = await evaluate(reader, source);
      expect([source, answer.status, places(answer)]).toEqual([source, 422, unknown]);
      expect(answer.body.errors?.[0]?.params['span']).toBeDefined();
    }
    const condition = await evaluate(reader, { some: [{ var: 'lines' }, { '>': [{ var: 'cost' }, '0'] }] });
    expect(places(condition)).toEqual(['condition_unknown_variable #/source/some/1/>/0']);
    expect((await evaluate(reader, { missing: ['cost'] })).status).toBe(422);
  });

  test('is unknown behind references as well', async () => {
    for (const source of [
      'place.secret',
      'LOOKUP(place, "secret")',
      'lines.item.price',
      'SUM(lines.item.price)',
    ])
      expect([source, places(await evaluate(reader, source))]).toEqual([source, unknown]);
    expect((await evaluate(reader, { '>': [{ var: 'place.secret' }, '1'] })).status).toBe(422);
  });

  test('does not come out through a named formula', async () => {
    for (const source of ['with_tax(cost, 13)', 'with_tax(place.secret, 0)', 'COUNT(lines.cost)'])
      expect([source, places(await evaluate(reader, source))]).toEqual([source, unknown]);
    expect(places(await evaluate(reader, 'inner_price(1)'))).toEqual(['formula_unknown_function #/source']);
    expect((await evaluate(reader, 'with_tax(amount, 0)')).body.value).toBe('100.10');
  });

  test('does not come out through a computed field worked out from values of his own', async () => {
    expect((await evaluate(reader, 'margin')).body.value).toBe('60.05');
    const hidden = await evaluateOn(reader, { amount: '1.00', place }, 'rated');
    expect(hidden.status).toBe(403);
    expect(places(hidden)).toEqual(['computed_from_hidden #/source']);
    expect((await evaluateOn(reader, { amount: '1.00' }, 'taxed')).body.value).toBe('1.13');
    expect(places(await evaluateOn(reader, { cost: '1.00' }, 'amount'))).toEqual([
      'unknown_field #/record/cost',
    ]);
  });

  test('stays hidden where it is a record: one that he may not open is not looked into', async () => {
    const region = await evaluate(reader, 'place.region.rate');
    expect(places(region)).toEqual(['unknown_reference #/source']);
    expect((await evaluate(reader, 'place.region.code')).body.value).toBe('R1');
    const own = await record(engine, owner, 'claim', { code: 'C2', place, amount: '1.00' });
    const foreign = await evaluate(owner, 'place.rating', { recordId: own.id });
    expect(places(foreign)).toEqual(['unknown_reference #/source']);
    expect((await evaluateOn(owner, { place }, 'place.code')).status).toBe(422);
    const mine = await record(engine, owner, 'place', { code: 'P2', rating: '1.25' });
    expect((await evaluateOn(owner, { place: mine.id }, 'place.rating')).body.value).toBe('1.25');
  });

  test('may be a field that every record has', async () => {
    const own = await record(engine, owner, 'claim', { code: 'C3' });
    const answer = await evaluate(owner, 'created_by', { recordId: own.id });
    expect(places(answer)).toEqual(unknown);
    expect(places(await evaluate(reader, 'lines.item.status'))).toEqual(unknown);
    expect((await evaluate(reader, 'created_by')).body.value).toBe(chief.id);
  });

  test('a record that somebody may not see is not there for his expressions', async () => {
    expect((await evaluate(owner, '1')).status).toBe(404);
    expect((await evaluate(outsider, '1')).status).toBe(404);
    expect((await evaluate(designer, '1')).status).toBe(404);
    expect((await evaluateOn(outsider, {}, '1')).status).toBe(403);
    expect((await evaluateOn(designer, {}, '1')).status).toBe(403);
    expect((await evaluate(chief, '1', { recordId: place })).status).toBe(404);
  });
});

describe('a hostile expression', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
  const FORMULAS: readonly (readonly [string, string])[] = [
    ['more than 4000 characters', `1${'+1'.repeat(2500)}`],
    ['a million characters', '1'.repeat(1_000_000)],
    ['brackets nested 2000 deep', nested(2000)],
    ['a prototype', 'amount.constructor'],
    ['another prototype', '__proto__'],
    ['the way to a prototype', 'constructor.prototype'],
    ['a call of a method', '"a".repeat(9)'],
    ['an assignment', 'amount = 1; amount'],
    ['a global', 'process'],
    ['an unfinished text', '"abc'],
  ];

  test.each(FORMULAS)('with %s is refused with its place', async (_, source) => {
    const started = process.cpuUsage();
    const answer = await evaluate(reader, source);
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.[0]).toMatchObject({
      pointer: '#/source',
      params: { span: { start: expect.anything(), end: expect.anything() } },
    });
    // The time of this process alone: what else the machine does is no fault of the formula.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
    const checked = await check(reader, source);
    expect(checked.body).toMatchObject({ valid: false, findings: [{ pointer: '#/source', span: {} }] });
  });

  test('that works without end is stopped', async () => {
    for (const source of ['9^9^9^9', 'POWER(POWER(9, 99999), 99999)']) {
      const { status, body } = await evaluate(reader, source);
      expect(status === 422 || body.error !== undefined).toBe(true);
    }
  });

  test('as a condition is refused with its pointer', async () => {
    for (const source of [{ var: '__proto__' }, { var: 'place.constructor' }, { constructor: [] }]) {
      const answer = await evaluate(reader, source);
      expect(answer.status).toBe(422);
      expect(answer.body.errors?.[0]?.pointer).toMatch(/^#\/source/);
    }
  });

  test('as a condition is refused however deep it is nested or whatever it is called', async () => {
    const body = (source: string) => `{"kind":"condition","form":"claim","source":${source}}`;
    const raw = (source: string) =>
      engine.request<Body>('POST', '/api/v1/expressions/check', {
        key: reader.key,
        body: body(source),
        headers: { 'content-type': 'application/json' },
      });
    const nested = (depth: number) => `${'{"!":['.repeat(depth)}true${']}'.repeat(depth)}`;
    expect(places(await raw(nested(80)))).toEqual([
      expect.stringMatching(/^condition_limit #\/source\/!\/0/),
    ]);
    expect((await raw(nested(20_000))).body).toMatchObject({ code: 'body_too_deep' });
    expect((await raw('{"__proto__":[1]}')).status).toBe(400);
  });

  test('a form by a prototype name is not there', async () => {
    expect((await check(chief, '1', { form: 'constructor' })).status).toBe(404);
    expect((await check(chief, '1', { form: '__proto__' })).status).toBe(404);
    expect(places(await check(chief, '1', { line: 'constructor' }))).toEqual(['unknown_lines_field #/line']);
  });
});

test('the description of the API has these routes', async () => {
  interface Operation {
    readonly requestBody?: unknown;
    readonly responses?: Readonly<Record<string, { readonly content?: unknown }>>;
  }
  const answer = await engine.request<{
    readonly paths: Readonly<Record<string, Readonly<Record<'get' | 'post', Operation | undefined>>>>;
  }>('GET', '/api/openapi.json');
  const { paths } = answer.body;
  for (const path of [
    'expressions/check',
    'expressions/evaluate',
    'formulas/{key}/evaluate',
    'decision-tables/check',
    'decision-tables/{key}/evaluate',
  ]) {
    const operation = paths[`/api/v1/${path}`]?.post;
    expect([path, operation?.requestBody, operation?.responses?.['200']?.content]).toEqual([
      path,
      expect.anything(),
      expect.anything(),
    ]);
  }
  for (const path of ['functions', 'formulas'])
    expect(paths[`/api/v1/${path}`]?.get?.responses?.['200']?.content).toBeDefined();
});
