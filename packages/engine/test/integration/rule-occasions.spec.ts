import { CommandWriter } from '../../src/commands/command-writer.js';
import { OccasionQueue } from '../../src/rules/occasions/occasion-queue.js';
import { OccasionWorker } from '../../src/rules/occasions/occasion-worker.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { aRule, postRule, RulesAtWork } from './rules-at-work.fixtures.js';

let work: RulesAtWork;
let other: TestApp;

beforeAll(async () => {
  work = await RulesAtWork.start([]);
  // A second process on the same database.
  other = await startTestApp({ urls: work.engine.urls, clock: work.engine.clock });
});

afterAll(async () => {
  await other.stop();
  await work.engine.stop();
});

const worker = (engine: TestApp) => engine.get(OccasionWorker);

/** Lets one worker, or several at once, do what is due. */
async function runRules(...engines: TestApp[]): Promise<void> {
  const all = engines.length === 0 ? [work.engine] : engines;
  await Promise.all(all.map(async (engine) => worker(engine).round()));
}

async function logged(): Promise<readonly unknown[]> {
  return (await work.rows('SELECT about FROM data.log ORDER BY about')).map(({ about }) => about);
}

async function failures(): Promise<readonly unknown[]> {
  const rows = await work.rows('SELECT last_error FROM core.rule_occasion WHERE failed_at IS NOT NULL');
  return rows.map(({ last_error: error }) => error);
}

beforeEach(async () => {
  await work.engine.database.query('DELETE FROM data.log');
  await work.engine.database.query('DELETE FROM core.rule_occasion');
});

/** Makes an engine lose its connection in the middle of a rule and do nothing about it, as a killed one; returns how to stop it. */
function dying(engine: TestApp): () => void {
  const write = jest.spyOn(engine.get(CommandWriter), 'write').mockImplementation(async (session) => {
    await session.query('SELECT pg_terminate_backend(pg_backend_pid())');
    throw new Error('nobody hears this');
  });
  const postpone = jest
    .spyOn(OccasionQueue.prototype as never, 'postpone')
    .mockResolvedValue(undefined as never);
  return () => {
    write.mockRestore();
    postpone.mockRestore();
  };
}

const log = (about: string) => [{ type: 'createRecord', form: 'log', values: { about } }];

describe('a rule that a schedule calls', () => {
  test('for each record that meets its condition changes those records, and no others', async () => {
    await work.rule([
      aRule('overdue', [{ type: 'setField', field: 'note', formula: '"overdue"' }], {
        form: 'item',
        phase: 'derive',
        trigger: { on: ['schedule'], schedule: { every: 'PT1M' } },
        condition: { and: [{ '<': [{ var: 'due' }, { var: 'today' }] }, { empty: [{ var: 'note' }] }] },
      }),
    ]);
    const late = await work.made('item', { code: 'late', due: '2020-01-01' });
    const early = await work.made('item', { code: 'early', due: '2999-01-01' });
    const blank = await work.made('item', { code: 'blank' });
    await runRules();
    work.engine.clock.advance({ minutes: 1 });
    await runRules();
    expect(await failures()).toEqual([]);
    expect(await work.record('item', late)).toMatchObject({ note: 'overdue', version: 2 });
    for (const id of [early, blank]) expect(await work.record('item', id)).toMatchObject({ note: null });
    work.engine.clock.advance({ minutes: 1 });
    await runRules();
    expect(await work.rows('SELECT FROM core.rule_occasion')).toHaveLength(1);
  });

  test('fires once for each due minute, however many processes look', async () => {
    await work.rule([
      aRule('minutely', log('"minute"'), {
        trigger: { on: ['schedule'], schedule: { every: 'PT1M', per: 'once' } },
      }),
    ]);
    work.engine.clock.advance({ minutes: 1 });
    await runRules(work.engine, other);
    expect(await logged()).toEqual([]);
    for (let minute = 1; minute <= 3; minute += 1) {
      work.engine.clock.advance({ minutes: 1 });
      await runRules(work.engine, other);
      await runRules(other, work.engine);
      expect(await logged()).toHaveLength(minute);
    }
    expect(await failures()).toEqual([]);
  });

  test('fires once for the minutes that nobody was awake for', async () => {
    work.engine.clock.advance({ hours: 5 });
    await runRules(work.engine, other);
    await runRules();
    expect(await logged()).toHaveLength(1);
  });

  test('is kept without a record when it is about none', async () => {
    const { body } = await work.engine.request<{ data: readonly object[] }>(
      'GET',
      '/api/v1/rules/minutely/traces',
      { key: work.key },
    );
    expect(body.data[0]).toMatchObject({ outcome: 'fired', form: expect.any(String) as string });
    expect(body.data[0]).not.toHaveProperty('record');
  });

  test('tells about one version of a record anew each time', async () => {
    await work.rule([
      aRule(
        'remind',
        [{ type: 'notify', to: [{ users: [work.chief] }], title: { 'zh-CN': '提醒', en: 'Remind' } }],
        {
          form: 'item',
          trigger: { on: ['schedule'], schedule: { every: 'PT1M' } },
          condition: { '==': [{ var: 'code' }, 'late'] },
        },
      ),
    ]);
    for (let minute = 0; minute < 3; minute += 1) {
      work.engine.clock.advance({ minutes: 1 });
      await runRules();
    }
    expect(await failures()).toEqual([]);
    expect(
      await work.rows(`SELECT key FROM core.outbox WHERE topic = 'notification' AND key LIKE 'remind/%'`),
    ).toHaveLength(2);
  });
});

describe('a rule that waits for a balance to cross a limit', () => {
  let item: string;

  beforeAll(async () => {
    await work.rule([
      postRule(),
      aRule('low', log('CONCAT(code, " has ", balance.qty)'), {
        form: 'item',
        trigger: {
          on: ['threshold'],
          threshold: {
            register: 'quantities',
            resource: 'qty',
            comparison: '<',
            value: 'least',
            record: 'item',
          },
        },
      }),
    ]);
    item = await work.made('item', { code: 'x', least: '5' });
  });

  test('fires once for each crossing, and again after the balance came back', async () => {
    await work.posted(item, '10');
    await runRules();
    expect(await logged()).toEqual([]);
    await work.posted(item, '-6');
    await work.posted(item, '-1');
    await runRules(work.engine, other);
    expect(await logged()).toEqual(['x has 4']);
    await work.posted(item, '7');
    await work.posted(item, '-7');
    await runRules(work.engine, other);
    expect(await logged()).toEqual(['x has 3', 'x has 4']);
    expect(await failures()).toEqual([]);
  });

  test('stays silent where the limit is blank', async () => {
    const free = await work.made('item', { code: 'free' });
    await work.posted(free, '1');
    expect(await work.rows('SELECT FROM core.rule_occasion')).toEqual([]);
  });

  test('hears nothing of a posting that was rolled back', async () => {
    const short = await work.made('item', { code: 'short', least: '5' });
    await expect(work.posted(short, '-1')).rejects.toThrow('insufficient_balance');
    expect(await work.rows('SELECT FROM core.rule_occasion')).toEqual([]);
  });

  test('sees one crossing when several postings go through at once', async () => {
    const busy = await work.made('item', { code: 'busy', least: '5' });
    await work.posted(busy, '10');
    await Promise.all(Array.from({ length: 8 }, () => work.posted(busy, '-1')));
    await runRules(work.engine, other);
    expect(await logged()).toEqual(['busy has 4']);
  });
});

describe('an occasion', () => {
  let item: string;

  beforeAll(async () => {
    await work.rule([
      postRule(),
      aRule('low', log('code'), {
        form: 'item',
        trigger: {
          on: ['threshold'],
          threshold: { register: 'quantities', resource: 'qty', comparison: '>', value: '5', record: 'item' },
        },
      }),
    ]);
  });

  beforeEach(async () => {
    item = await work.made('item', { code: 'y' });
    await work.posted(item, '10');
  });

  test('is still there when the process dies between taking it and the commit, and then happens once', async () => {
    const dying = jest
      .spyOn(work.engine.get(CommandWriter), 'write')
      .mockImplementationOnce(async (session) => {
        await session.query('SELECT pg_terminate_backend(pg_backend_pid())');
        throw new Error('nobody hears this');
      });
    await runRules();
    dying.mockRestore();
    expect(await logged()).toEqual([]);
    expect(await work.rows('SELECT done_at, failed_at FROM core.rule_occasion')).toEqual([
      { done_at: null, failed_at: null },
    ]);
    work.engine.clock.advance({ seconds: 10 });
    await runRules(work.engine, other);
    expect(await logged()).toEqual(['y']);
  });

  test('is counted before each attempt, so one that ends the process each time is given up', async () => {
    const attempts = async () =>
      (await work.rows('SELECT attempts FROM core.rule_occasion')).map(({ attempts: count }) => count);
    const dead = [work.engine, other].map(dying);
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await runRules(attempt % 2 === 0 ? other : work.engine);
      await runRules(work.engine, other);
      expect(await attempts()).toEqual([attempt]);
      expect(await failures()).toEqual([]);
      work.engine.clock.advance({ minutes: 1 });
    }
    for (const end of dead) end();
    await runRules(work.engine, other);
    expect(await failures()).toEqual(['occasion_never_ended']);
    expect(await logged()).toEqual([]);
    const listed = await work.engine.request<{ data: readonly object[] }>('GET', '/api/v1/rules/occasions', {
      key: work.key,
    });
    expect(listed.body.data).toMatchObject([
      { attempts: 8, cause: '这条规则每次执行到一半，引擎就停了。请在日志里查明原因，再重试。' },
    ]);
  });

  test('happens once when the process that began it is gone', async () => {
    const end = dying(work.engine);
    await runRules();
    end();
    await runRules(work.engine, other);
    expect(await logged()).toEqual([]);
    work.engine.clock.advance({ minutes: 1 });
    await runRules(work.engine, other);
    expect(await logged()).toEqual(['y']);
  });

  test('is left alone while another process holds it', async () => {
    await work.engine.database.transaction(async (session) => {
      await session.query('SELECT FROM core.rule_occasion FOR UPDATE');
      await runRules(other);
    });
    expect(await logged()).toEqual([]);
    expect(await failures()).toEqual([]);
    await runRules();
    expect(await logged()).toEqual(['y']);
  });

  test('whose rule is gone fails with its reason and is not tried again', async () => {
    await work.rule([postRule()]);
    await runRules();
    expect(await failures()).toEqual(['rule_gone']);
  });
});

describe('a rule that waits for a webhook', () => {
  let token: string;
  let item: string;
  const path = '/api/v1/hooks/paid';
  const call = (body: object, headers: Readonly<Record<string, string>> = {}, by = token) =>
    work.engine.request<{ accepted?: number; errors?: { pointer: string }[] }>('POST', path, {
      body,
      headers: { ...headers, authorization: `Bearer ${by}` },
    });

  beforeAll(async () => {
    const trigger = {
      on: ['webhook'],
      webhook: { key: 'paid', payload: { item: 'text', amount: 'number' }, record: 'item' },
    };
    await work.rule([
      aRule('one', log('CONCAT(code, " paid ", payload.amount)'), { form: 'item', trigger }),
      aRule('two', [{ type: 'setField', field: 'count', formula: 'payload.amount' }], {
        form: 'item',
        phase: 'derive',
        trigger,
      }),
    ]);
    item = await work.made('item', { code: 'z' });
    const renewed = await work.engine.request<{ token: string }>('POST', `${path}/actions/renew-token`, {
      key: work.key,
    });
    token = renewed.body.token;
  });

  test('fires with what was sent; every rule of the address does', async () => {
    const answer = await call({ item, amount: '12.50', more: 'left out' });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 2 } });
    await runRules(work.engine, other);
    expect(await failures()).toEqual([]);
    expect(await logged()).toEqual(['z paid 12.5']);
    expect(await work.record('item', item)).toMatchObject({ count: '12.50' });
  });

  test('fires once for a delivery that comes again', async () => {
    const headers = { 'idempotency-key': 'delivery-1' };
    expect((await call({ item, amount: '1' }, headers)).body).toEqual({ accepted: 2 });
    await runRules();
    const again = await call({ item, amount: '1' }, headers);
    expect(again).toMatchObject({ body: { accepted: 2 }, headers: { 'idempotent-replayed': 'true' } });
    await runRules();
    expect(await logged()).toHaveLength(1);
  });

  test('tells the place of every value of the wrong type, and takes nothing', async () => {
    const answer = await call({ item: 'nobody', amount: 'much' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual(['#/amount']);
    expect((await call({ item: 'nobody', amount: '1' })).body.errors?.map(({ pointer }) => pointer)).toEqual([
      '#/item',
    ]);
    expect(await work.rows('SELECT FROM core.rule_occasion')).toEqual([]);
  });

  test('refuses whoever has not the token of the address', async () => {
    for (const wrong of ['dgh_wrong', work.key]) expect((await call({ item }, {}, wrong)).status).toBe(401);
    const elsewhere = await work.engine.request('POST', '/api/v1/hooks/unknown', { body: {} });
    expect(elsewhere.status).toBe(401);
  });

  test('refuses a body that is too large', async () => {
    expect((await call({ item, more: 'x'.repeat(70_000) })).status).toBe(413);
  });

  test('ends the old token when it is renewed, which takes the right to administer', async () => {
    const clerk = await work.engine.keyOf(await work.engine.createUser('clerk'));
    const renew = (key: string) => work.engine.request('POST', `${path}/actions/renew-token`, { key });
    expect((await renew(clerk)).status).toBe(403);
    expect((await renew(work.key)).status).toBe(200);
    expect((await call({ item, amount: '1' })).status).toBe(401);
  });
});
