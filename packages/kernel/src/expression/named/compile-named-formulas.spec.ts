import { docScope, lines, result } from '../expression.fixtures.js';
import { compileFormula, compileNamedFormulas, evaluateNamedFormula, normalizeFormula } from '../index.js';
import type { FunctionUse, NamedFormula } from '../index.js';
import type { FormulaDefinition } from '../../metadata/index.js';
import { formula, shareByRuns } from './named-formulas.fixtures.js';

function scopeWith(...definitions: readonly FormulaDefinition[]) {
  const { functions, issues } = compileNamedFormulas(definitions);
  expect(issues).toEqual([]);
  return { ...docScope, functions };
}

const found = (...definitions: readonly FormulaDefinition[]) =>
  compileNamedFormulas(definitions).issues.map(({ formula: key, code, path }) => `${key} ${code} ${path}`);

describe('named formulas', () => {
  test('are called by their key and by their titles, and stored by their key', () => {
    const scope = scopeWith(shareByRuns, formula('double', 'x * 2'));
    expect(result('share_by_runs(100000, 3000, 0, 7)', {}, { scope })).toBe('233.33');
    expect(result('按次计提(100000, 3000, 0, 7) + double(1)', {}, { scope })).toBe('235.33');
    const stored = normalizeFormula('按次计提（数量，3000，0，7）', scope);
    expect(stored.ok && stored.value).toBe('share_by_runs(qty,3000,0,7)');
  });

  test('call each other in any order of definition', () => {
    const scope = scopeWith(
      formula('c', 'b(x) + 1'),
      formula('b', 'a(x) * 2'),
      formula('a', 'x + 10', { title: { 'zh-CN': '甲', en: 'a' } }),
      formula('d', '甲(x)'),
    );
    expect(result('c(1)', {}, { scope })).toBe('23');
    expect(result('d(1)', {}, { scope })).toBe('11');
  });

  test('that call themselves or each other are refused with the ring', () => {
    const { issues } = compileNamedFormulas([
      formula('a', 'b(x)'),
      formula('b', 'c(x)'),
      formula('c', 'a(x)'),
    ]);
    expect(issues).toEqual([
      { code: 'formula_cycle', path: '/expression', formula: 'a', params: { ring: ['a', 'b', 'c', 'a'] } },
    ]);
    expect(found(formula('again', 'again(x - 1)'))).toEqual(['again formula_cycle /expression']);
  });

  test('round arguments and results to their places, once', () => {
    const rounded = formula('rounded', 'x * 3', {
      parameters: [{ id: 'x', title: { 'zh-CN': '值', en: 'Value' }, type: 'number', scale: 1 }],
      result: { type: 'number', scale: 0 },
    });
    expect(result('rounded(0.25)', {}, { scope: scopeWith(rounded) })).toBe('1');
    expect(result('rounded(值)', {}, { scope: scopeWith(rounded) })).toBe('formula_unknown_variable');
  });

  test('take whole columns where a parameter takes numbers', () => {
    const mean = formula('mean', 'SUM(amounts * weights) / SUM(weights)', {
      parameters: ['amounts', 'weights'].map((id) => ({
        id,
        title: { 'zh-CN': id, en: id },
        type: 'numbers',
      })),
    });
    const scope = { ...scopeWith(mean), row: 'lines' };
    const record = lines({ price: '1', qty: '1' }, { price: '4', qty: '3' });
    expect(result('mean(lines.price, lines.qty)', record, { scope, row: record.lines[0] })).toBe('3.25');
  });

  test('see blanks, and zero instead where the form counts blanks as zero', () => {
    const scope = scopeWith(formula('plus_one', 'x + 1'), formula('or_five', 'COALESCE(x, 5)'));
    expect(result('plus_one(qty)', {}, { scope })).toBeNull();
    expect(result('plus_one(qty)', {}, { scope, blank: 'zero' })).toBe('1');
    expect(result('or_five(qty)', {}, { scope })).toBe('5');
  });

  test.each([
    ['qty + x', 'formula_unknown_variable'],
    ['x + status', 'formula_unknown_variable'],
    ['x.y', 'formula_type'],
    ['x + constructor', 'formula_forbidden'],
    ['missing(x)', 'formula_unknown_function'],
    ['x +', 'formula_syntax'],
    ['"text" || x', 'formula_result'],
  ])('%s is refused with %s', (expression, code) => {
    expect(compileNamedFormulas([formula('f', expression)]).issues.map((each) => each.code)).toEqual([code]);
  });

  test('cannot take the name of a function of the language', () => {
    expect(found(formula('sum', 'x'))).toEqual(['sum formula_name_taken /key']);
  });

  test('wrong calls are refused where they stand', () => {
    const scope = scopeWith(formula('double', 'x * 2'));
    expect(result('double()', {}, { scope })).toBe('formula_arity');
    expect(result('double(name)', {}, { scope })).toBe('formula_type');
    expect(result('dubble(1)', {}, { scope })).toBe('formula_unknown_function');
    const dubble = compileFormula('dubble(1)', scope);
    expect(!dubble.ok && dubble.error[0]?.params?.['suggestion']).toBe('double');
  });

  test('a formula whose test fails is refused with what came instead', () => {
    const tests = [{ name: 'twice', arguments: { x: '2' }, expect: '5' }];
    expect(compileNamedFormulas([formula('double', 'x * 2', { tests })]).issues).toEqual([
      {
        code: 'formula_test_failed',
        path: '/tests/0/expect',
        formula: 'double',
        params: { test: 'twice', wanted: '5', actual: '4' },
      },
    ]);
  });

  test('tests give the day, columns and blanks', () => {
    const due = formula('due', 'DATEADD(TODAY(), x, "D")', {
      result: { type: 'date' },
      tests: [
        { name: 'a week', arguments: { x: '7' }, today: '2026-02-27', expect: '2026-03-06' },
        { name: 'blank', arguments: {}, expect: null },
      ],
    });
    expect(found(due)).toEqual([]);
  });

  test('what a called formula reads is read by the formula that calls it', () => {
    const scope = scopeWith(
      formula('age', 'DAYS(TODAY(), "2026-01-01") + x'),
      formula('older', 'age(x) + 1'),
    );
    const compiled = compileFormula('older(qty)', scope);
    expect(compiled.ok && compiled.value).toMatchObject({ dependencies: ['today', 'qty'], calls: ['older'] });
  });

  test('each call tells its inputs and its result, and the same inputs give the same result again', () => {
    const named = compileNamedFormulas([shareByRuns]);
    const compiled = compileFormula('share_by_runs(price, 3000, 0, qty) * 2', {
      ...docScope,
      functions: named.functions,
    });
    const uses: FunctionUse[] = [];
    if (compiled.ok)
      compiled.value.evaluate({ record: { price: '100000.00', qty: '7' } }, (use) => uses.push(use));
    expect(uses).toEqual([
      {
        definition: { kind: 'formula', key: 'share_by_runs' },
        inputs: { cost: '100000', life: '3000', done: '0', runs: '7' },
        result: '233.33',
      },
    ]);
    const again = evaluateNamedFormula(
      named.formulas.get('share_by_runs') as NamedFormula,
      uses[0]?.inputs ?? {},
    );
    expect(String(again)).toBe('233.33');
  });

  test('a chain of thousands of calls is a limit, not a crash', () => {
    const chain = Array.from({ length: 3000 }, (_, at) =>
      formula(`f${at}`, at === 0 ? 'x' : `f${at - 1}(x) + 1`),
    );
    const { functions, issues } = compileNamedFormulas(chain);
    expect(issues).toEqual([]);
    expect(['LIMIT', '2999']).toContain(result('f2999(0)', {}, { scope: { ...docScope, functions } }));
  });
});
