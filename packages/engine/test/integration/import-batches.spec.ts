import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { JobWorker } from '../../src/jobs/job-worker.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { BusyClerk, publishBusyHouse } from '../concurrency/busy-house.fixtures.js';
import { Importer } from './import.fixtures.js';
import { anActor } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

/** Imports of documents that do more than be there: they post, take numbers without gaps, and stand in each other's way. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

const BILL = {
  ...head('form', 'bill'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      no: text('Number', {
        readOnly: true,
        'x-unique': true,
        'x-number': { pattern: 'B{yyyy}-{seq:5}', gaps: 'none' },
      }),
      code: text('Code', { 'x-unique': true, 'x-index': true, maxLength: 20 }),
    },
    required: ['code'],
    additionalProperties: false,
  },
  ui: { order: ['no', 'code'], codeField: 'code' },
};

const CHIEF = {
  ...head('role', 'chief'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
};

let engine: TestApp;
let chief: Actor;
let importer: Importer;

beforeAll(async () => {
  engine = await startTestApp();
  await publishBusyHouse(engine);
  const { rows } = await engine.database.query<{ definitions: Definition[] }>(
    'SELECT definitions FROM core.release ORDER BY number DESC LIMIT 1',
  );
  await engine.get(Publisher).publish({
    definitions: [...(rows[0]?.definitions ?? []), BILL, CHIEF] as Definition[],
    base: 1,
    actor: null,
    comment: 'bills',
  });
  chief = await anActor(engine, 'chief', 'chief');
  importer = new Importer(engine, chief);
});

afterAll(() => engine?.stop());

async function value<T>(sql: string): Promise<T | undefined> {
  const { rows } = await engine.database.query<{ value: T }>(`SELECT (${sql}) AS value`);
  return rows[0]?.value;
}

describe('documents that post when they are made', () => {
  const FIELDS = 'Lines/Item,Lines/Place,Lines/Quantity,Lines/Amount,Demand';

  test('move the ledger, and one that is short of goods is refused by itself', async () => {
    const brought = await importer.run(
      'bring',
      [FIELDS, 'nut,shelf,10,100,a', 'bolt,shelf,5,50,b'].join('\n'),
      { mode: 'insert' },
    );
    expect(brought.result).toMatchObject({ created: 2, failed: 0 });
    const given = await importer.run(
      'give',
      [
        'Lines/Item,Lines/Place,Lines/Quantity,Demand',
        'nut,shelf,4,a',
        'nut,shelf,40,b',
        'bolt,shelf,5,c',
      ].join('\n'),
      { mode: 'insert' },
    );
    expect(given.result).toMatchObject({ created: 2, failed: 1 });
    expect(given.result.errors[0]).toMatchObject({ row: 3 });
    expect(await value(`SELECT count(*)::int FROM data.give`)).toBe(2);
    expect(await value(`SELECT count(*)::int FROM ledger.posting`)).toBe(4);
  });

  test('move nothing in a dry run, while others go on posting', async () => {
    const before = await value(`SELECT count(*)::int FROM ledger.movement`);
    const dry = await importer.run(
      'give',
      ['Lines/Item,Lines/Place,Lines/Quantity', 'nut,shelf,1'].join('\n'),
      {
        mode: 'insert',
        dryRun: true,
      },
    );
    expect(dry.result).toMatchObject({ created: 1, failed: 0 });
    expect(await value(`SELECT count(*)::int FROM ledger.movement`)).toBe(before);
    const clerk = await BusyClerk.signIn(engine, 'ann');
    expect((await clerk.make('give', { lines: [{ item: 'nut', place: 'shelf', qty: '1' }] })).status).toBe(
      201,
    );
  });
});

test('numbers without gaps have none, although rows between them fail in every way', async () => {
  await importer.run('bill', 'Code\nTaken', { mode: 'insert' });
  const codes = Array.from({ length: 60 }, (_, at) =>
    at % 7 === 3 ? 'Taken' : at % 11 === 5 ? 'x'.repeat(30) : `C${at}`,
  );
  const job = await importer.run('bill', ['Code', ...codes].join('\n'), { mode: 'insert' });
  const good = codes.filter((code) => /^C\d+$/.test(code)).length;
  expect(job.result).toMatchObject({ created: good, failed: codes.length - good });
  expect(await value(`SELECT count(*)::int FROM data.bill`)).toBe(good + 1);
  expect(await value(`SELECT max(right(no, 5)::int) FROM data.bill`)).toBe(good + 1);
});

test('of many rows that the database refuses each is found, and only those', async () => {
  const { rows } = await engine.database.query<{ code: string }>('SELECT code FROM data.bill LIMIT 5');
  const there = rows.map(({ code }) => code);
  const codes = Array.from({ length: 200 }, (_, at) =>
    at % 41 === 7 ? (there[Math.floor(at / 41)] ?? '') : `D${at}`,
  );
  const job = await importer.run('bill', ['Code', ...codes].join('\n'), { mode: 'insert' });
  expect(job.result).toMatchObject({ created: 195, failed: 5 });
  const cells = job.result.errors.map(({ cell, code }) => `${cell} ${code}`);
  expect(cells).toEqual([7, 48, 89, 130, 171].map((at) => `A${at + 2} not_unique`));
});

test('an import that is cancelled keeps what is done, tells it, and can be taken back', async () => {
  const codes = Array.from({ length: 900 }, (_, at) => `E${at}`);
  const { body } = await importer.bring('bill', ['Code', ...codes].join('\n'));
  const { body: job } = await importer.start('bill', body.id, { mode: 'insert' });
  const work = engine.get(JobWorker).runWaiting();
  while ((await importer.job(job.id)).progress.done === 0);
  await engine.request('POST', `/api/v1/jobs/${job.id}/actions/cancel`, { key: chief.key });
  await work;
  const over = await importer.job(job.id);
  const count = () => value<number>(`SELECT count(*)::int FROM data.bill WHERE code LIKE 'E%'`);
  const made = await count();
  expect(over.state).toBe('cancelled');
  expect(over.result).toMatchObject({ documents: 900, created: made });
  expect(made).toBeLessThan(900);
  const undone = await importer.undo<{ undone: number; conflicts: number }>('bill', job.id);
  expect(undone.result).toMatchObject({ undone: made, conflicts: 0 });
  expect(await count()).toBe(0);
});

test('somebody who may import but not create is refused row by row', async () => {
  const { rows } = await engine.database.query<{ definitions: Definition[] }>(
    'SELECT definitions FROM core.release ORDER BY number DESC LIMIT 1',
  );
  const role = {
    ...head('role', 'carrier'),
    forms: [{ form: 'bill', actions: ['read', 'import'], rows: 'all' }],
  };
  await engine.get(Publisher).publish({
    definitions: [...(rows[0]?.definitions ?? []), role] as Definition[],
    base: 2,
    actor: null,
    comment: 'carrier',
  });
  const carrier = new Importer(engine, await anActor(engine, 'carrier', 'carrier'));
  const job = await carrier.run('bill', 'Code\nF1\nF2', { mode: 'insert' });
  expect(job.result).toMatchObject({
    created: 0,
    failed: 2,
    errors: [{ code: 'no_right' }, { code: 'no_right' }],
  });
});

test('more rows than a file may have end the job with a sentence', async () => {
  const many = ['Code', ...Array.from({ length: 50_001 }, (_, at) => `G${at}`)].join('\n');
  const job = await importer.run('bill', many, { mode: 'insert' });
  expect(job).toMatchObject({ state: 'failed', problem: { code: 'too_many_rows' } });
  expect(await value(`SELECT count(*)::int FROM data.bill WHERE code LIKE 'G%'`)).toBe(0);
});
