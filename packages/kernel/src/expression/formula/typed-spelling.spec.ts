import { isFormulaError } from '../formula-error.js';
import type { Scope } from '../types.js';
import { compileFormula } from './compile-formula.js';
import { explainFormula } from './explain-formula.js';
import { normalizeFormula } from './normalize.js';

const scope: Scope = {
  fields: { amount: { kind: 'number' }, name: { kind: 'text' } },
  titles: { 金额: 'amount', '=名称&': 'name' },
};
const input = { record: { amount: '1', name: 'n' } };
const typed = { spelling: 'typed' } as const;

const SHEET = [
  '=amount + 1',
  '＝金额＋1',
  'amount = 1',
  'amount <> 1 and name <> "a=b&c<>d"',
  'name & "&" & name',
  "name ＆ '=' ＆ “=”",
  '{=名称&} & "x"',
  'amount == 1 or amount <= 2 or amount >= 3 or amount != 4',
  'amount /* = & <> */ = 1',
  '= amount＜＞1',
];

describe('a formula typed as in a spreadsheet', () => {
  test.each(SHEET)('means the same as it is typed and as it is stored: %s', (source) => {
    const normalized = normalizeFormula(source, scope);
    if (!normalized.ok) throw new Error(JSON.stringify(normalized.error));
    const stored = compileFormula(normalized.value, scope);
    const read = compileFormula(source, scope, typed);
    expect(read.ok && read.value.evaluate(input)).toEqual(stored.ok && stored.value.evaluate(input));
    expect(read.ok).toBe(true);
  });

  test.each(['amount = 1', 'name & "x"', '=amount', 'amount <> 1'])(
    'is refused where a stored formula is expected: %s',
    (source) => {
      expect(compileFormula(source, scope)).toMatchObject({ ok: false });
    },
  );

  test('keeps the places of what was typed, in mistakes and in explanations', () => {
    const source = '=amount <> amuont';
    expect(compileFormula(source, scope, typed)).toMatchObject({
      error: [{ code: 'formula_unknown_variable', params: { span: { start: 11, end: 17 } } }],
    });
    const failing = compileFormula('=1 & amount / 0', scope, typed);
    const result = failing.ok && failing.value.evaluate(input);
    expect(isFormulaError(result) && result.span).toEqual({ start: 5, end: 15 });
    const explained = explainFormula('=金额 <> 2', scope, input, typed);
    expect(explained).toMatchObject({
      value: { root: { text: '金额 <> 2', span: { start: 1, end: 8 }, operands: [{ text: '金额' }, {}] } },
    });
  });

  test('which is spelled as it is stored is read alike', () => {
    const source = 'amount == 1 || "=" || {=名称&}';
    const [stored, read] = [{}, typed].map((options) => compileFormula(source, scope, options));
    expect(read?.ok && read.value.evaluate(input)).toEqual(stored?.ok && stored.value.evaluate(input));
  });
});
