import type { ConnectorDefinition } from '../metadata/index.js';
import type { CompiledConnector } from '../connectors/index.js';
import { exported, readOutside, totalOf, valueAtPlace, writeOutside } from '../connectors/index.js';
import { checkRelease } from './index.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (more: object = {}) => ({ type: 'string', 'x-title': title('x'), ...more });
const form = (key: string, properties: Record<string, object>) => ({
  kind: 'form',
  format: 1,
  key,
  title: title(key),
  usage: 'master',
  schema: { type: 'object', properties, additionalProperties: false },
  ui: { order: Object.keys(properties), titleField: 'code' },
  lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['code'] }],
});

const PLACE = form('place', { code: text() });
const ITEM = form('item', {
  code: text(),
  price: text({ format: 'decimal', 'x-scale': 2 }),
  place: text({ format: 'uuid', 'x-reference': { form: 'place' } }),
});

const CONNECTOR: ConnectorDefinition = {
  kind: 'connector',
  format: 1,
  key: 'books',
  title: title('Books'),
  auth: { kind: 'header', header: 'X-Key' },
  probe: { path: '/ping' },
  imports: [
    {
      id: 'items',
      title: title('Items'),
      path: '/items',
      records: '/data',
      reads: {
        code: { at: '/FNumber', type: 'text' },
        price: { at: '/FPrice/value', type: 'number' },
        place: { at: '/FPlace', type: 'text' },
        changed: { at: '/FModifyDate', type: 'datetime' },
      },
      externalKey: 'code',
      watermark: { read: 'changed', parameter: 'since' },
      form: 'item',
      values: { code: 'payload.code', price: 'payload.price * 2', place: 'payload.place' },
      references: { place: 'code' },
      conflict: 'theirs',
    },
  ],
  exports: [
    {
      id: 'vouchers',
      title: title('Vouchers'),
      from: 'vouchers',
      method: 'POST',
      path: '/vouchers',
      body: { '/FHead/FNumber': 'number', '/FDate': 'date' },
      lines: {
        table: 'lines',
        at: '/FEntries',
        body: { '/FAccount': 'lines.account', '/FDebit': 'lines.debit' },
      },
      comparison: {
        path: '/vouchers',
        day: 'day',
        records: '/data',
        key: '/FNumber',
        total: { at: '/FTotal', formula: 'total' },
      },
    },
  ],
};

function compiled(change: (definition: ConnectorDefinition) => object = (same) => same) {
  return checkRelease(1, [PLACE, ITEM, change(structuredClone(CONNECTOR))]);
}

function connector(): CompiledConnector {
  const { release, findings } = compiled();
  expect(findings).toEqual([]);
  const found = release?.connectors.get('books');
  if (!found) throw new Error('the release has the connector');
  return found;
}

const NOW = { now: '2026-11-23T00:00:00.000Z', today: '2026-11-23' };
const importOf = () => {
  const [items] = [...connector().imports.values()];
  if (!items) throw new Error('there is an import');
  return items;
};

describe('a record of the other side', () => {
  const item = {
    FNumber: 'A-1',
    FPrice: { value: 12.35 },
    FPlace: 'W1',
    FModifyDate: '2026-11-22T08:00:00Z',
    more: true,
  };

  test('becomes one of ours: decimals are exact, references are looked for by their code', () => {
    expect(readOutside(importOf(), item, NOW)).toEqual({
      ok: true,
      value: {
        key: 'A-1',
        mark: '2026-11-22T08:00:00Z',
        values: { code: 'A-1', price: '24.70' },
        sought: { place: 'W1' },
      },
    });
  });

  test('is refused with the name of what does not fit', () => {
    const read = readOutside(importOf(), { ...item, FPrice: { value: 'dear' } }, NOW);
    expect(read).toMatchObject({ ok: false, error: [{ code: 'payload_type', path: '/price' }] });
    const nameless = readOutside(importOf(), { ...item, FNumber: null }, NOW);
    expect(nameless).toMatchObject({ ok: false, error: [{ code: 'connector_key_missing' }] });
  });

  test('reads nothing that it only inherits', () => {
    expect(valueAtPlace({}, '/constructor')).toBeUndefined();
    expect(valueAtPlace({ a: [{ b: 1 }] }, '/a/0/b')).toBe(1);
    expect(valueAtPlace([1], '')).toEqual([1]);
  });
});

describe('a voucher', () => {
  const voucher = {
    id: '7',
    number: '202611-000007',
    date: '2026-11-20',
    total: '8.50',
    lines: [
      { account: '1405', debit: '8.50', credit: null },
      { account: '2202', debit: null, credit: '8.50' },
    ],
  };

  test('is written as the other side wants it, with its entries as a list', () => {
    const [out] = [...connector().exports.values()];
    if (!out) throw new Error('there is an export');
    expect(writeOutside(out, exported(voucher, NOW))).toEqual({
      issues: [],
      body: {
        FHead: { FNumber: '202611-000007' },
        FDate: '2026-11-20',
        FEntries: [
          { FAccount: '1405', FDebit: '8.50' },
          { FAccount: '2202', FDebit: null },
        ],
      },
    });
    expect(totalOf(out, exported(voucher, NOW))).toBe('8.50');
  });
});

describe('a connector is refused at publish', () => {
  const first = (change: (each: Record<string, unknown>) => void) => (definition: ConnectorDefinition) => {
    const [each] = definition.imports ?? [];
    change(each as unknown as Record<string, unknown>);
    return definition;
  };

  test.each([
    ['a form that is not there', first((each) => (each['form'] = 'none')), 'unknown_form /imports/0/form'],
    [
      'a field that is not there',
      first((each) => Object.assign(each['values'] as object, { colour: 'payload.code' })),
      'unknown_field /imports/0/values/colour',
    ],
    [
      'a formula over what is not read',
      first((each) => Object.assign(each['values'] as object, { code: 'payload.colour' })),
      'formula_unknown_variable /imports/0/values/code',
    ],
    [
      'a reference that is none',
      first((each) => (each['references'] = { code: 'code' })),
      'unknown_field /imports/0/references/code',
    ],
    [
      'a schedule that is never due',
      first((each) => (each['schedule'] = '0 0 31 2 *')),
      'bad_cron /imports/0/schedule',
    ],
    ['a role that is not there', (each: object) => ({ ...each, alert: 'nobody' }), 'unknown_role /alert'],
  ])('for %s', (_, change, expected) => {
    const { release, findings } = compiled(change);
    expect(release).toBeUndefined();
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toContain(expected);
  });
});
