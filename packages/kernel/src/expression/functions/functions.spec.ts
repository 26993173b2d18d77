import fc from 'fast-check';
import { Decimal } from '../../foundation/index.js';
import { docScope, lines, result } from '../expression.fixtures.js';
import { findFunction, FUNCTIONS } from './index.js';
import { allocateUnits } from '../../foundation/index.js';

const table = lines(
  { kind: 'a', qty: '3', price: '1.5' },
  { kind: 'b', qty: null, price: '2' },
  { kind: 'a', qty: '5' },
);

describe('functions over many values skip blanks', () => {
  test.each([
    ['SUM(lines.qty)', '8'],
    ['SUM(lines.qty, 1, qty)', '9'],
    ['AVG(lines.qty)', '4'],
    ['AVG(qty)', null],
    ['MIN(lines.qty)', '3'],
    ['最大值(lines.qty, 7)', '7'],
    ['MAX(qty)', null],
    ['COUNT(lines.qty)', '2'],
    ['ROWCOUNT(lines)', '3'],
    ['SUMPRODUCT(lines.qty, lines.price)', '4.5'],
    ['SUMPRODUCT([1, 2], [1])', 'DOMAIN'],
    ['SUMIF(lines.kind, "a", lines.qty)', '8'],
    ['SUMIF(lines.qty, ">3")', '5'],
    ['COUNTIF(lines.kind, "<>a")', '1'],
    ['COUNTIF(lines.qty, 3)', '1'],
    ['SUM(lines.kind)', 'formula_type'],
  ])('%s is %s', (source, expected) => {
    expect(result(source, table)).toBe(expected);
  });

  test('a table without lines sums to zero', () => {
    expect(result('SUM(lines.qty)', {})).toBe('0');
    expect(result('ROWCOUNT(lines)', {})).toBe('0');
  });
});

describe('rounding and mathematics', () => {
  test.each([
    ['ROUND(2.675, 2)', '2.68'],
    ['ROUND(-2.5)', '-3'],
    ['ROUND(1250, -2)', '1300'],
    ['ROUND(1, 1.5)', 'DOMAIN'],
    ['ROUNDHALFEVEN(2.5)', '2'],
    ['ROUNDUP(1.001, 2)', '1.01'],
    ['ROUNDDOWN(-1.009, 2)', '-1'],
    ['FLOOR(-2.5)', '-3'],
    ['FLOOR(7, 5)', '5'],
    ['CEILING(2.1)', '3'],
    ['CEILING(7, 0)', 'DIV_ZERO'],
    ['ABS(-3)', '3'],
    ['SQRT(2) ^ 2 > 1.9999', true],
    ['SQRT(-1)', 'DOMAIN'],
    ['MOD(-7, 3)', '2'],
    ['MOD(7, 0)', 'DIV_ZERO'],
    ['POWER(2, 10)', '1024'],
    ['0 ^ -1', 'DIV_ZERO'],
    ['(0 - 8) ^ 0.5', 'DOMAIN'],
  ])('%s is %s', (source, expected) => {
    expect(result(source)).toBe(expected);
  });
});

describe('logic', () => {
  test.each([
    ['IF(1 > 0, 1, 1 / 0)', '1'],
    ['IF(false, 1)', null],
    ['IFS(qty > 9, "big", qty > 1, "mid", "small")', 'mid'],
    ['SWITCH(name, "x", 1, "y", 2, 0)', '2'],
    ['SWITCH(name, "x", 1, "z", 2)', null],
    ['true or 1 / 0 > 1', true],
    ['false and 1 / 0 > 1', false],
    ['AND(true, 1)', true],
    ['OR(false, 0)', false],
    ['not flag', true],
    ['flag ? 1 : 2', '2'],
    ['COALESCE(due, name)', 'y'],
    ['ISBLANK(flag)', true],
    ['IFERROR(1 / 0, 7)', '7'],
    ['IFERROR(SQRT(0 - 1), "?")', '?'],
    ['name in ["x", "y"]', true],
    ['2 in lines.qty', false],
    ['name == "y" AND (qty == 2.50)', true],
  ])('%s is %s', (source, expected) => {
    expect(result(source, { qty: '2.5', name: 'y', ...lines({ qty: '1' }) })).toBe(expected);
  });
});

describe('texts', () => {
  test.each([
    ['CONCAT("a", 1.50, due, true)', 'a1.5true'],
    ['name || "-" || 2', '𠮷野屋-2'],
    ['LEFT(name, 1)', '𠮷'],
    ['RIGHT(name, 2)', '野屋'],
    ['MID(name, 2, 1)', '野'],
    ['LEN(name)', '3'],
    ['LEN(due)', 'formula_type'],
    ['UPPER("ab")', 'AB'],
    ['LOWER("AB")', 'ab'],
    ['TRIM("  x ")', 'x'],
    ['REPLACE("abcd", 2, 2, "-")', 'a-d'],
    ['SUBSTITUTE("a.b.c", ".", "")', 'abc'],
    ['MID("abc", 0, 1)', 'DOMAIN'],
  ])('%s is %s', (source, expected) => {
    expect(result(source, { name: '𠮷野屋' })).toBe(expected);
  });
});

describe('dates', () => {
  test.each([
    ['DAYS(due, "2026-01-01")', '58'],
    ['due > "2026-02-27"', true],
    ['DATE(2024, 2, 29)', '2024-02-29'],
    ['DATE(2026, 2, 29)', 'DOMAIN'],
    ['YEAR(due) * 100 + MONTH(due)', '202602'],
    ['DAY(due)', '28'],
    ['EDATE("2026-01-31", 1)', '2026-02-28'],
    ['EDATE("2026-03-31", -1)', '2026-02-28'],
    ['EOMONTH(due, 24)', '2028-02-29'],
    ['DATEADD(due, 1, "D")', '2026-03-01'],
    ['DATEADD(due, 2, "W")', '2026-03-14'],
    ['DATEADD("2024-02-29", 1, "Y")', '2025-02-28'],
    ['DATEDIF("2024-02-29", due, "Y")', '1'],
    ['DATEDIF("2026-01-31", due, "M")', '0'],
    ['DATEDIF("2026-01-15", due, "MD")', '13'],
    ['DATEDIF(due, "2026-01-01", "D")', 'DOMAIN'],
    ['NETWORKDAYS("2026-02-02", due)', '20'],
    ['NETWORKDAYS("2026-02-02", due, ["2026-02-17", "2026-02-17", "2026-02-21"])', '19'],
    ['NETWORKDAYS(due, "2026-02-02")', '-20'],
    ['DATEADD(due, 4000000, "D")', 'DOMAIN'],
    ['YEAR(now)', 'formula_type'],
  ])('%s is %s', (source, expected) => {
    expect(result(source, { due: '2026-02-28' })).toBe(expected);
  });
});

describe('allocation', () => {
  test.each([
    ['ALLOCATE(100, [1, 1, 1], 2)', ['33.34', '33.33', '33.33']],
    ['ALLOCATE(-100, [1, 1, 1], 2)', ['-33.34', '-33.33', '-33.33']],
    ['ALLOCATE(0.05, [1, 1], 2)', ['0.03', '0.02']],
    ['ALLOCATE(10, [0, 5], 2)', ['0', '10']],
    ['ALLOCATE(10, [0.001, 0.002], 1)', ['3.3', '6.7']],
    ['ALLOCATE(10, [0, 0], 2)', 'DIV_ZERO'],
    ['ALLOCATE(10, [1, 0 - 1], 2)', 'DOMAIN'],
    ['ALLOCATE(qty, [1, 2], 2)', null],
  ])('%s is %j', (source, expected) => {
    expect(result(source)).toEqual(expected);
  });

  test('the parts always add up to the total, and none is further than a unit from its share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (total, list) => {
        const shares = allocateUnits(total, list);
        const sum = list.reduce((all, weight) => all + weight, 0n);
        expect(shares.reduce((all, share) => all + share, 0n)).toBe(total);
        shares.forEach((share, row) => {
          const off = share * sum - total * (list[row] as bigint);
          expect(off < 0n ? -off < sum : off < sum).toBe(true);
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('what is written off run by run adds up to the cost, whatever the steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }),
        (life, runs) => {
          const steps = [...runs, life];
          let done = 0;
          let sum = new Decimal(0);
          for (const count of steps) {
            sum = sum.plus(result(`AMORTIZE(100000, ${life}, ${done}, ${count}, 2)`) as string);
            done += count;
          }
          expect(sum.toFixed()).toBe('100000');
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each([
    ['AMORTIZE(100000, 3000, 0, 7, 2)', '233.33'],
    ['AMORTIZE(100000, 3000, 3000, 9, 2)', '0'],
    ['AMORTIZE(100, 0, 0, 1, 2)', 'DIV_ZERO'],
    ['AMORTIZE(100, 10, 0 - 1, 1, 2)', 'DOMAIN'],
  ])('%s is %s', (source, expected) => {
    expect(result(source)).toBe(expected);
  });
});

describe('values as text', () => {
  test.each([
    ['TEXT(1234567.5, "#,##0.00")', '1,234,567.50'],
    ['TEXT(-1234.5, "#,##0")', '-1,235'],
    ['TEXT(0.12345, "0.0%")', '12.3%'],
    ['TEXT(12, "0.0##")', '12.0'],
    ['TEXT(12.3456, "0.0##")', '12.346'],
    ['TEXT(5, "约 0 元")', '约 5 元'],
    ['文本(due, "yyyy年M月d日")', '2026年2月8日'],
    ['TEXT(due, "dd/MM/yy")', '08/02/26'],
    ['TEXT(at, "HH:mm")', '09:05'],
    ['TEXT(1.50)', '1.5'],
    ['TEXT(qty)', null],
    ['TEXT(1, "abc")', 'DOMAIN'],
    ['TEXT(name, "yyyy")', 'DOMAIN'],
  ])('%s is %j', (source, expected) => {
    const scope = { ...docScope, fields: { ...docScope.fields, at: { kind: 'datetime' as const } } };
    const record = { due: '2026-02-08', at: '2026-02-08T09:05:00.000Z', name: '甲' };
    expect(result(source, record, { scope })).toBe(expected);
  });
});

describe('looking up', () => {
  const reference = (form: string, id: string) =>
    form === 'place' && id === 'p1' ? { name: 'Hall', area: '12.5' } : undefined;

  test.each([
    ['LOOKUP(place, "area") * 2', '25'],
    ['LOOKUP(place, "leader", "nobody")', 'nobody'],
    ['SUM(LOOKUP(lines.place, "area"))', '12.5'],
    ['LOOKUP(place, "height")', 'formula_unknown_variable'],
    ['LOOKUP(place, name)', 'formula_type'],
    ['LOOKUP(name, "area")', 'formula_type'],
    ['LOOKUP("place", "area")', 'formula_type'],
    ['LOOKUP(place)', 'formula_arity'],
    ['LOOKUP(place, "constructor")', 'formula_forbidden'],
  ])('%s is %j', (source, expected) => {
    const record = { place: 'p1', ...lines({ place: 'p1' }, { place: null }) };
    expect(result(source, record, { reference })).toBe(expected);
  });
});

describe('in a row of a table', () => {
  const scope = { ...docScope, row: 'lines' };
  const record = lines(
    { kind: 'a', qty: '3', price: '1' },
    { kind: 'b', qty: '4', price: '2' },
    { kind: 'a', qty: '5', price: '4' },
  );

  test.each([
    ['SUMIF(lines.kind, lines.kind, lines.qty)', '8'],
    ['COUNTIF(lines.kind, lines.kind)', '2'],
    ['ALLOCATE(lines.qty, lines.price, 2)', ['0.71', '1.43', '2.86']],
    ['lines.qty / SUM(lines.qty)', '0.4166666666666666666666666666666666666667'],
  ])('%s takes its own row where one value is wanted', (source, expected) => {
    expect(result(source, record, { scope, row: record.lines[2] })).toEqual(expected);
  });
});

/** The functions that the product promises, with the names under which people know them. */
const PROMISED: Readonly<Record<string, string>> = {
  SUM: '求和',
  AVG: '平均值',
  MIN: '最小值',
  MAX: '最大值',
  COUNT: '计数',
  ROWCOUNT: '行数',
  SUMIF: '条件求和',
  COUNTIF: '条件计数',
  SUMPRODUCT: '乘积和',
  ROUND: '四舍五入',
  ROUNDHALFEVEN: '银行家舍入',
  ROUNDUP: '向上舍入',
  ROUNDDOWN: '向下舍入',
  FLOOR: '',
  CEILING: '',
  ABS: '绝对值',
  MOD: '取余',
  POWER: '幂',
  SQRT: '',
  IF: '如果',
  IFS: '',
  AND: '且',
  OR: '或',
  NOT: '非',
  SWITCH: '匹配',
  COALESCE: '首个非空',
  ISBLANK: '为空',
  IFERROR: '出错时',
  CONCAT: '拼接',
  LEFT: '',
  RIGHT: '',
  MID: '',
  LEN: '长度',
  UPPER: '',
  LOWER: '',
  TRIM: '',
  REPLACE: '',
  TEXT: '文本',
  TODAY: '今天',
  DATE: '',
  YEAR: '',
  MONTH: '',
  DAY: '',
  DAYS: '相差天数',
  DATEDIF: '',
  DATEADD: '日期加减',
  EDATE: '',
  EOMONTH: '',
  NETWORKDAYS: '工作日',
  LOOKUP: '',
  ALLOCATE: '按比例分摊',
  AMORTIZE: '模具摊销',
  UNITCOST: '单件成本',
};

describe('the catalogue of functions', () => {
  test.each(Object.entries(PROMISED))('has %s, also as %s', (code, alias) => {
    expect(findFunction(code)?.code).toBe(code);
    expect(findFunction(code.toLowerCase())?.code).toBe(code);
    if (alias !== '') expect(findFunction(alias)?.code).toBe(code);
  });

  test('every name belongs to one function only', () => {
    const names = FUNCTIONS.flatMap((part) => [part.code, ...part.aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('every function has titles, a description and a Chinese name to type', () => {
    for (const part of FUNCTIONS) {
      expect(
        [part.title['zh-CN'], part.title.en, part.description['zh-CN'], part.description.en].every(
          (words) => words !== '',
        ),
      ).toBe(true);
      expect(part.aliases.some((alias) => /\p{Script=Han}/u.test(alias))).toBe(true);
    }
  });
});
