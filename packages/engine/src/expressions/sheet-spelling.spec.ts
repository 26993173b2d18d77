import { compileFormula, normalizeFormula } from '@dougong/kernel/expression';
import type { Scope } from '@dougong/kernel/expression';
import { withoutSheetSpelling } from './sheet-spelling.js';

const scope: Scope = {
  fields: { amount: { kind: 'number' }, name: { kind: 'text' } },
  titles: { 金额: 'amount', '=名称&': 'name' },
};

const TYPED = [
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
  test.each(TYPED)('means the same when its operators are replaced: %s', (typed) => {
    const normalized = normalizeFormula(typed, scope);
    if (!normalized.ok) throw new Error(JSON.stringify(normalized.error));
    const input = { record: { amount: '1', name: 'n' } };
    const [stored, respelled] = [normalized.value, withoutSheetSpelling(typed).text].map((source) => {
      const formula = compileFormula(source, scope);
      if (!formula.ok) throw new Error(`${source}: ${JSON.stringify(formula.error)}`);
      return formula.value.evaluate(input);
    });
    expect(respelled).toEqual(stored);
  });

  test('keeps the place of every letter', () => {
    const typed = '=a<>b & c = d';
    const { text, places } = withoutSheetSpelling(typed);
    expect(text).toBe('a!=b || c == d');
    expect(places).toHaveLength(text.length + 1);
    for (const name of 'abcd') expect(places[text.indexOf(name)]).toBe(typed.indexOf(name));
  });

  test('is left alone when it is spelled as it is stored', () => {
    const stored = 'amount == 1 || "=" || {a=b}';
    expect(withoutSheetSpelling(stored).text).toBe(stored);
  });
});
