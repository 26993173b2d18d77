import { Upkeep } from '../../src/workers/upkeep.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { actors, record } from './expressions.fixtures.js';
import type { Actor } from './expressions.fixtures.js';
import { largeRule, publishRequests, rule, set } from './rules-api.fixtures.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many routes, each looked at by its test
type Body = any;

let engine: TestApp;
let who: Readonly<Record<'chief' | 'designer' | 'half_designer' | 'reader' | 'outsider', Actor>>;
let small: string;
let large: string;

beforeAll(async () => {
  engine = await startTestApp({ settings: { ruleTraces: 3 } });
  await publishRequests(engine);
  who = await actors(engine, 'chief', 'designer', 'half_designer', 'reader', 'outsider');
  const place = (await record(engine, who.chief, 'place', { code: 'P1', name: 'Hill', secret: '3456.78' }))
    .id;
  for (const [index, amount] of ['1000', '4000', '6000', '7500', '8500'].entries()) {
    const values = { code: `R${index}`, name: 'Paper', amount, cost: '778.12', place };
    const { id } = await record(engine, who.chief, 'request', {
      ...values,
      lines: [{ qty: '5' }, { qty: '12' }],
    });
    if (amount === '1000') small = id;
    if (amount === '8500') large = id;
  }
});

afterAll(() => engine.stop());

function post(actor: Actor | undefined, path: string, body: object): Promise<TestAnswer<Body>> {
  const key = actor ? { key: actor.key } : {};
  return engine.request<Body>('POST', `/api/v1/rules/${path}`, {
    ...key,
    body,
    headers: { 'accept-language': 'en' },
  });
}

function get(actor: Actor, path: string, headers = {}): Promise<TestAnswer<Body>> {
  return engine.request<Body>('GET', `/api/v1/${path}`, {
    key: actor.key,
    headers: { 'accept-language': 'en', ...headers },
  });
}

const places = ({ body }: TestAnswer<Body>) =>
  (body.errors as { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} ${pointer}`);

describe('trying a rule out', () => {
  test('tells on a stored record what it would do and the value that decided', async () => {
    const { status, body } = await post(who.chief, 'dry-run', { rule: 'large', recordId: large });
    expect(status).toBe(200);
    expect(body).toMatchObject({ rule: 'large', fired: true, refused: false, release: 1 });
    expect(body.record).toMatchObject({ amount: '8500.00', level: 'high' });
    expect(body.trace[0]).toMatchObject({ outcome: 'fired', condition: { holds: true } });
    expect(JSON.stringify(body.trace[0].condition.deciding)).toContain('8500');
    expect(body.trace[0].sentence.en).toContain('fired');
    expect(body.trace[0].sentence['zh-CN']).toContain('触发了');
  });

  test('runs a draft on given values, with its effects in words', async () => {
    const asked = { rule: largeRule('100'), record: { amount: '101' }, event: { type: 'create' } };
    const { status, body } = await post(who.designer, 'dry-run', asked);
    expect(status).toBe(200);
    expect(body.record.level).toBe('high');
    expect(body.effects).toContainEqual(
      expect.objectContaining({
        type: 'set_field',
        field: 'level',
        value: 'high',
        sentence: { 'zh-CN': '“级别”设为 high', en: 'sets Level to high' },
      }),
    );
  });

  test('says what would refuse the save', async () => {
    const { body } = await post(who.chief, 'dry-run', { rule: 'need_note', record: { amount: '9001' } });
    expect(body).toMatchObject({ fired: true, refused: true });
    expect(body.messages).toEqual([
      expect.objectContaining({ code: 'rule_refused', pointer: '#/note', detail: 'Too large' }),
    ]);
  });

  test('tells that a rule waits for the change of another field', async () => {
    const watching = largeRule('1', { trigger: { on: ['update'], fields: ['amount'] } });
    const asked = { rule: watching, recordId: large, event: { type: 'update', changed: ['note'] } };
    const { body } = await post(who.chief, 'dry-run', asked);
    expect(body.trace[0]).toMatchObject({ outcome: 'not_triggered' });
    expect(body.trace[0].sentence.en).toContain('Amount');
  });

  test('names each mistake of a draft with its place', async () => {
    const wrong = rule('large', { '>': [{ var: 'amont' }, '1'] }, [set('level', "'x'")]);
    const answer = await post(who.chief, 'dry-run', { rule: wrong, record: {} });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(places(answer)[0]).toMatch(/#\/rule\/condition/);
  });

  test('a reader tries published rules out, but no drafts', async () => {
    expect((await post(who.reader, 'dry-run', { rule: 'large', recordId: large })).status).toBe(200);
    expect((await post(who.reader, 'dry-run', { rule: largeRule('1'), recordId: large })).status).toBe(403);
  });

  test('nobody without rights on the form learns anything', async () => {
    expect((await post(who.outsider, 'dry-run', { rule: 'large', recordId: large })).status).toBe(404);
    expect((await post(who.outsider, 'dry-run', { rule: 'large', record: {} })).status).toBe(403);
    expect((await post(undefined, 'dry-run', { rule: 'large', record: {} })).status).toBe(401);
  });

  test('a rule about hidden fields does not exist for those from whom they are hidden', async () => {
    expect((await post(who.reader, 'dry-run', { rule: 'by_cost', recordId: large })).status).toBe(404);
    expect((await post(who.reader, 'dry-run', { rule: 'by_place', recordId: large })).status).toBe(404);
    const { body, text } = await post(who.reader, 'dry-run', { rule: 'large', recordId: large });
    expect(body.withheld).toBe(2);
    expect(text).not.toMatch(/778\.12|777\.77|3456\.78|by_cost|by_place/);
  });

  test('a draft cannot carry a hidden value into a visible field', async () => {
    for (const leak of [set('note', "CONCAT('', cost)"), set('note', "CONCAT('', place.secret)")]) {
      const answer = await post(who.half_designer, 'dry-run', {
        rule: rule('leak', true, [leak]),
        recordId: large,
      });
      expect(answer.status).toBe(422);
      expect(places(answer)).toEqual(['rule_reads_hidden #/rule']);
      expect(answer.text).not.toMatch(/778\.12|3456\.78/);
    }
  });

  test('a draft cannot have a hidden value worked out into a computed field', async () => {
    const probe = rule('probe', true, [set('amount', '0')]);
    const { status, body, text } = await post(who.half_designer, 'dry-run', { rule: probe, recordId: large });
    expect(status).toBe(200);
    expect(body.record).not.toHaveProperty('margin');
    expect(text).not.toContain('778.12');
  });

  test('a reference among given values does not open the record behind it', async () => {
    const { place } = (await get(who.chief, `forms/request/records/${large}`)).body.record;
    const leak = rule('leak', true, [set('note', "CONCAT('', place.secret)")]);
    const answer = await post(who.designer, 'dry-run', { rule: leak, record: { place } });
    expect(answer.status).toBe(422);
    expect(answer.text).not.toContain('3456.78');
  });
});

describe('why a rule did not fire', () => {
  const outcomes = async (actor: Actor, id: string, query = '') => {
    const { body } = await get(actor, `forms/request/records/${id}/rules${query}`);
    return new Map<string, Body>(body.data.map((each: Body) => [each.rule.key, each]));
  };

  test('is told for each rule of the form on the record as it stands', async () => {
    const told = await outcomes(who.chief, small);
    const found = Object.fromEntries([...told].map(([key, { outcome }]) => [key, outcome]));
    expect(found).toEqual({
      large: 'not_met',
      need_note: 'not_met',
      by_cost: 'fired',
      by_place: 'fired',
      big_line: 'fired',
      switched_off: 'disabled',
      next_year: 'not_effective',
      on_demand: 'fired',
    });
    expect(told.get('large').sentence).toEqual({
      'zh-CN': expect.stringContaining('1000'),
      en: expect.stringContaining('did not hold; the else actions ran'),
    });
    expect(told.get('large').trace[0].condition.deciding.holds).toBe(false);
    expect(told.get('big_line').trace.map(({ outcome }: Body) => outcome)).toEqual(['not_met', 'fired']);
  });

  test('names the rules that do not wait for an event', async () => {
    const told = await outcomes(who.chief, small, '?event=create');
    expect(told.get('by_place').outcome).toBe('not_triggered');
  });

  test('leaves rules about hidden fields out', async () => {
    const { body, text } = await get(who.reader, `forms/request/records/${small}/rules`);
    expect(body.withheld).toBe(2);
    expect(body.data.map((each: Body) => each.rule.key)).not.toContain('by_cost');
    expect(text).not.toMatch(/778\.12|777\.77|3456\.78|by_cost|by_place/);
  });

  test('is not told about records that somebody may not see', async () => {
    expect((await get(who.outsider, `forms/request/records/${small}/rules`)).status).toBe(404);
    expect((await get(who.designer, `forms/request/records/${small}/rules`)).status).toBe(404);
  });
});

describe('the rules that a form runs on the screen', () => {
  test('come without their tests, and once for each release', async () => {
    const { body, headers } = await get(who.chief, 'forms/request/rules');
    expect(body.rules.map(({ key }: Body) => key)).toEqual(['by_cost', 'large']);
    expect(body.rules[1]).not.toHaveProperty('tests');
    const again = await get(who.chief, 'forms/request/rules', { 'if-none-match': String(headers['etag']) });
    expect(again.status).toBe(304);
  });

  test('name no field that is hidden', async () => {
    const { body, text } = await get(who.reader, 'forms/request/rules');
    expect(body.rules.map(({ key }: Body) => key)).toEqual(['large']);
    expect(text).not.toContain('cost');
  });

  test('are not for those who have nothing to do with the form', async () => {
    expect((await get(who.outsider, 'forms/request/rules')).status).toBe(403);
    expect((await get(who.chief, 'forms/nothing/rules')).status).toBe(404);
  });
});

describe('replaying a changed limit', () => {
  test('tells on which real records it would end otherwise', async () => {
    const { status, body } = await post(who.chief, 'replay', { definitions: [largeRule('8000')], last: 100 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ form: 'request', release: 1, replayed: 5, complete: true });
    expect(body.rules).toEqual([
      expect.objectContaining({ key: 'large', change: 'changed', fired: 0, unfired: 2 }),
    ]);
    expect(body.counts).toMatchObject({ different: 2, unfired: 2, changed: 2 });
    expect(body.differences.map(({ record: { code, title } }: Body) => `${code} ${title}`)).toEqual([
      'R3 Paper',
      'R2 Paper',
    ]);
    expect(body.differences[0].changed).toEqual([
      { path: '/level', title: { 'zh-CN': '级别', en: 'Level' }, old: 'high', new: 'low' },
    ]);
  });

  test('takes the current drafts when none are sent', async () => {
    expect(places(await post(who.chief, 'replay', {}))).toEqual(['nothing_to_replay #/definitions']);
    const path = '/api/v1/drafts/rule/large';
    await engine.request('PUT', path, { key: who.chief.key, body: { definition: largeRule('7000') } });
    const { body } = await post(who.chief, 'replay', {});
    expect(body.counts.unfired).toBe(1);
    await engine.request('DELETE', path, { key: who.chief.key });
  });

  test('says that it was not finished when its time is up', async () => {
    for (let index = 0; index < 25; index += 1)
      await record(engine, who.chief, 'request', { code: `M${index}`, name: 'More', amount: '10' });
    const { body } = await post(who.chief, 'replay', {
      definitions: [largeRule('8000')],
      last: 1000,
      milliseconds: 1,
    });
    expect(body).toMatchObject({ complete: false, stopped: 'time', replayed: 20, asked: 1000 });
    expect(body.sentence['zh-CN']).toContain('未全部重放');
  });

  test('writes nothing', async () => {
    const before = (await get(who.chief, `forms/request/records/${large}`)).body.record;
    await post(who.chief, 'replay', { definitions: [largeRule('8400')] });
    expect((await get(who.chief, `forms/request/records/${large}`)).body.record).toEqual(before);
  });

  test('is for designers who may read the form, and cannot carry hidden values out', async () => {
    const asked = { definitions: [largeRule('1')] };
    expect((await post(who.reader, 'replay', asked)).status).toBe(403);
    expect((await post(who.designer, 'replay', asked)).status).toBe(403);
    const leak = rule('leak', true, [set('note', "CONCAT('', cost)")]);
    const answer = await post(who.half_designer, 'replay', { definitions: [leak] });
    expect(answer.status).toBe(422);
    expect(places(answer)).toEqual(['rule_reads_hidden #/definitions/0']);
    expect(answer.text).not.toContain('778.12');
  });
});

describe('what a rule did', () => {
  test('is kept with the record, the values seen and who saved it', async () => {
    const { status, body } = await get(who.chief, 'rules/large/traces?outcome=fired');
    expect(status).toBe(200);
    const [kept] = body.data;
    expect(kept).toMatchObject({ outcome: 'fired', release: 1, form: 'request', actor: who.chief.id });
    expect(kept.record).toEqual({
      id: expect.any(String),
      code: expect.any(String),
      title: expect.any(String),
    });
    expect(kept.sentence.en).toContain('Amount');
    expect(body.users[who.chief.id]).toBe('chief');
  });

  test('is kept with the branch that ran: a firing of else says that the condition did not hold', async () => {
    const { body } = await get(who.chief, 'rules/large/traces?outcome=fired');
    const ran = body.data.find(({ branch }: Body) => branch === 'else');
    expect(ran).toMatchObject({ outcome: 'fired', condition: { holds: false } });
    expect(ran.sentence).toEqual({
      'zh-CN': expect.stringMatching(
        /^规则“规则 large”的条件不满足，执行了“否则”：条件“金额大于5000”不成立（金额是 \d+）。$/,
      ),
      en: expect.stringMatching(
        /did not hold; the else actions ran: "Amount is more than 5000" does not hold/,
      ),
    });
    const met = body.data.find(({ branch }: Body) => branch === undefined);
    expect(met.sentence['zh-CN']).toContain('触发了');
  });

  test('is kept of saves that the rule refused', async () => {
    const body = { code: 'X1', name: 'Huge', amount: '9500' };
    const refused = await engine.request('POST', '/api/v1/forms/request/records', {
      key: who.chief.key,
      body,
    });
    expect(refused.status).toBe(422);
    const { body: traces } = await get(who.chief, 'rules/need_note/traces');
    expect(traces.data).toEqual([expect.objectContaining({ outcome: 'refused' })]);
    expect(traces.data[0].issues[0]).toMatchObject({ code: 'rule_refused', detail: 'Too large' });
  });

  test('is trimmed to the newest firings', async () => {
    await engine.get(Upkeep).round();
    const { body } = await get(who.chief, 'rules/large/traces?outcome=fired');
    expect(body).toMatchObject({ kept: 3 });
    expect(body.data.length).toBeLessThanOrEqual(3);
    expect((await get(who.chief, 'rules/need_note/traces')).body.data).toHaveLength(1);
  });

  test('shows no values to a designer who may not see them', async () => {
    const { body, text } = await get(who.half_designer, 'rules/by_cost/traces');
    expect(body.data.length).toBeGreaterThan(0);
    expect(body.data[0]).not.toHaveProperty('condition');
    expect(text).not.toContain('778.12');
    const strange = await get(who.designer, 'rules/large/traces');
    expect(strange.body.data[0].record).toEqual({ id: expect.any(String) });
  });

  test('is for designers', async () => {
    expect((await get(who.reader, 'rules/large/traces')).status).toBe(403);
    expect((await get(who.chief, 'rules/none/traces')).status).toBe(404);
  });
});

test('the routes about rules stand in the description of the API', async () => {
  const { body } = await engine.request<Body>('GET', '/api/openapi.json');
  for (const path of [
    'rules/dry-run',
    'rules/replay',
    'rules/{key}/traces',
    'forms/{form}/rules',
    'forms/{form}/records/{id}/rules',
  ])
    expect(body.paths).toHaveProperty([`/api/v1/${path}`]);
});
