import type { ScanPointDefinition } from '../metadata/index.js';
import type { StoredRecord } from '../records/index.js';
import { soughtBy, wishOf } from '../scanning/index.js';
import { checkRelease } from './index.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (more: object = {}) => ({ type: 'string', 'x-title': title('x'), ...more });
const form = (key: string, properties: Record<string, object>, more: object = {}) => ({
  kind: 'form',
  format: 1,
  key,
  title: title(key),
  usage: 'document',
  schema: { type: 'object', properties, additionalProperties: false },
  ui: { order: Object.keys(properties) },
  lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['code'] }],
  ...more,
});

const PARCEL = form(
  'parcel',
  {
    code: text(),
    seen: text({ format: 'date-time' }),
    qty: text({ format: 'decimal', 'x-scale': 2 }),
    parent: text({ format: 'uuid', 'x-reference': { form: 'parcel' } }),
  },
  {
    lifecycle: {
      initial: 'sent',
      states: [
        { id: 'sent', title: title('Sent'), tone: 'draft', editable: true },
        { id: 'here', title: title('Here'), tone: 'done' },
      ],
      actions: [{ id: 'arrive', title: title('Arrive'), from: ['sent'], to: 'here' }],
    },
  },
);
const READING = form('reading', {
  code: text(),
  parcel: text({ format: 'uuid', 'x-reference': { form: 'parcel' } }),
  qty: text({ format: 'decimal', 'x-scale': 2 }),
});

const POINT: ScanPointDefinition = {
  kind: 'scan-point',
  format: 1,
  key: 'gate',
  title: title('Gate'),
  codes: [
    {
      id: 'arrival',
      form: 'parcel',
      field: 'code',
      prefix: 'P:',
      action: 'arrive',
      values: { seen: 'scan.at' },
    },
    {
      id: 'count',
      form: 'parcel',
      field: 'code',
      create: { form: 'reading', values: { parcel: 'id', code: 'scan.device', qty: 'scan.quantity' } },
    },
  ],
};

const check = (change: object = {}) =>
  checkRelease(1, [
    PARCEL,
    READING,
    { ...POINT, codes: POINT.codes.map((code, at) => (at ? code : { ...code, ...change })) },
  ]);

const RECORD = { id: '0198a000-0000-7000-8000-000000000001', code: '17' } as unknown as StoredRecord;
const SCAN = { code: 'P:17', at: '2026-11-23T01:02:03Z', device: 'gate-1', quantity: '2.5' };
const MOMENT = { actor: 'somebody', now: '2026-11-23T01:02:04Z', today: '2026-11-23' };

function codes() {
  const { release, findings } = check();
  expect(findings).toEqual([]);
  return release?.scanPoints.get('gate')?.codes ?? [];
}

test('a code is of a kind when it begins so, and the rest is what the field holds', () => {
  const [arrival, count] = codes();
  if (!arrival || !count) throw new Error('there are two kinds');
  expect([soughtBy(arrival, 'P:17'), soughtBy(arrival, '17'), soughtBy(arrival, 'P:')]).toEqual([
    '17',
    undefined,
    undefined,
  ]);
  expect(soughtBy(count, '17')).toBe('17');
});

test('a scan asks for the action with its values, or for a new record', () => {
  const [arrival, count] = codes();
  if (!arrival || !count) throw new Error('there are two kinds');
  expect(wishOf(arrival, RECORD, SCAN, MOMENT)).toEqual({
    issues: [],
    wish: { type: 'act', action: 'arrive', patch: { seen: '2026-11-23T01:02:03.000Z' } },
  });
  expect(wishOf(count, RECORD, SCAN, MOMENT)).toEqual({
    issues: [],
    wish: { type: 'create', form: 'reading', values: { parcel: RECORD.id, code: 'gate-1', qty: '2.50' } },
  });
});

test.each([
  ['a form that is not there', { form: 'none' }, 'unknown_form /codes/0/form'],
  ['a field that holds no text', { field: 'qty' }, 'scan_code_no_text /codes/0/field'],
  ['an action that the form has not', { action: 'fly' }, 'unknown_action /codes/0/action'],
  ['a value for no field', { values: { colour: 'scan.code' } }, 'unknown_field /codes/0/values/colour'],
  ['a look into another record', { values: { seen: 'parent.seen' } }, 'scan_looks_beyond /codes/0/values'],
])('a scan point is refused for %s', (_, change, expected) => {
  const { release, findings } = check(change);
  expect(release).toBeUndefined();
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toContain(expected);
});
