import { ConnectorWorker } from '../../src/connectors/connector-worker.js';
import { CLIENT } from '../support/stand-in-books.js';
import { TEST_DAY } from '../support/test-clock.js';
import { ConnectedHouse, theirItem } from './connectors.fixtures.js';

let house: ConnectedHouse;

beforeAll(async () => {
  house = await ConnectedHouse.open();
});

afterAll(() => house?.close());

const count = async (sql: string) =>
  (await house.work.rows(`SELECT count(*)::int AS count FROM ${sql}`))[0]?.['count'];

describe('what an installation says about an outside system', () => {
  test('is asked for before anything runs', async () => {
    const answer = await house.ask('POST', 'connectors/books/actions/test');
    expect([answer.status, answer.body.code]).toEqual([409, 'connector_not_set']);
  });

  test('names an account of a program; persons are not taken for one', async () => {
    const body = { baseUrl: house.baseUrl, account: 'chief' };
    const answer = await house.ask('PUT', 'connectors/books/settings', body);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('connector_account_unknown')]);
  });

  test('is kept locked: no answer, no row and no audit entry shows a secret', async () => {
    await house.connect();
    const { settings } = await house.connector();
    expect(settings).toMatchObject({
      credentials: ['clientId', 'clientSecret'],
      account: { login: 'books-sync' },
    });
    const rows = await house.work.rows(
      `SELECT encode(credentials, 'escape') AS text FROM core.connector UNION ALL SELECT changes::text FROM core.audit_entry`,
    );
    const shown = [JSON.stringify(await house.connector()), ...rows.map(({ text }) => String(text))];
    expect(shown.some((text) => text.includes(CLIENT.clientSecret))).toBe(false);
  });

  test('is tried by a button, which says in a sentence what is wrong', async () => {
    const tried = await house.ask('POST', 'connectors/books/actions/test');
    expect(tried.body).toEqual({ ok: true, status: 200 });
    await house.connect({ credentials: { clientSecret: 'wrong' } });
    const refused = await house.ask('POST', 'connectors/books/actions/test');
    expect(refused.body).toMatchObject({
      ok: false,
      status: 401,
      cause: expect.stringContaining('401') as string,
    });
    await house.connect({ baseUrl: 'http://127.0.0.2:9' });
    const inside = await house.ask('POST', 'connectors/books/actions/test');
    expect(inside.body).toMatchObject({
      ok: false,
      cause: expect.stringContaining('DOUGONG_ALLOWED_NETWORKS') as string,
    });
    await house.connect();
  });
});

describe('an import', () => {
  test('brings all pages, exactly, and what is already there under its code is taken over', async () => {
    await house.work.made('item', { code: 'M-0003', note: 'ours' });
    house.books.items = Array.from({ length: 25 }, (_, at) => theirItem(at));
    const run = await house.run('items');
    expect([run.state, run.counts]).toEqual([
      'done',
      { read: 25, created: 24, updated: 1, unchanged: 0, kept: 0, failed: 0 },
    ]);
    const items = await house.items();
    expect(items).toHaveLength(25);
    expect(items[3]).toEqual({ code: 'M-0003', note: 'material 3', least: '3.50' });
    expect((await house.connector()).pipelines[0]).toMatchObject({
      lastOutcome: 'done',
      watermark: '2026-11-20T00:00:24Z',
    });
  });

  test('asks the next time for what is newer, and changes what has changed alone', async () => {
    house.books.asked.length = 0;
    house.books.items[24] = theirItem(24, { FName: 'renamed', FModifyDate: '2026-11-21T00:00:00Z' });
    house.books.items.push(theirItem(25, { FModifyDate: '2026-11-21T00:00:01Z', FParent: 'M-0001' }));
    const run = await house.run('items');
    expect(run.counts).toMatchObject({ read: 2, created: 1, updated: 1 });
    expect(house.books.asked[0]?.query).toMatchObject({ since: '2026-11-20T00:00:24Z' });
    const [last] = await house.work.rows(
      `SELECT p.code FROM data.item i JOIN data.item p ON p.id = i.parent WHERE i.code = 'M-0025'`,
    );
    expect(last).toEqual({ code: 'M-0001' });
    expect((await house.run('items')).counts).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  test('leaves what cannot be read, or refers to nothing, and goes on; those who look after it are told', async () => {
    const now = { FModifyDate: '2026-11-21T01:00:00Z' };
    house.books.items.push(
      theirItem(26, { ...now, FQty: 'many' }),
      theirItem(27, { ...now, FParent: 'M-9999' }),
      theirItem(28, now),
    );
    const run = await house.run('items');
    expect(run.counts).toMatchObject({ created: 1, failed: 2 });
    const letters = await house.letters();
    expect(letters.map(({ source, cause }) => [source, cause])).toEqual(
      expect.arrayContaining([
        ['M-0026', expect.stringContaining('"qty"')],
        ['M-0027', expect.stringContaining('M-9999')],
      ]),
    );
    await house.work.engine.runWorkers();
    const [told] = await house.work.rows(
      `SELECT title ->> 'en' AS title FROM core.notification WHERE user_id = '${house.work.chief}'`,
    );
    expect(told).toEqual({ title: 'Books: 2 of Items did not come through' });
  });

  test('brings a dead letter in again once it can, and lets be what somebody lets be', async () => {
    const [first, second] = (await house.letters()).toSorted((one, other) =>
      one.source < other.source ? -1 : 1,
    );
    await house.work.made('item', { code: 'M-9999' });
    const retry = await house.ask<{ job: string }>(
      'POST',
      `connectors/books/dead-letters/${second?.id}/actions/retry`,
    );
    await house.jobs();
    expect((await house.ran(retry.body.job)).counts).toMatchObject({ created: 1 });
    const dismissed = await house.ask('POST', `connectors/books/dead-letters/${first?.id}/actions/dismiss`);
    expect(dismissed.status).toBe(204);
    expect(await house.letters()).toEqual([]);
    expect(await house.letters('dismissed')).toHaveLength(1);
    const again = await house.ask('POST', `connectors/books/dead-letters/${first?.id}/actions/retry`);
    expect([again.status, again.body.code]).toEqual([409, 'connector_letter_settled']);
  });

  test('asks somebody about what was changed on both sides; trying again takes theirs', async () => {
    const [item] = await house.work.rows(`SELECT id, version FROM data.item WHERE code = 'M-0005'`);
    const patched = await house.work.engine.request(
      'PATCH',
      `/api/v1/forms/item/records/${String(item?.['id'])}`,
      {
        key: house.work.key,
        body: { note: 'changed here' },
        headers: { 'if-match': `"${String(item?.['version'])}"` },
      },
    );
    expect(patched.status).toBe(200);
    house.books.items[5] = theirItem(5, { FName: 'changed there', FModifyDate: '2026-11-21T02:00:00Z' });
    expect((await house.run('items')).counts).toMatchObject({ failed: 1, updated: 0, kept: 1 });
    const [letter] = await house.letters();
    expect(letter).toMatchObject({
      source: 'M-0005',
      cause: expect.stringContaining('changed here as well') as string,
    });
    expect((await house.items())[5]).toMatchObject({ note: 'changed here' });
    await house.ask('POST', `connectors/books/dead-letters/${letter?.id}/actions/retry`);
    await house.jobs();
    expect((await house.items())[5]).toMatchObject({ note: 'changed there' });
    expect(await house.letters()).toEqual([]);
  });

  test.each([
    ['given up after its worker died again and again', `UPDATE core.job SET attempts = 99 WHERE id = $1`],
    [
      'of an account that works no longer',
      `UPDATE core.user_account SET active = false WHERE id = (SELECT created_by FROM core.job WHERE id = $1)`,
    ],
  ])('that is %s is told to people and stands on the health page', async (_, spoil) => {
    const { database } = house.work.engine;
    await house.work.engine.runWorkers();
    await database.query('DELETE FROM core.notification');
    const started = await house.ask<{ job: string }>(
      'POST',
      'connectors/books/pipelines/items/actions/run',
      {},
    );
    await database.query(spoil, [started.body.job]);
    await house.jobs();
    expect((await house.ran(started.body.job)).state).toBe('failed');
    await house.work.engine.runWorkers();
    const told = await house.work.rows(`SELECT title ->> 'en' AS title FROM core.notification`);
    expect(told).toEqual([{ title: 'Books: Items did not come to its end' }]);
    const { body } = await house.ask<{ findings: { code: string; text: string }[] }>(
      'GET',
      'administration/health',
    );
    expect(body.findings.find(({ code }) => code === 'doctor_connector_failing')?.text).toContain('"items"');
    await database.query(`UPDATE core.user_account SET active = true WHERE login = 'books-sync'`);
    expect((await house.run('items')).state).toBe('done');
    const after = await house.ask<{ findings: { code: string }[] }>('GET', 'administration/health');
    expect(after.body.findings.map(({ code }) => code)).toContain('doctor_connectors_well');
  });

  test('that meets trouble on the other side is tried again by itself, and somebody is told at once', async () => {
    await house.work.engine.runWorkers();
    await house.work.engine.database.query('DELETE FROM core.notification');
    house.books.trouble = { status: 503, times: 1 };
    const run = await house.run('items');
    expect([run.state, run.cause]).toEqual(['failed', expect.stringContaining('503')]);
    await house.work.engine.runWorkers();
    expect(await count('core.notification')).toBe(1);
    const [pipe] = (await house.connector()).pipelines;
    expect(pipe).toMatchObject({ lastOutcome: 'failed', failures: 1, retryAt: expect.any(String) as string });
    house.work.engine.clock.advance({ minutes: 1 });
    await house.work.engine.get(ConnectorWorker).round();
    await house.jobs();
    expect((await house.connector()).pipelines[0]).toMatchObject({
      lastOutcome: 'done',
      failures: 0,
      retryAt: null,
    });
  });

  test('signs in anew when its token was taken back', async () => {
    const before = house.books.tokens;
    house.books.forgetTokens();
    expect((await house.run('items')).state).toBe('done');
    expect(house.books.tokens).toBe(before + 1);
  });

  test('runs at night by the clock of its zone, once for all processes', async () => {
    const worker = house.work.engine.get(ConnectorWorker);
    await worker.round();
    const runs = () => count(`core.job WHERE kind = 'connector' AND params ->> 'pipeline' = 'items'`);
    const before = await runs();
    house.work.engine.clock.advance({ hours: 10, minutes: 31 });
    await Promise.all([worker.round(), worker.round()]);
    await worker.round();
    await house.jobs();
    expect(await runs()).toBe(Number(before) + 1);
  });
});

describe('an export', () => {
  test('sends each voucher once, with its entries, however often it runs', async () => {
    await house.voucher('8.50', TEST_DAY);
    await house.voucher('1.00', TEST_DAY);
    expect((await house.run('vouchers')).counts).toEqual({ sent: 2, skipped: 0, failed: 0 });
    expect((await house.run('vouchers')).counts).toEqual({ sent: 0, skipped: 0, failed: 0 });
    const [first] = [...house.books.vouchers.values()];
    expect(first).toMatchObject({
      FDate: TEST_DAY,
      FTotal: '8.50',
      FEntries: [
        { FAccount: '1405', FDebit: '8.50' },
        { FAccount: '2202', FDebit: null },
      ],
    });
    expect(await house.work.rows('SELECT their_key FROM core.connector_sent ORDER BY their_key')).toEqual([
      { their_key: 'K1' },
      { their_key: 'K2' },
    ]);
  });

  test('sends anew, under the same key, what was sent before the answer was written down', async () => {
    await house.work.engine.database.query(`DELETE FROM core.connector_sent WHERE their_key = 'K2'`);
    expect((await house.run('vouchers')).counts).toMatchObject({ sent: 1 });
    expect(house.books.vouchers.size).toBe(2);
  });

  test('leaves what is not wanted there, sends the others, and tries it again when somebody says so', async () => {
    await house.voucher('3.00', TEST_DAY);
    const [newest] = await house.work.rows(
      'SELECT id::text, period FROM ledger.voucher ORDER BY id DESC LIMIT 1',
    );
    house.books.unwanted = `${String(newest?.['period']).slice(0, 7).replace('-', '')}-${String(newest?.['id']).padStart(6, '0')}`;
    await house.voucher('4.00', TEST_DAY);
    expect((await house.run('vouchers')).counts).toEqual({ sent: 1, skipped: 0, failed: 1 });
    const [letter] = await house.letters();
    expect(letter).toMatchObject({
      number: house.books.unwanted,
      cause: expect.stringContaining('the period is closed') as string,
    });
    expect((await house.run('vouchers')).counts).toMatchObject({ sent: 0, failed: 0 });
    house.books.unwanted = undefined;
    await house.ask('POST', `connectors/books/dead-letters/${letter?.id}/actions/retry`);
    await house.jobs();
    expect(house.books.vouchers.size).toBe(4);
    expect(await house.letters()).toEqual([]);
  });

  test('is compared day by day: what is missing, unknown or different there is named', async () => {
    const same = await house.run('vouchers', { comparison: TEST_DAY });
    expect(same.counts).toEqual({ ours: 4, theirs: 4, missing: 0, unknown: 0, different: 0 });
    const [one, two] = [...house.books.vouchers.keys()];
    house.books.vouchers.delete(one ?? '');
    house.books.vouchers.set(two ?? '', { ...house.books.vouchers.get(two ?? ''), FTotal: '1.01' });
    house.books.vouchers.set('foreign', { FNumber: 'theirs', FDate: TEST_DAY, FTotal: '9' });
    const other = await house.run('vouchers', { comparison: TEST_DAY });
    expect(other.counts).toEqual({ ours: 4, theirs: 4, missing: 1, unknown: 1, different: 1 });
    const { body } = await house.ask<{ data: object[] }>('GET', 'connectors/books/comparisons');
    expect(body.data[0]).toMatchObject({
      day: TEST_DAY,
      unknown: ['theirs'],
      different: [{ ours: '1.00', theirs: '1.01' }],
    });
  });

  test('sends nothing of what its account may not see', async () => {
    await house.work.engine.database.query(
      `DELETE FROM core.user_role WHERE user_id = (SELECT id FROM core.user_account WHERE login = 'books-sync')`,
    );
    const run = await house.run('vouchers');
    expect(run.state).toBe('failed');
    expect(run.cause).toContain('right');
  });
});
