import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { TEST_DAY } from '../support/test-clock.js';
import { ConnectedHouse, theirItem } from '../integration/connectors.fixtures.js';

/** The nightly sync is killed in its middle, again and again; in the end nothing is missing and nothing is there twice. */

const KEY = Buffer.alloc(32, 7);
const ITEMS = 60;
const VOUCHERS = 12;

let house: ConnectedHouse;

beforeAll(async () => {
  house = await ConnectedHouse.open({ settings: { secretKey: KEY } });
  await house.connect();
  house.books.items = Array.from({ length: ITEMS }, (_, at) => theirItem(at));
});

afterAll(() => house?.close());

/** Works in a process of its own, which is killed as kill -9 does it at the request for which `when` says so. */
async function workAndDie(when: (count: number) => boolean): Promise<string | null> {
  const order = {
    urls: house.work.engine.urls,
    secretKey: KEY.toString('base64'),
    allowedNetworks: ['127.0.0.1'],
  };
  const child = spawn(process.execPath, [join(__dirname, 'sync-and-die.mjs')], {
    env: { ...process.env, DOUGONG_SYNC_AND_DIE: JSON.stringify(order) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  let count = 0;
  house.books.onAsked = () => {
    count += 1;
    if (when(count)) child.kill('SIGKILL');
  };
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (status, by) => resolve([status, by])),
  );
  house.books.onAsked = () => undefined;
  if (signal === null && code !== 0) throw new Error(complaints);
  return signal;
}

/** The lease that the killed process left behind runs out, and the job is carried on here. */
async function takeUp(): Promise<void> {
  await house.work.engine.database.query(
    `UPDATE core.job SET lease_until = '-infinity' WHERE state = 'running'`,
  );
  await house.jobs();
}

const start = async (pipeline: string) =>
  (await house.ask<{ job: string }>('POST', `connectors/books/pipelines/${pipeline}/actions/run`, {})).body
    .job;

test('an import that is killed between two pages goes on behind the last one that was in', async () => {
  const job = await start('items');
  expect(await workAndDie((count) => count === 3)).toBe('SIGKILL');
  const between = (await house.items()).length;
  expect([between > 0, between < ITEMS]).toEqual([true, true]);
  await takeUp();
  expect((await house.ran(job)).counts).toMatchObject({ read: ITEMS, created: ITEMS, failed: 0 });
  const codes = (await house.items()).map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)]);
  expect(codes).toHaveLength(ITEMS);
});

test('an export that is killed while it sends has sent each voucher once in the end', async () => {
  for (let at = 0; at < VOUCHERS; at += 1) await house.voucher(`${at + 1}.00`, TEST_DAY);
  const job = await start('vouchers');
  expect(await workAndDie((count) => count === 5)).toBe('SIGKILL');
  await takeUp();
  expect((await house.ran(job)).state).toBe('done');
  const numbers = [...house.books.vouchers.values()].map(({ FNumber }) => FNumber);
  expect(numbers).toHaveLength(VOUCHERS);
  expect(new Set(numbers).size).toBe(VOUCHERS);
  const [sent] = await house.work.rows('SELECT count(*)::int AS count FROM core.connector_sent');
  expect(sent).toEqual({ count: VOUCHERS });
});
