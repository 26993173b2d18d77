import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/** Numbers of records, keys over several fields, and fields that ask for themselves, as a caller meets them. */

type Form = Record<string, unknown>;

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });

const PROPERTIES = {
  no: text('Number', { 'x-unique': true, 'x-number': { pattern: 'N{yyyy}-{seq:4}', gaps: 'none' } }),
  fast: text('Fast', { 'x-unique': true, 'x-number': { pattern: 'F{yyyy}{MM}-{seq:4}' } }),
  room: text('Room'),
  day: { type: 'string', format: 'date', 'x-title': title('Day') },
  kind: text('Kind', { enum: ['plain', 'other'], 'x-titles': [title('Plain'), title('Other')] }),
  reason: text('Reason', {
    'x-when': {
      visible: { '==': [{ var: 'kind' }, 'other'] },
      required: { '==': [{ var: 'kind' }, 'other'] },
    },
  }),
  guests: {
    type: 'array',
    'x-title': title('Guests'),
    'x-unique': [['name']],
    items: {
      type: 'object',
      properties: {
        name: text('Name'),
        late: { type: 'boolean', 'x-title': title('Late') },
        excuse: text('Excuse', { 'x-when': { required: { var: 'guests.late' } } }),
      },
    },
  },
};

const BOOKING: Form = {
  kind: 'form',
  format: 1,
  key: 'booking',
  title: title('Booking'),
  usage: 'document',
  schema: { type: 'object', properties: PROPERTIES },
  ui: { order: Object.keys(PROPERTIES), codeField: 'no' },
  lifecycle: {
    initial: 'open',
    states: [
      { id: 'open', title: title('Open'), tone: 'draft', editable: true },
      { id: 'off', title: title('Off'), tone: 'done' },
    ],
    actions: [{ id: 'call_off', title: title('Call off'), from: ['open'], to: 'off' }],
  },
  unique: [{ id: 'taken', fields: ['room', 'day'], where: { '!=': [{ var: 'status' }, 'off'] } }],
  indexes: [{ id: 'by_day', fields: ['day', 'room'] }],
};

const CHIEF = {
  kind: 'role',
  format: 1,
  key: 'chief',
  title: title('Chief'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
};

const BOOKINGS = '/api/v1/forms/booking/records';

let engine: TestApp;
let key: string;
let isFirst = true;

async function publish(form: Form): Promise<void> {
  const base = isFirst ? 0 : (await engine.get(ReleaseRegistry).current()).number;
  isFirst = false;
  await engine
    .get(Publisher)
    .publish({ definitions: [form, CHIEF] as unknown as Definition[], base, actor: null });
}

function book(values: Form, headers: Record<string, string> = {}, at = BOOKINGS): Promise<TestAnswer> {
  return engine.request('POST', at, { body: values, key, headers });
}

const faults = ({ status, body }: TestAnswer) => [
  status,
  ...((body['errors'] as { code: string; pointer: string }[] | undefined) ?? []).map(
    ({ code, pointer }) => `${code} ${pointer.slice(1)}`,
  ),
];
const seq = (answers: readonly TestAnswer[], field: string) =>
  answers
    .map(({ body }) => Number.parseInt(String((body['record'] as Form)[field]).split('-')[1] ?? '', 10))
    .sort((a, b) => a - b);
const idOf = ({ body }: TestAnswer) => String((body['record'] as Form)['id']);
const from = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

beforeAll(async () => {
  engine = await startTestApp();
  await publish(BOOKING);
  key = await engine.keyOf(await engine.createUser('chief', { roles: ['chief'] }));
});

afterAll(() => engine.stop());

describe('the numbers of records', () => {
  test('are given once each to a hundred who make records at the same time, without a gap where none may be', async () => {
    const answers = await Promise.all(from(1, 100).map((n) => book({ room: `r${n}` })));
    expect(answers.map(({ status }) => status)).toEqual(from(1, 100).map(() => 201));
    expect(seq(answers, 'no')).toEqual(from(1, 100));
    expect(new Set(seq(answers, 'fast')).size).toBe(100);
  });

  test('leave no gap for what was refused, only looked at, or sent twice', async () => {
    expect((await book({ kind: 'other' })).status).toBe(422);
    expect((await book({}, {}, `${BOOKINGS}?preview=true`)).status).toBe(200);
    const twice = { 'idempotency-key': 'one-and-the-same' };
    const [first, again] = [await book({ room: 'x' }, twice), await book({ room: 'x' }, twice)];
    expect(idOf(again)).toBe(idOf(first));
    const both = { 'idempotency-key': 'both-at-once' };
    const pair = await Promise.all([book({ room: 'y' }, both), book({ room: 'y' }, both)]);
    expect(new Set(pair.map(idOf)).size).toBe(1);
    const last = await book({});
    expect(seq([first, ...pair.slice(0, 1), last], 'no')).toEqual([101, 102, 103]);
  });

  test('go on where they were when a form changes the way it counts', async () => {
    const { no, fast } = PROPERTIES;
    const swapped = {
      ...PROPERTIES,
      no: { ...no, 'x-number': { pattern: 'N{yyyy}-{seq:4}' } },
      fast: { ...fast, 'x-number': { pattern: 'F{yyyy}{MM}-{seq:4}', gaps: 'none' } },
    };
    const before = await book({});
    await publish({ ...BOOKING, schema: { type: 'object', properties: swapped } });
    const after = await book({});
    await publish(BOOKING);
    const back = await book({});
    expect(seq([before, after, back], 'no')).toEqual([104, 105, 106]);
    expect(new Set(seq([before, after, back], 'fast')).size).toBe(3);
  });
});

describe('a key over several fields', () => {
  const spot = { room: 'blue', day: '2026-12-01' };

  test('lets its values stand once among the records that its condition means', async () => {
    const first = await book(spot);
    expect(faults(await book(spot))).toEqual([422, 'not_unique_together /room']);
    expect((await book({ ...spot, day: '2026-12-02' })).status).toBe(201);
    const at = `${BOOKINGS}/${idOf(first)}/actions/call_off`;
    expect((await engine.request('POST', at, { body: {}, key, headers: { 'if-match': '"1"' } })).status).toBe(
      200,
    );
    expect((await book(spot)).status).toBe(201);
  });

  test('does not hold records with a blank among its fields against each other', async () => {
    expect((await book({ room: 'blue' })).status).toBe(201);
    expect((await book({ room: 'blue' })).status).toBe(201);
  });

  test('goes when the form does not have it any more, and cannot come while records break it', async () => {
    await publish({ ...BOOKING, unique: [] });
    expect((await book({ room: 'red', day: '2026-12-01' })).status).toBe(201);
    expect((await book({ room: 'red', day: '2026-12-01' })).status).toBe(201);
    const refused = await publish(BOOKING).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      status: 422,
      code: 'not_publishable',
      issues: [{ code: 'unique_has_duplicates', path: '/form/booking/unique/0' }],
    });
    expect((await book({ room: 'red', day: '2026-12-01' })).status).toBe(201);
    await publish({
      ...BOOKING,
      unique: [{ id: 'taken', fields: ['room', 'day'], where: { '==': [{ var: 'room' }, "o'blue"] } }],
    });
    expect((await book({ room: "o'blue", day: '2026-12-01' })).status).toBe(201);
    expect((await book({ room: "o'blue", day: '2026-12-01' })).status).toBe(422);
  });

  test('over columns keeps the lines of one record apart', async () => {
    const guests = [{ name: 'a' }, { name: 'b' }, { name: 'a' }];
    expect(faults(await book({ guests }))).toEqual([422, 'line_repeats /guests/2/name']);
    expect((await book({ guests: guests.slice(0, 2) })).status).toBe(201);
  });
});

describe('a field that says when it is asked for', () => {
  test('is asked for by the server too, in the head and in each line', async () => {
    const guests = [{ name: 'a', late: true }, { name: 'b' }];
    expect(faults(await book({ kind: 'other', guests }))).toEqual([
      422,
      'required /reason',
      'required /guests/0/excuse',
    ]);
    expect((await book({ kind: 'plain' })).status).toBe(201);
    expect((await book({ kind: 'other', reason: 'x' })).status).toBe(201);
  });

  test('tells the form on the screen the same', async () => {
    const { body } = await engine.request('GET', '/api/v1/forms/booking/rules', { key });
    expect((body['rules'] as { key: string }[]).map((each) => each.key).sort()).toEqual([
      'booking.guests.excuse.required',
      'booking.reason.required',
      'booking.reason.visible',
    ]);
  });
});
