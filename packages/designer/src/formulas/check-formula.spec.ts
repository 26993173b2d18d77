import type { FormulaDefinition } from '@dougong/kernel/metadata';
import { argumentsOf, checkFormula, spansOf, storedText, tryFormula } from './check-formula.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });

function formula(expression: string, more: Partial<FormulaDefinition> = {}): FormulaDefinition {
  return {
    kind: 'formula',
    format: 1,
    key: 'share',
    title: title('分摊'),
    parameters: [
      { id: 'whole', title: title('总额'), type: 'number', scale: 2 },
      { id: 'parts', title: title('份数'), type: 'number', scale: 0 },
    ],
    result: { type: 'number', scale: 2 },
    expression,
    ...more,
  };
}

describe('a named formula while it is typed', () => {
  test('the mark stands exactly under what is wrong', () => {
    const source = 'whole / partz';
    const { findings } = checkFormula(formula(source), []);
    const [span] = spansOf(findings, source);
    expect(source.slice(span?.start, span?.end)).toBe('partz');
  });

  test('a mistake at the end of the text is marked inside it', () => {
    const source = 'whole /';
    const [span] = spansOf(checkFormula(formula(source), []).findings, source);
    expect(span).toEqual({ start: 6, end: 7 });
  });

  test('titles are stored as the parameters that they name', () => {
    const { formula: compiled } = checkFormula(formula('总额 / 份数'), []);
    expect(compiled && storedText(compiled)).toBe('whole / parts');
  });

  test('is worked out piece by piece, a division by zero is an answer', () => {
    const { formula: compiled } = checkFormula(formula('whole / parts * 2'), []);
    const tried = tryFormula(compiled!, { whole: '100.00', parts: '3' }, '2026-01-01');
    expect(tried.value).toBe('66.67');
    expect(tried.pieces.map(({ text }) => text)).toEqual(['whole / parts', 'whole / parts * 2']);
    expect(tryFormula(compiled!, { whole: '1', parts: '0' }, '2026-01-01').fault).toMatchObject({
      kind: 'DIV_ZERO',
    });
  });

  test('a failing test is told apart from a fault of the formula', () => {
    const tests = [{ name: 'half', arguments: { whole: '1', parts: '2' }, expect: '0.60' }];
    const checked = checkFormula(formula('whole / parts', { tests }), []);
    expect(checked.findings).toEqual([]);
    expect(checked.tests.map(({ path }) => path)).toEqual(['/tests/0/expect']);
  });

  test('lists are typed with spaces between the numbers', () => {
    const numbers = [{ id: 'rates', title: title('Rates'), type: 'numbers' as const }];
    expect(argumentsOf(numbers, { rates: '1.5 2；3' })).toEqual({ rates: ['1.5', '2', '3'] });
  });
});
