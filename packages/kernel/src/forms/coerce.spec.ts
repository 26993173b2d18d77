import { claimForm, modelOf, uuid } from './claim.fixtures.js';
import { coerceChange, coerceValues } from './coerce.js';

const claim = modelOf(claimForm);

function codes(input: unknown): readonly string[] {
  const read = coerceValues(claim, input);
  return read.ok ? [] : read.error.map((found) => `${found.code} ${found.path}`);
}

describe('values from outside', () => {
  test('come out in one canonical form', () => {
    const read = coerceValues(claim, {
      limit: '５０００．５',
      note: '',
      copies: '３',
      happened_on: '2026-02-28',
      seen_at: '2026-02-28T10:00:00+08:00',
      place: uuid(1).toUpperCase(),
      lines: [{ id: uuid(2), line_no: 9, qty: '1.50' }],
    });
    expect(read).toEqual({
      ok: true,
      value: {
        limit: '5000.50',
        note: null,
        copies: 3,
        happened_on: '2026-02-28',
        seen_at: '2026-02-28T02:00:00.000Z',
        place: uuid(1),
        lines: [{ id: uuid(2), qty: '1.500' }],
      },
    });
  });

  test.each([
    ['text as a quantity', { lines: [{ qty: 'ten' }] }, 'decimal_invalid /lines/0/qty'],
    ['a JSON number as money', { limit: 12.5 }, 'decimal_not_text /limit'],
    [
      '20 digits',
      { lines: [{ qty: '1' }, { price: '12345678901234567890' }] },
      'decimal_digits /lines/1/price',
    ],
    ['a megabyte of digits', { limit: '9'.repeat(1_000_000) }, 'decimal_digits /limit'],
    ['an exponent', { limit: '1e5' }, 'decimal_invalid /limit'],
    ['a third decimal of money', { limit: '1.234' }, 'decimal_scale /limit'],
    ['a negative count', { lines: [{ qty: '-1' }] }, 'number_min /lines/0/qty'],
    ['more than the maximum', { limit: '1000000.01' }, 'number_max /limit'],
    ['half a copy', { copies: 1.5 }, 'integer_invalid /copies'],
    ['too many copies', { copies: 10 }, 'number_max /copies'],
    ['a choice that is not offered', { level: 'mid' }, 'choice_unknown /level'],
    ['a day that no calendar has', { happened_on: '2026-02-30' }, 'date_invalid /happened_on'],
    ['a day where an instant belongs', { seen_at: '2026-02-28' }, 'date_time_invalid /seen_at'],
    ['yes as text', { urgent: 'yes' }, 'boolean_invalid /urgent'],
    ['a name where an id belongs', { place: 'north' }, 'reference_invalid /place'],
    ['too long a text', { note: '字'.repeat(21) }, 'text_too_long /note'],
    ['a NUL in a text', { note: 'a\0b' }, 'text_invalid /note'],
    ['half a surrogate pair', { note: '\uD800' }, 'text_invalid /note'],
    ['a field that is not there', { colour: 'red' }, 'unknown_field /colour'],
    ['a column that is not there', { lines: [{ colour: 'red' }] }, 'unknown_field /lines/0/colour'],
    ['the state', { status: 'done' }, 'read_only /status'],
    ['lines that are no list', { lines: {} }, 'lines_invalid /lines'],
    ['a line that is no object', { lines: ['x'] }, 'object_invalid /lines/0'],
    ['too many lines', { lines: Array.from({ length: 51 }, () => ({})) }, 'too_many_lines /lines'],
    [
      'prototype names',
      JSON.parse('{"__proto__": {"limit": "1"}, "constructor": 1}'),
      'unknown_field /__proto__',
    ],
    ['no object at all', 'x', 'object_invalid '],
  ])('%s is refused with the pointer to the field', (_, input, expected) => {
    expect(codes(input)[0]).toBe(expected);
  });

  test('every fault is reported at once', () => {
    expect(codes({ limit: 'x', copies: 'y', lines: [{ qty: 'z' }, { qty: '-1' }] })).toHaveLength(4);
  });

  test('an emoji counts as one character', () => {
    expect(codes({ note: '😀'.repeat(20) })).toEqual([]);
  });

  test('decimals that end in zeros beyond the scale are the same number', () => {
    expect(coerceValues(claim, { limit: '1.2300' })).toMatchObject({ ok: true, value: { limit: '1.23' } });
  });
});

describe('changes from outside', () => {
  test('set header fields, upsert and delete lines', () => {
    const read = coerceChange(claim, {
      limit: '1',
      lines: { upsert: [{ id: uuid(1), qty: '2' }, { qty: '3' }], delete: [uuid(3)] },
    });
    expect(read).toEqual({
      ok: true,
      value: {
        set: { limit: '1.00' },
        lines: { lines: { upsert: [{ id: uuid(1), qty: '2.000' }, { qty: '3.000' }], delete: [uuid(3)] } },
      },
    });
  });

  test.each([
    [{ nothing: {} }, 'unknown_field', '/nothing'],
    [{ lines: [] }, 'object_invalid', '/lines'],
    [{ lines: { put: [] } }, 'unknown_field', '/lines/put'],
    [{ lines: { delete: ['x'] } }, 'line_id_invalid', '/lines/delete'],
    [{ lines: { upsert: [{ id: 'x' }] } }, 'line_id_invalid', '/lines/upsert/0/id'],
  ])('%j is refused', (input, code, path) => {
    expect(coerceChange(claim, input)).toMatchObject({ ok: false, error: [{ code, path }] });
  });
});
