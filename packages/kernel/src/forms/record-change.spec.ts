import { claimForm, idSource, modelOf, uuid } from './claim.fixtures.js';
import { applyChange, changeOfValues } from './record-change.js';

const claim = modelOf(claimForm);
const stored = {
  limit: '10.00',
  place_name: 'North',
  total: '6.00',
  lines: [
    { id: uuid(1), line_no: 1, qty: '1.000', price: '6.00', amount: '6.00' },
    { id: uuid(2), line_no: 4, qty: '2.000' },
  ],
  fixed: [{ id: uuid(3), line_no: 1, label: 'x' }],
};

const apply = (change: Parameters<typeof applyChange>[2], server = false) =>
  applyChange(claim, stored, change, idSource(), { server });

describe('changing a record', () => {
  test('what is not named stays', () => {
    const changed = apply({
      set: { note: 'n' },
      lines: { lines: { upsert: [{ id: uuid(2), qty: '3.000' }] } },
    });
    expect(changed).toEqual({
      ok: true,
      value: { ...stored, note: 'n', lines: [stored.lines[0], { ...stored.lines[1], qty: '3.000' }] },
    });
  });

  test('a new line gets an id and the number after the last line', () => {
    const changed = apply({ lines: { lines: { upsert: [{ qty: '5.000' }] } } });
    expect(changed.ok && changed.value.lines).toMatchObject([
      {},
      {},
      { id: uuid(101), line_no: 5, qty: '5.000' },
    ]);
  });

  test('a deleted line is gone', () => {
    const changed = apply({ lines: { lines: { delete: [uuid(1)] } } });
    expect(changed.ok && changed.value.lines).toEqual([stored.lines[1]]);
  });

  test('a change that changes nothing gives the same record back', () => {
    const changed = apply({
      set: { limit: '10.00', note: null },
      lines: { lines: { upsert: [stored.lines[0]!] } },
    });
    expect(changed.ok && changed.value).toBe(stored);
  });

  test('what the server owns may come back unchanged', () => {
    expect(apply({ set: { place_name: 'North', total: '6' } }).ok).toBe(true);
  });

  test.each([
    ['a read-only field', { set: { place_name: 'South' } }, 'read_only', '/place_name'],
    ['a computed field', { set: { total: '7.00' } }, 'read_only', '/total'],
    ['a number', { set: { no: 'C1' } }, 'read_only', '/no'],
    [
      'a computed column',
      { lines: { lines: { upsert: [{ id: uuid(1), amount: '9.00' }] } } },
      'read_only',
      '/lines/0/amount',
    ],
    [
      'a line that is not there',
      { lines: { lines: { upsert: [{ id: uuid(9) }] } } },
      'unknown_line',
      '/lines/0',
    ],
    [
      'deleting a line that is not there',
      { lines: { lines: { delete: [uuid(9)] } } },
      'unknown_line',
      '/lines',
    ],
    [
      'adding to a fixed table',
      { lines: { fixed: { upsert: [{ label: 'y' }] } } },
      'lines_fixed',
      '/fixed/1',
    ],
    ['deleting from a fixed table', { lines: { fixed: { delete: [uuid(3)] } } }, 'lines_fixed', '/fixed'],
    ['a table that is not there', { lines: { note: {} } }, 'unknown_field', '/note'],
  ])('%s is refused to a caller', (_, change, code, path) => {
    expect(apply(change)).toMatchObject({ ok: false, error: [{ code, path }] });
  });

  test('the server writes what it owns and fixed tables', () => {
    const changed = apply(
      { set: { no: 'C1' }, lines: { fixed: { upsert: [{ id: uuid(8), label: 'y' }], delete: [uuid(3)] } } },
      true,
    );
    expect(changed).toMatchObject({
      ok: true,
      value: { no: 'C1', fixed: [{ id: uuid(8), line_no: 1, label: 'y' }] },
    });
  });

  test('counted values of a fixed table may be typed in', () => {
    expect(apply({ lines: { fixed: { upsert: [{ id: uuid(3), counted: '4' }] } } })).toMatchObject({
      ok: true,
      value: { fixed: [{ counted: '4' }] },
    });
  });

  test('more lines than the table holds are refused', () => {
    const many = { lines: { lines: { upsert: Array.from({ length: 49 }, () => ({ qty: '1.000' })) } } };
    expect(apply(many)).toMatchObject({ ok: false, error: [{ code: 'too_many_lines', path: '/lines' }] });
  });

  test('a new record is a change of an empty one', () => {
    const change = changeOfValues(claim, { limit: '1.00', lines: [{ qty: '1.000' }] });
    expect(applyChange(claim, {}, change, idSource())).toEqual({
      ok: true,
      value: { limit: '1.00', lines: [{ id: uuid(101), line_no: 1, qty: '1.000' }] },
    });
  });
});
