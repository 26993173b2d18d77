import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { RecordData } from '../expression/index.js';
import { isDecimalText } from '../foundation/index.js';
import { claimForm, modelOf, uuid } from './claim.fixtures.js';
import { toJsonSchema } from './json-schema.js';
import { validateComplete } from './validate-complete.js';

const claim = modelOf(claimForm);
const complete: RecordData = { limit: '1.00', lines: [{ id: uuid(1), line_no: 1, qty: '1.000' }] };

describe('what keeps a record from being complete', () => {
  test('nothing, when all that is required is there', () => {
    expect(validateComplete(claim, complete)).toEqual([]);
  });

  test.each([
    ['a blank required field', { ...complete, limit: null }, 'required', '/limit'],
    [
      'a blank required column',
      { ...complete, lines: [{ id: uuid(1), qty: null }] },
      'required',
      '/lines/0/qty',
    ],
    ['a table with too few lines', { ...complete, lines: [] }, 'too_few_lines', '/lines'],
    [
      'a computed value outside its column',
      { ...complete, total: '99999999999999999999.00' },
      'decimal_digits',
      '/total',
    ],
  ])('%s', (_, record, code, path) => {
    expect(validateComplete(claim, record)).toMatchObject([{ code, path }]);
  });

  test('what an action asks for besides, in the header and in every line', () => {
    const issues = validateComplete(claim, complete, ['note', 'lines.reason', 'fixed']);
    expect(issues.map((found) => `${found.code} ${found.path}`)).toEqual([
      'required /note',
      'required /lines/0/reason',
      'too_few_lines /fixed',
    ]);
  });

  test('zero and no are filled in', () => {
    expect(
      validateComplete(claim, { ...complete, urgent: false, limit: '0.00', copies: 0 }, [
        'urgent',
        'limit',
        'copies',
      ]),
    ).toEqual([]);
  });
});

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('decimal', isDecimalText);
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
ajv.addFormat('date', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/);
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const accepts = ajv.compile(toJsonSchema(claim));

/** A blank is an absent property to plain JSON Schema, and lines carry their id and number beside it. */
function plain(record: RecordData): unknown {
  const kept = Object.entries(record).filter(
    ([key, value]) => value !== null && key !== 'id' && key !== 'line_no',
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [key, Array.isArray(value) ? value.map(plain) : value]),
  );
}

const oneOf = (...values: (string | number | boolean | null)[]) => fc.constantFrom(null, ...values);
const anyLine = fc.record({
  item: oneOf(uuid(1), 'nobody'),
  qty: oneOf('1.000', '0.000', 'x'),
  reason: oneOf('because'),
});
const anyRecord = fc.record({
  limit: oneOf('1.00', '999999.00', '1e3'),
  level: oneOf('low', 'high', 'mid'),
  urgent: oneOf(true, false, 'yes'),
  note: oneOf('n', '字'.repeat(20), '字'.repeat(21)),
  copies: oneOf(0, 9, 10, -1),
  happened_on: oneOf('2026-02-28', '2026-13-01'),
  seen_at: oneOf('2026-02-28T00:00:00.000Z', 'soon'),
  place: oneOf(uuid(2), 'north'),
  lines: fc.array(anyLine, { maxLength: 3 }),
});

describe('the form as plain JSON Schema', () => {
  test('ajv and the kernel agree about every record', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(validateComplete(claim, record).length === 0).toBe(accepts(plain(record)));
      }),
      { numRuns: 1000 },
    );
  });
});
