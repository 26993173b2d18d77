import fc from 'fast-check';
import { Decimal, decimalText } from '../../foundation/index.js';
import { docScope, lines, number, result } from '../expression.fixtures.js';
import { compileFormula, isFormulaError, normalizeFormula, toWire } from '../index.js';

function issuesOf(source: string) {
  const compiled = compileFormula(source, docScope);
  return compiled.ok ? [] : compiled.error;
}

describe('arithmetic', () => {
  test.each([
    ['0.1 + 0.2', '0.3'],
    ['19.99 * 100', '1999'],
    ['7 / 16', '0.4375'],
    ['9007199254740993 + 0', '9007199254740993'],
    ['12345678901234567.89 - 0.01', '12345678901234567.88'],
    ['-2 ^ 2', '-4'],
    ['2 ^ 3 ^ 2', '512'],
    ['2 ^ -1', '0.5'],
    ['-7 % 3', '-1'],
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['.5 + 5.', '5.5'],
    ['1.5e3', '1500'],
    ['0x1F', '31'],
    ['1 /* one */ + 1', '2'],
    ['- - 3', '3'],
    ['0 * -1', '0'],
  ])('%s is %s', (source, expected) => {
    expect(result(source)).toBe(expected);
  });

  test('any sum of decimals is the sum that the decimals themselves give', () => {
    const literal = fc
      .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 6 }))
      .map(([units, scale]) => decimalText(new Decimal(units).div(new Decimal(10).pow(scale))));
    const operator = fc.constantFrom('plus', 'minus', 'times' as const);
    const symbol = { plus: '+', minus: '-', times: '*' };
    const tree = fc.letrec<{ node: { source: string; value: Decimal } }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        literal.map((source) => ({ source, value: new Decimal(source) })),
        fc.tuple(tie('node'), operator, tie('node')).map(([left, step, right]) => ({
          source: `(${left.source} ${symbol[step as 'plus']} ${right.source})`,
          value: left.value[step as 'plus'](right.value),
        })),
      ),
    })).node;
    fc.assert(
      fc.property(tree, ({ source, value }) => result(source) === decimalText(value)),
      { numRuns: 300 },
    );
  });
});

describe('what people type', () => {
  test('Chinese names, full-width punctuation and Chinese function names are read', () => {
    expect(result('四舍五入（数量 × 单价，１）', { qty: '3', price: '1.25' })).toBe('3.8');
    expect(result('如果（总数＞5，“多”，“少”）', { 总数: '6' })).toBe('多');
  });

  test('a title with punctuation stands in braces', () => {
    expect(result('{数量(件)} + 1', { qty: '2' })).toBe('3');
  });

  test('titles reach columns', () => {
    expect(result('SUM(明细.行单价)', lines({ price: '2' }, { price: '3' }))).toBe('5');
  });

  test('the stored form has codes, ASCII and the operators of the formula language', () => {
    const stored = (typed: string): unknown => {
      const normalized = normalizeFormula(typed, docScope);
      return normalized.ok ? normalized.value : normalized.error[0]?.code;
    };
    expect(stored('=如果（数量<>1，“甲”&name，"乙"）')).toBe('IF(qty!=1,"甲"||name,"乙")');
    expect(stored('{数量(件)} = 2')).toBe('qty == 2');
    expect(stored('求和(明细.price)')).toBe('SUM(lines.price)');
    expect(stored('1 +')).toBe('formula_syntax');
  });

  test('texts keep their full-width characters', () => {
    expect(result('"（甲）；＝" || \'乙\'')).toBe('（甲）；＝乙');
    expect(result('"a\\"b\\u4e2d"')).toBe('a"b中');
  });
});

describe('mistakes', () => {
  test.each([
    ['(1 + ', 'formula_syntax'],
    ['1 2', 'formula_syntax'],
    ['ROUND(1.5 0)', 'formula_syntax'],
    ['ROUND(1.5,)', 'formula_syntax'],
    ['"open', 'formula_syntax'],
    ['qty <> 1', 'formula_syntax'],
    ['5!', 'formula_syntax'],
    ['', 'formula_syntax'],
    ['qty = 5', 'formula_forbidden'],
    ['1; 2', 'formula_forbidden'],
    ['f(x) = x', 'formula_forbidden'],
    ['lines.qty[0]', 'formula_forbidden'],
    ['name.toString()', 'formula_forbidden'],
    ['qtty * 2', 'formula_unknown_variable'],
    ['E + PI', 'formula_unknown_variable'],
    ['SUMM(1)', 'formula_unknown_function'],
    ['sin(1)', 'formula_unknown_function'],
    ['qty(1)', 'formula_unknown_function'],
    ['ROUND()', 'formula_arity'],
    ['ABS(1, 2)', 'formula_arity'],
    ['name + 1', 'formula_type'],
    ['due - 1', 'formula_type'],
    ['name == 1', 'formula_type'],
    ['flag < flag', 'formula_type'],
    ['lines.qty * 2', 'formula_type'],
    ['name ? 1 : 2', 'formula_type'],
    ['qty.x', 'formula_type'],
  ])('%s is refused with %s', (source, code) => {
    expect(issuesOf(source)[0]?.code).toBe(code);
  });

  test('all mistakes of a formula are found at once, each with its place', () => {
    const found = issuesOf('qtty + name * prise');
    expect(found.map((issue) => [issue.code, issue.params?.['span']])).toEqual([
      ['formula_unknown_variable', { start: 0, end: 4 }],
      ['formula_type', { start: 7, end: 11 }],
      ['formula_unknown_variable', { start: 14, end: 19 }],
    ]);
    expect(found[0]?.params?.['suggestion']).toBe('qty');
  });

  test('a failed evaluation is a value that names its kind and place', () => {
    const compiled = compileFormula('1 / qty', docScope);
    const value = compiled.ok ? compiled.value.evaluate({ record: { qty: '0' } }) : null;
    expect(isFormulaError(value) && value.toIssue()).toMatchObject({ code: 'formula_div_zero' });
  });

  test('a value that is not what the form says is an error, not a guess', () => {
    expect(result('qty + 1', { qty: '甲' })).toBe('TYPE');
    expect(result('name', { name: 5 })).toBe('TYPE');
  });
});

describe('blanks', () => {
  test('arithmetic with a blank is blank', () => {
    expect(result('qty + 1', {})).toBeNull();
    expect(result('ROUND(qty, 2)', { qty: '' })).toBeNull();
  });

  test('arithmetic with a blank counts it as zero where the form says so', () => {
    expect(result('qty + 1', {}, { blank: 'zero' })).toBe('1');
    expect(result('ABS(qty - 2)', {}, { blank: 'zero' })).toBe('2');
    expect(result('qty > -1', {}, { blank: 'zero' })).toBe(true);
  });

  test('a comparison with a blank is not met', () => {
    expect(result('qty > -1')).toBe(false);
    expect(result('qty != 1')).toBe(false);
    expect(result('IF(qty < 5, "a", "b")')).toBe('b');
  });
});

describe('empty texts', () => {
  test('a blank text equals the empty text', () => {
    expect(result('IF(name == "", "none", name)', {})).toBe('none');
    expect(result('name != ""', { name: 'x' })).toBe(true);
  });
});

describe('paths', () => {
  test('a reference leads to the record referred to', () => {
    const reference = (form: string, id: string) =>
      form === 'place' && id === 'p1' ? { name: 'Hall', area: '12.5' } : undefined;
    expect(result('place.area * 2', { place: 'p1' }, { reference })).toBe('25');
    expect(result('place.name', { place: 'p2' }, { reference })).toBeNull();
    expect(result('SUM(lines.place.area)', lines({ place: 'p1' }, { place: null }), { reference })).toBe(
      '12.5',
    );
  });

  test('in the scope of a line a column is that line, and the whole column inside an aggregate', () => {
    const scope = { ...docScope, row: 'lines' };
    const rows = lines({ qty: '1' }, { qty: '3' });
    expect(result('lines.qty / SUM(lines.qty)', rows, { scope, row: rows.lines[1] })).toBe('0.75');
  });

  test('inside an aggregate columns are multiplied line by line', () => {
    expect(
      result(
        'SUM(lines.qty * lines.price)',
        lines({ qty: '2', price: '1.5' }, { qty: '1', price: '4' }, { qty: '9' }),
      ),
    ).toBe('7');
    expect(result('MAX(lines.qty * 2 - 1)', lines({ qty: '2' }, { qty: '5' }))).toBe('9');
  });

  test('dependencies name every path that is read', () => {
    const compiled = compileFormula('IF(flag, SUM(lines.qty), place.area) + qty', docScope);
    expect(compiled.ok && compiled.value.dependencies).toEqual(['flag', 'lines.qty', 'place.area', 'qty']);
  });

  test('a record cannot pretend to be another actor or day', () => {
    const record = { actor: 'mallory', today: '1999-01-01' };
    const variables = { actor: 'alice', today: '2026-11-22' };
    expect(result('actor', record, { variables })).toBe('alice');
    expect(result('TODAY()', record, { variables })).toBe('2026-11-22');
    expect(result('today', record, {})).toBeNull();
  });

  test('records beside the document are read by their name', () => {
    const scope = { fields: { row: { kind: 'record', fields: { qty: number } } } } as const;
    expect(result('row.qty + 1', {}, { scope, variables: { row: { qty: '4' } } })).toBe('5');
    expect(result('row.other', {}, { scope })).toBe('formula_unknown_variable');
  });
});

describe('values on the wire', () => {
  test('a result is rounded once, half away from zero, to the scale of its field', () => {
    expect(toWire(new Decimal('2.345'), number, 2)).toBe('2.35');
    expect(toWire(new Decimal('-0.001'), number, 2)).toBe('0.00');
    expect(toWire(new Decimal('2.50'), number)).toBe('2.5');
    expect(toWire(new Decimal('7'), { kind: 'number', integer: true })).toBe(7);
    expect(toWire([new Decimal('1'), null], { kind: 'list', of: { kind: 'number', scale: 1 } })).toEqual([
      '1.0',
      null,
    ]);
  });

  test('an empty text is no value', () => {
    expect(toWire('', { kind: 'text' })).toBeNull();
  });
});
