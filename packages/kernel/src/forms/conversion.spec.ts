import fc from 'fast-check';
import { Decimal, decimalText } from '../foundation/index.js';
import { fixtures } from '../metadata/fixture-files.fixtures.js';
import type { FormDefinition } from '../metadata/index.js';
import { modelOf, uuid } from './claim.fixtures.js';
import { computeRecord } from './compute.js';
import { intoUnits, toBaseUnit } from './conversion.js';
import { formsWithUnits } from './forms-with-units.js';
import { validateComplete } from './validate-complete.js';

const sample = modelOf(fixtures('form', 'valid').get('every-kind') as FormDefinition);
const decimal = (digits: number, places: number) =>
  fc.bigInt({ min: 1n, max: 10n ** BigInt(digits) }).map((n) => new Decimal(n.toString()).div(10 ** places));
const factors = fc.record({ numerator: decimal(6, 2), denominator: decimal(4, 0) });

describe('a conversion of units', () => {
  test('and back again neither loses nor gains', () => {
    fc.assert(
      fc.property(decimal(12, 3), factors, (entered, factor) => {
        const base = toBaseUnit(entered, factor);
        if (base === undefined) return;
        expect(decimalText(base.times(factor.denominator).div(factor.numerator))).toBe(decimalText(entered));
      }),
    );
  });

  test('into whole units and a rest keeps the sum', () => {
    fc.assert(
      fc.property(decimal(12, 3), factors, (base, factor) => {
        const { whole, rest } = intoUnits(base, factor);
        expect(whole.isInteger()).toBe(true);
        const sum = toBaseUnit(whole, factor)?.plus(rest);
        expect(sum && decimalText(sum)).toBe(decimalText(base));
      }),
    );
    const box = { numerator: new Decimal(12), denominator: new Decimal(1) };
    expect(intoUnits(new Decimal(30), box)).toEqual({ whole: new Decimal(2), rest: new Decimal(6) });
  });

  test('that has no end says so', () => {
    const third = { numerator: new Decimal(1), denominator: new Decimal(3) };
    expect(toBaseUnit(new Decimal(1), third)).toBeUndefined();
    expect(toBaseUnit(new Decimal('0.3'), third)?.toFixed()).toBe('0.1');
  });
});

const line = (taken: string | null, taken_unit: string | null) => ({ id: 'a', taken, taken_unit });
const pieces = (taken: string | null, unit: string | null) => {
  const { record } = computeRecord(sample, { lines: [line(taken, unit)] });
  const [row] = record['lines'] as { pieces?: string | null }[];
  const faults = validateComplete(sample, record).map(({ code, path }) => `${code} ${path}`);
  return [row?.pieces ?? null, ...faults];
};

describe('a quantity entered in some unit', () => {
  test.each([
    ['2', 'box', ['288']],
    ['2.5', 'dozen', ['30']],
    ['7', 'pcs', ['7']],
    ['0.3', 'dozen', [null, 'conversion_inexact /lines/0/pieces']],
    [null, 'box', [null]],
    ['1', null, [null]],
  ])('%s %s is %j', (taken, unit, expected) => {
    expect(pieces(taken, unit)).toEqual(expected);
  });

  test('is converted by the units of the record that it names', () => {
    const other = { id: uuid(1), packs: [{ id: 'p', unit: 'bag', over: '2.500000', under: '4' }] };
    const given = { other: uuid(1), entered: '3', entered_unit: 'bag' };
    const reference = (form: string, id: string) => (form === 'sample' && id === uuid(1) ? other : undefined);
    expect(computeRecord(sample, given, { reference }).record['base']).toBe('1.875');
    const unknown = computeRecord(sample, { ...given, entered_unit: 'crate' }, { reference }).record;
    expect(validateComplete(sample, unknown).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'conversion_unit /base',
    ]);
    expect([...formsWithUnits(new Map([['sample', sample]]))]).toEqual(['sample']);
  });
});
