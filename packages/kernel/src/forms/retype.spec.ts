import fc from 'fast-check';
import type { ScalarField } from '../metadata/index.js';
import { convertValue, retypeOf } from './retype.js';

const title = { 'zh-CN': '—', en: '—' };
const text: ScalarField = { type: 'string', 'x-title': title };
const decimal = (scale: number): ScalarField => ({
  type: 'string',
  format: 'decimal',
  'x-scale': scale,
  'x-title': title,
});
const integer: ScalarField = { type: 'integer', 'x-title': title };
const yesNo: ScalarField = { type: 'boolean', 'x-title': title };
const day: ScalarField = { type: 'string', format: 'date', 'x-title': title };
const instant: ScalarField = { type: 'string', format: 'date-time', 'x-title': title };
const choice = (...values: string[]): ScalarField => ({
  type: 'string',
  enum: values,
  'x-titles': values.map(() => title),
  'x-title': title,
});
const reference = (form: string): ScalarField => ({
  type: 'string',
  format: 'uuid',
  'x-reference': { form },
  'x-title': title,
});
const user: ScalarField = { type: 'string', format: 'uuid', 'x-user': true, 'x-title': title };

const converted = (from: ScalarField, to: ScalarField, value: string | number | boolean | null) => {
  const result = convertValue(from, to, value);
  return result.ok ? result.value : result.error.code;
};

describe('a field whose definition changes', () => {
  test.each([
    ['a longer text', text, { ...text, maxLength: 20 } as ScalarField, 'keep'],
    ['more places', decimal(2), decimal(4), 'keep'],
    ['fewer places', decimal(4), decimal(2), 'convert'],
    ['other choices', choice('a'), choice('a', 'b'), 'keep'],
    ['text to number', text, decimal(2), 'convert'],
    ['choice to text', choice('a'), text, 'convert'],
    ['a reference to another form', reference('one'), reference('two'), 'never'],
    ['the same reference', reference('one'), reference('one'), 'keep'],
    ['a reference to text', reference('one'), text, 'never'],
    ['a person to a reference', user, reference('one'), 'never'],
    ['text to a person', text, user, 'never'],
  ] as const)('%s', (_, from, to, expected) => {
    expect(retypeOf(from, to)).toBe(expected);
  });
});

describe('a stored value read by the new definition', () => {
  test.each([
    [text, decimal(2), '12.5', '12.50'],
    [text, decimal(2), ' 1,234.50 ', '1234.50'],
    [text, decimal(2), '１２', '12.00'],
    [text, decimal(2), 'about 12', 'decimal_invalid'],
    [text, decimal(2), '12.345', 'decimal_scale'],
    [decimal(4), decimal(2), '12.3400', '12.34'],
    [decimal(4), decimal(2), '12.3456', 'decimal_scale'],
    [integer, decimal(2), 7, '7.00'],
    [decimal(2), integer, '7.00', 7],
    [decimal(2), integer, '7.50', 'integer_invalid'],
    [decimal(2), text, '7.50', '7.50'],
    [text, day, '2026年3月5日', '2026-03-05'],
    [text, day, '2026/3/5', '2026-03-05'],
    [text, day, '2026-02-30', 'date_invalid'],
    [instant, day, '2026-03-05T18:00:00.000Z', '2026-03-06'],
    [day, instant, '2026-03-05', '2026-03-04T16:00:00.000Z'],
    [text, yesNo, '是', true],
    [text, yesNo, 'No', false],
    [text, yesNo, 'perhaps', 'boolean_invalid'],
    [yesNo, text, true, 'true'],
    [choice('a'), text, 'a', 'a'],
    [text, choice('a', 'b'), 'b', 'b'],
    [text, choice('a', 'b'), 'c', 'choice_unknown'],
    [text, decimal(2), null, null],
    [text, decimal(2), '', null],
  ])('%# becomes what a person who typed it would get', (from, to, value, expected) => {
    expect(converted(from, to, value)).toBe(expected);
  });

  test('is the same number whether it was kept as text or as a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }), (number, scale) => {
        const there = convertValue(integer, decimal(scale), number);
        const back = there.ok ? convertValue(decimal(scale), integer, there.value) : there;
        expect(back).toEqual({ ok: true, value: number === 0 ? 0 : number });
      }),
    );
  });

  test('that was converted once stays as it is when it is converted again', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(decimal(2), integer, day, instant, yesNo, choice('a')),
        (value, to) => {
          const once = convertValue(text, to, value);
          if (once.ok && once.value !== null) expect(convertValue(to, to, once.value)).toEqual(once);
        },
      ),
    );
  });
});
