import type { ScanEventWire, TakenScansWire } from '../../src/scanning/scan.wire.js';
import type { ScanPointsWire } from '../../src/scanning/scan-point.wire.js';
import { RulesAtWork, title } from './rules-at-work.fixtures.js';
import { TEST_DAY } from '../support/test-clock.js';

/** What a scanner at the gate reads: documents that are posted, items that are noted, and codes that nobody knows. */

const GATE = {
  kind: 'scan-point',
  format: 1,
  key: 'gate',
  title: title('Gate'),
  codes: [
    {
      id: 'document',
      form: 'entry',
      field: 'code',
      prefix: 'D:',
      action: 'post',
      values: { day: 'DATE(2026, 11, 20)' },
    },
    {
      id: 'item',
      form: 'item',
      field: 'code',
      create: { form: 'log', values: { about: 'CONCAT(scan.device, " ", code)', qty: 'scan.quantity' } },
    },
  ],
};

let work: RulesAtWork;
let device: string;
const AT = `${TEST_DAY}T00:30:00+08:00`;

beforeAll(async () => {
  work = await RulesAtWork.start([GATE]);
  const account = await administer<{ id: string }>('POST', 'service-accounts', {
    login: 'gate-1',
    name: '大门扫码枪',
    roles: ['chief'],
  });
  const forms = ['entry', 'item', 'log'].map((form) => ({ form, actions: ['*'] }));
  const made = await administer<{ key: string }>('POST', `service-accounts/${account.body.id}/keys`, {
    name: 'gate',
    scope: { forms },
  });
  device = made.body.key;
});

afterAll(() => work.engine.stop());

function administer<Body>(method: 'GET' | 'POST', path: string, body?: unknown) {
  return work.engine.request<Body & { code?: string }>(method, `/api/v1/${path}`, {
    key: work.key,
    body,
    headers: { 'accept-language': 'en' },
  });
}

function send(events: readonly object[], key = device) {
  return work.engine.request<TakenScansWire & { code?: string }>('POST', '/api/v1/scan-events', {
    key,
    body: { events },
    headers: { 'accept-language': 'en' },
  });
}

const scan = (id: string, code: string, more: object = {}) => ({ id, point: 'gate', code, at: AT, ...more });
const stateOf = async (id: string) => (await work.record('entry', id))['status'];
const logged = async () =>
  (await work.rows('SELECT about, qty::text FROM data.log ORDER BY created_at, id')).slice(0);
const waiting = async () => (await administer<{ data: ScanEventWire[] }>('GET', 'scan-events')).body.data;

test('a scanned document takes the action that its form has for it, in the name of the device', async () => {
  const id = await work.made('entry', { qty: '5.00', code: '17' });
  const { status, body } = await send([scan('e-1', 'D:17')]);
  expect([status, body.data]).toEqual([
    200,
    [{ id: 'e-1', state: 'done', repeated: false, form: 'entry', recordId: id }],
  ]);
  expect(await stateOf(id)).toBe('posted');
  const [entry] = await work.rows(
    `SELECT u.login, e.action FROM core.audit_entry e JOIN core.user_account u ON u.id = e.actor WHERE e.record_id = '${id}' ORDER BY e.id DESC LIMIT 1`,
  );
  expect(entry).toEqual({ login: 'gate-1', action: 'act:post' });
});

test('an event that comes again, alone or with others, is answered as it was and does nothing', async () => {
  await work.made('item', { code: 'BOLT' });
  const event = scan('e-2', 'BOLT', { quantity: '2.5' });
  const first = await send([event]);
  const again = await send([event, scan('e-3', 'BOLT', { quantity: '1' }), event]);
  expect(again.body.data.map(({ state, repeated }) => [state, repeated])).toEqual([
    ['done', true],
    ['done', false],
    ['done', true],
  ]);
  expect(again.body.data[0]?.recordId).toBe(first.body.data[0]?.recordId);
  expect(await logged()).toEqual([
    { about: 'gate-1 BOLT', qty: '2.50' },
    { about: 'gate-1 BOLT', qty: '1.00' },
  ]);
});

test('one batch that comes to the door several times at once is carried out once', async () => {
  await work.engine.database.query('DELETE FROM data.log');
  const events = Array.from({ length: 20 }, (_, at) => scan(`many-${at}`, 'BOLT', { quantity: `${at}` }));
  const answers = await Promise.all([send(events), send(events), send(events)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await logged()).toHaveLength(20);
});

test('what died before its end was told is done once when the device sends it again', async () => {
  await work.engine.database.query('DELETE FROM data.log');
  await send([scan('e-died', 'BOLT', { quantity: '9' })]);
  await work.engine.database.query(
    `UPDATE core.scan_event SET state = 'taken', settled_at = NULL, form = NULL, record_id = NULL WHERE event = 'e-died'`,
  );
  const { body } = await send([scan('e-died', 'BOLT', { quantity: '9' })]);
  expect(body.data[0]).toMatchObject({ state: 'done', repeated: true });
  expect(await logged()).toHaveLength(1);
});

test('codes that nobody knows, that several have, or that do not fit now wait for somebody; the others go on', async () => {
  await work.made('entry', { qty: '1.00', code: 'twice' });
  await work.made('entry', { qty: '2.00', code: 'twice' });
  const fine = await work.made('entry', { qty: '3.00', code: 'fine' });
  const { body } = await send([
    scan('x-1', 'D:nowhere'),
    scan('x-2', 'D:twice'),
    scan('x-3', 'D:17'),
    scan('x-4', 'BOLT', { point: 'harbour' }),
    scan('x-5', 'BOLT', { at: '2099-01-01T00:00:00Z' }),
    scan('x-6', 'D:fine'),
  ]);
  expect(body.data.map(({ state }) => state)).toEqual([...Array<string>(5).fill('exception'), 'done']);
  expect(await stateOf(fine)).toBe('posted');
  const shown = await waiting();
  expect(shown.map(({ event }) => event).toSorted()).toEqual(['x-1', 'x-2', 'x-3', 'x-4', 'x-5']);
  expect(shown.find(({ event }) => event === 'x-1')).toMatchObject({
    code: 'D:nowhere',
    device: { login: 'gate-1' },
    point: { key: 'gate', title: { en: 'Gate' } },
    cause: expect.stringContaining('"D:nowhere" names nothing') as string,
  });
  expect(shown.every(({ cause }) => (cause ?? '').length > 20)).toBe(true);
});

test('somebody settles one with the code that was meant, once, and the audit names him', async () => {
  const meant = await work.made('entry', { qty: '4.00', code: 'meant' });
  const event = (await waiting()).find((each) => each.event === 'x-1');
  const path = `scan-events/${event?.id}/actions/resolve`;
  const wrong = await administer('POST', path, { code: 'D:still nowhere' });
  expect([wrong.status, wrong.body.code]).toEqual([422, 'scan_names_nothing']);
  const settled = await administer<ScanEventWire>('POST', path, { code: 'D:meant' });
  expect([settled.status, settled.body]).toMatchObject([
    200,
    { state: 'resolved', form: 'entry', recordId: meant, settledBy: { name: 'chief' }, note: 'D:meant' },
  ]);
  expect(await stateOf(meant)).toBe('posted');
  expect((await administer('POST', path, { code: 'D:meant' })).body.code).toBe('scan_settled');
  const [entry] = await work.rows(
    `SELECT actor, outcome FROM core.audit_entry WHERE action = 'scan:resolved'`,
  );
  expect(entry).toEqual({ actor: work.chief, outcome: 'done' });
});

test('somebody lets one be, for a reason that stays with it', async () => {
  const event = (await waiting()).find((each) => each.event === 'x-2');
  const path = `scan-events/${event?.id}/actions/dismiss`;
  expect((await administer('POST', path, {})).status).toBe(422);
  const dismissed = await administer<ScanEventWire>('POST', path, { reason: 'label printed twice' });
  expect(dismissed.body).toMatchObject({ state: 'dismissed', note: 'label printed twice' });
  expect((await waiting()).map((each) => each.event)).not.toContain('x-2');
  const list = await administer<{ data: ScanEventWire[] }>('GET', 'scan-events?state=dismissed');
  expect(list.body.data).toHaveLength(1);
});

test('administrators see the points, what waits there, and each device with its key and its last scan', async () => {
  const { body } = await administer<ScanPointsWire>('GET', 'scan-points');
  const gate = body.data.find(({ key }) => key === 'gate');
  expect(gate).toMatchObject({
    title: { en: 'Gate' },
    waiting: 2,
    codes: [{ form: 'entry' }, { form: 'item' }],
  });
  // Nobody published a harbour, but a device scans there and its code waits.
  expect(body.data.find(({ key }) => key === 'harbour')).toMatchObject({ title: null, waiting: 1 });
  const [shown] = body.devices;
  expect(body.devices).toHaveLength(1);
  expect(shown).toMatchObject({ login: 'gate-1', active: true, waiting: 3, keys: [{ name: 'gate' }] });
  const [last] = await work.rows(`SELECT max(received_at) AS at FROM core.scan_event`);
  expect(Date.parse(shown?.lastScanAt ?? '')).toBe(Date.parse(String(last?.['at'])));
  const of = await administer<{ data: ScanEventWire[] }>('GET', `scan-events?device=${shown?.id}`);
  expect(of.body.data).toHaveLength(3);
  const stranger = '0198a000-0000-7000-8000-00000000dead';
  const none = await administer<{ data: ScanEventWire[] }>('GET', `scan-events?device=${stranger}`);
  expect(none.body.data).toEqual([]);
  expect((await work.engine.request('GET', '/api/v1/scan-points', { key: device })).status).toBe(403);
});

test('an id that the device used for something else is told and changes nothing', async () => {
  const { body } = await send([scan('e-2', 'BOLT', { quantity: '77' })]);
  expect(body.data[0]).toMatchObject({
    repeated: true,
    cause: expect.stringContaining('another event') as string,
  });
});

test('a device does no more than its key allows', async () => {
  const narrow = await administer<{ data: { id: string }[] }>('GET', 'service-accounts');
  const made = await administer<{ key: string }>('POST', `service-accounts/${narrow.body.data[0]?.id}/keys`, {
    name: 'reads',
    scope: { forms: [{ form: 'entry', actions: ['read'] }] },
  });
  const id = await work.made('entry', { qty: '6.00', code: 'shut' });
  const { body } = await send([scan('n-1', 'D:shut')], made.body.key);
  expect(body.data[0]).toMatchObject({ state: 'exception' });
  expect(await stateOf(id)).toBe('draft');
  expect((await work.engine.request('GET', '/api/v1/scan-events', { key: device })).status).toBe(403);
});

test.each([
  ['more than 200 events', Array.from({ length: 201 }, (_, at) => scan(`${at}`, 'BOLT'))],
  ['a moment that no calendar has', [scan('m', 'BOLT', { at: '2026-13-45T00:00:00Z' })]],
  ['an event without a name', [{ ...scan('m', 'BOLT'), id: '' }]],
])('%s are refused, and nothing of the batch is taken', async (_, events) => {
  const before = await work.rows('SELECT count(*)::int AS count FROM core.scan_event');
  expect((await send(events)).status).toBe(422);
  expect(await work.rows('SELECT count(*)::int AS count FROM core.scan_event')).toEqual(before);
});
