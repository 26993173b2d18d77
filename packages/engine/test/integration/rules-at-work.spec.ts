import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { TEST_DAY } from '../support/test-clock.js';
import { aRule, postRule, RulesAtWork } from './rules-at-work.fixtures.js';

const countUp = aRule('count_up', [
  {
    type: 'updateRecord',
    form: 'item',
    by: { reference: 'item' },
    values: { count: 'COALESCE(target.count, 0) + qty' },
  },
]);
const onlyWithItem = { condition: { notEmpty: [{ var: 'item' }] } };

let work: RulesAtWork;

beforeAll(async () => {
  work = await RulesAtWork.start([], { settings: { webhooksToPrivateNetworks: true } });
});

afterAll(() => work.engine.stop());

describe('a rule that changes another record', () => {
  beforeAll(() => work.rule([{ ...countUp, ...onlyWithItem }]));

  test('writes it in the same command', async () => {
    const item = await work.made('item', { code: 'a', count: '1' });
    await work.made('entry', { item, qty: '2.50' });
    expect(await work.record('item', item)).toMatchObject({ count: '3.50', version: 2 });
  });

  test('loses nothing when many commands change it at once', async () => {
    const item = await work.made('item', { code: 'b' });
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => work.create('entry', { item, qty: '1' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(await work.record('item', item)).toMatchObject({ count: '16.00', version: 17 });
  });

  test('costs a command that changes none no round trip more', async () => {
    const before = { ...work.engine.database.totals };
    await work.made('entry', { qty: '1' });
    expect(work.engine.database.totals.roundTrips - before.roundTrips).toBeLessThanOrEqual(3);
  });
});

describe('a rule that changes the records whose fields match', () => {
  beforeAll(() =>
    work.rule([
      aRule(
        'mark',
        [
          {
            type: 'updateRecord',
            form: 'item',
            by: { match: { code: 'code' }, where: { '>': [{ var: 'least' }, '5'] }, max: 2 },
            values: { note: 'CONCAT("marked by ", qty)' },
          },
        ],
        { condition: { notEmpty: [{ var: 'code' }] } },
      ),
    ]),
  );

  test('finds them with their condition', async () => {
    const wanted = await work.made('item', { code: 'm', least: '6' });
    const other = await work.made('item', { code: 'm', least: '4' });
    await work.made('entry', { qty: '7', code: 'm' });
    expect(await work.record('item', wanted)).toMatchObject({ note: 'marked by 7' });
    expect(await work.record('item', other)).toMatchObject({ note: null });
  });

  test('refuses when there are more than it may change, and changes none', async () => {
    for (let at = 0; at < 3; at += 1) await work.made('item', { code: 'n', least: '6' });
    const answer = await work.create('entry', { qty: '7', code: 'n' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('too_many_to_change');
    expect(await work.rows(`SELECT FROM data.item WHERE code = 'n' AND note IS NOT NULL`)).toEqual([]);
  });

  test('never leaves two commands waiting for each other for good', async () => {
    for (const code of ['p', 'q']) await work.made('item', { code, least: '6' });
    const both = (first: string, second: string, key: string) =>
      aRule(
        key,
        [first, second].map((code) => ({
          type: 'updateRecord',
          form: 'item',
          by: { match: { code: `"${code}"` }, max: 1 },
          values: { count: 'COALESCE(target.count, 0) + qty' },
        })),
        { condition: { '==': [{ var: 'code' }, key] } },
      );
    await work.rule([both('p', 'q', 'forth'), both('q', 'p', 'back')]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        work.create('entry', { qty: '1', code: at % 2 ? 'forth' : 'back' }),
      ),
    );
    const made = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(
      await work.rows(`SELECT code, count::text FROM data.item WHERE code IN ('p', 'q') ORDER BY code`),
    ).toEqual(['p', 'q'].map((code) => ({ code, count: `${made}.00` })));
  });
});

describe('what a rule says without refusing', () => {
  test('comes with the answer, in the language of the caller', async () => {
    await work.rule([
      aRule(
        'careful',
        [{ type: 'warn', message: { 'zh-CN': '数量很大', en: 'A large quantity' }, field: 'qty' }],
        {
          phase: 'validate',
          condition: { '>': [{ var: 'qty' }, '100'] },
        },
      ),
    ]);
    expect((await work.create('entry', { qty: '1' })).body.notes).toBeUndefined();
    const { status, body } = await work.create('entry', { qty: '101' });
    expect(status).toBe(201);
    expect(body.notes).toMatchObject([{ pointer: '#/qty', code: 'rule_warning', detail: '数量很大' }]);
  });

  test('names a posting that it was told to let pass', async () => {
    await work.rule([postRule({ onError: 'warn' })]);
    const item = await work.made('item', { code: 'c' });
    const answer = await work.act(await work.made('entry', { item, qty: '-1', day: TEST_DAY }), 'post');
    expect(answer.body).toMatchObject({
      record: { status: 'posted' },
      notes: [{ code: 'insufficient_balance' }],
    });
    const closed = await work.act(await work.made('entry', { item, qty: '1', day: '1999-01-01' }), 'post');
    expect(closed.body).toMatchObject({ record: { status: 'posted' } });
    expect(closed.body.notes).toHaveLength(1);
  });

  test('refuses where it was not told so', async () => {
    await work.rule([postRule()]);
    const item = await work.made('item', { code: 'd' });
    expect(
      (await work.act(await work.made('entry', { item, qty: '-1', day: TEST_DAY }), 'post')).status,
    ).toBe(409);
  });
});

describe('a rule that starts a flow', () => {
  test('opens its first task', async () => {
    await work.rule([
      aRule('start', [{ type: 'startFlow', flow: 'entry_flow' }], {
        trigger: { on: ['create', 'update'] },
        condition: { '>': [{ var: 'qty' }, '10'] },
      }),
    ]);
    const id = await work.made('entry', { qty: '11' });
    expect(await work.record('entry', id)).toMatchObject({ status: 'asked' });
    expect(await work.rows(`SELECT kind, state FROM core.task WHERE record_id = '${id}'`)).toEqual([
      { kind: 'approve', state: 'open' },
    ]);
  });
});

describe('a rule that calls an outside system', () => {
  test('has its call delivered, signed, to the endpoint that it names and to no other', async () => {
    const received: { path: string; body: string; headers: Record<string, string> }[] = [];
    const server = createServer((request: IncomingMessage, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        received.push({ path: request.url ?? '', body, headers: request.headers as Record<string, string> });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const put = (key: string) =>
      work.engine.request<{ secret?: string }>('PUT', `/api/v1/endpoints/${key}`, {
        key: work.key,
        body: { url: `http://127.0.0.1:${port}/${key}` },
      });
    await put('other');
    const { secret = '' } = (await put('books')).body;
    expect((await put('books')).body.secret).toBeUndefined();
    await work.rule([
      aRule('tell', [{ type: 'callWebhook', endpoint: 'books', payload: { amount: 'qty' } }], {
        phase: 'afterCommit',
      }),
    ]);
    const id = await work.made('entry', { qty: '12' });
    await work.engine.runWorkers();
    server.close();
    expect(received.map(({ path }) => path)).toEqual(['/books']);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      type: 'rule.tell.v1',
      subject: `entry/${id}`,
      data: { amount: '12.00' },
    });
    const { body = '', headers = {} } = received[0] ?? {};
    const { 'webhook-id': name = '', 'webhook-signature': signature } = headers;
    expect(name).toContain(id);
    expect(signature).toBe(new Webhook(secret).sign(name, new Date(work.engine.clock.read()), body));
  });
});
