import { BOOKS, ConnectedHouse } from './connectors.fixtures.js';
import { title } from './rules-at-work.fixtures.js';

/** A voucher of theirs with entries, as a document of ours with lines. */

const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const money = (name: string) => text(name, { format: 'decimal', 'x-scale': 2 });

const BILL = {
  kind: 'form',
  format: 1,
  key: 'bill',
  title: title('Bill'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      code: text('Code'),
      total: { ...money('Total'), 'x-formula': 'sum(entries.debit)', readOnly: true },
      entries: {
        type: 'array',
        'x-title': title('Entries'),
        items: {
          type: 'object',
          properties: {
            item: text('Item', { format: 'uuid', 'x-reference': { form: 'item' } }),
            debit: money('Debit'),
            note: text('Note'),
          },
          required: ['debit'],
          additionalProperties: false,
        },
      },
    },
    required: ['code'],
    additionalProperties: false,
  },
  ui: { order: ['code', 'total', 'entries'], codeField: 'code', titleField: 'code' },
  lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['-created_at'] }],
};

const IMPORT = {
  id: 'bills',
  title: title('Bills'),
  path: '/api/bills',
  records: '/data',
  reads: { number: { at: '/FBillNo', type: 'text' } },
  externalKey: 'number',
  form: 'bill',
  values: { code: 'payload.number' },
  lines: {
    table: 'entries',
    at: '/FEntity/rows',
    reads: { material: { at: '/FMaterial', type: 'text' }, amount: { at: '/FDebit', type: 'number' } },
    values: {
      item: 'line.material',
      debit: 'line.amount',
      note: "CONCAT(payload.number, ' ', line.material)",
    },
    references: { item: 'code' },
  },
  conflict: 'theirs',
};

const { imports: _items, ...WITHOUT_IMPORTS } = BOOKS;
const connector = (lines: object = IMPORT.lines) => ({
  ...WITHOUT_IMPORTS,
  imports: [{ ...IMPORT, lines }],
});

const bill = (number: string, ...rows: readonly (readonly [string, unknown])[]) => ({
  FBillNo: number,
  FEntity: { rows: rows.map(([FMaterial, FDebit]) => ({ FMaterial, FDebit })) },
});

let house: ConnectedHouse;

beforeAll(async () => {
  house = await ConnectedHouse.open({}, connector(), [BILL]);
  for (const code of ['NUT', 'BOLT']) await house.work.made('item', { code });
  await house.connect();
});

afterAll(() => house?.close());

const entries = () =>
  house.work.rows(
    `SELECT b.code AS bill, b.total::text, i.code AS item, e.debit::text, e.note, e.id
       FROM data.bill b JOIN data.bill__entries e ON e.record_id = b.id LEFT JOIN data.item i ON i.id = e.item
      ORDER BY b.code, e.line_no`,
  );
const told = async () => (await entries()).map(({ bill: of, item, debit, note }) => [of, item, debit, note]);

describe('documents with lines from another system', () => {
  test('come in with all their rows, exactly, and what rows refer to is found by its name there', async () => {
    house.books.bills = [bill('B-1', ['NUT', 0.1], ['BOLT', '12345678901234.56']), bill('B-2')];
    const run = await house.run('bills');
    expect(run.counts).toMatchObject({ read: 2, created: 2, failed: 0 });
    expect(await told()).toEqual([
      ['B-1', 'NUT', '0.10', 'B-1 NUT'],
      ['B-1', 'BOLT', '12345678901234.56', 'B-1 BOLT'],
    ]);
    expect((await entries())[0]?.['total']).toBe('12345678901234.66');
  });

  test('that say the same change nothing', async () => {
    expect((await house.run('bills')).counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  });

  test('change row by row: rows keep their places, those that are gone go, new ones come behind', async () => {
    const before = await entries();
    house.books.bills = [bill('B-1', ['BOLT', 5]), bill('B-2', ['NUT', 1], ['NUT', 2])];
    expect((await house.run('bills')).counts).toMatchObject({ updated: 2, failed: 0 });
    expect(await told()).toEqual([
      ['B-1', 'BOLT', '5.00', 'B-1 BOLT'],
      ['B-2', 'NUT', '1.00', 'B-2 NUT'],
      ['B-2', 'NUT', '2.00', 'B-2 NUT'],
    ]);
    expect((await entries())[0]?.['id']).toBe(before[0]?.['id']);
  });

  test('that name something unknown, say nonsense or have no list at all are left with their row and the reason', async () => {
    house.books.bills = [
      bill('B-3', ['NUT', 1], ['GHOST', 1]),
      bill('B-4', ['NUT', 'much']),
      { FBillNo: 'B-1' },
      bill('B-5', ['NUT', 3]),
    ];
    expect((await house.run('bills')).counts).toMatchObject({ created: 1, failed: 3 });
    const letters = new Map((await house.letters()).map(({ source, cause }) => [source, cause]));
    expect(letters.get('B-3')).toContain('GHOST');
    expect(letters.get('B-4')).toContain('amount');
    expect(letters.get('B-1')).toContain('/FEntity/rows');
    expect((await told()).filter(([of]) => of === 'B-1')).toEqual([['B-1', 'BOLT', '5.00', 'B-1 BOLT']]);
  });
});
