import { exportQuery, possible, USUAL_WISH } from './export-query.js';

const STATE = {
  filters: [
    { field: 'amount', op: 'gte' as const, value: '10' },
    { field: 'amount', op: 'lte' as const, value: '20' },
  ],
  text: '五花肉',
  sort: '-amount',
  after: 'cursor',
};

test('an export asks as the list does, without its page, and for the columns that are seen', () => {
  const query = exportQuery(STATE, 'all', ['no', 'amount'], USUAL_WISH);
  expect(query).toEqual({
    format: 'xlsx',
    lines: 'none',
    ids: undefined,
    fields: 'no,amount',
    q: '五花肉',
    sort: '-amount',
    list: 'all',
    'filter[amount][gte]': '10',
    'filter[amount][lte]': '20',
  });
});

test('all columns are asked for by naming none', () => {
  const query = exportQuery({ filters: [] }, undefined, ['no'], { ...USUAL_WISH, columns: 'all', ids: true });
  expect(query).toMatchObject({ fields: undefined, ids: 'true' });
});

test('CSV has no sheets of their own for lines: they stand beside their documents', () => {
  expect(possible({ ...USUAL_WISH, format: 'csv', lines: 'sheets' }).lines).toBe('rows');
  expect(possible({ ...USUAL_WISH, format: 'xlsx', lines: 'sheets' }).lines).toBe('sheets');
});
