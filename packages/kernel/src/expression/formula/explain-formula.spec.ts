import { docScope, lines } from '../expression.fixtures.js';
import { compileNamedFormulas, explainFormula } from '../index.js';
import type { ExplainedNode, FormulaExplanation, RecordData, Scope } from '../index.js';
import { formula } from '../named/named-formulas.fixtures.js';

function explained(source: string, record: RecordData, scope: Scope = docScope): FormulaExplanation {
  const found = explainFormula(source, scope, { record });
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

/** Every piece as `text = value`, from the outside in. */
function told({ text, value, skipped, error, operands }: ExplainedNode): string[] {
  const own = skipped ? `${text} skipped` : `${text} = ${error ?? value ?? 'blank'}`;
  return [own, ...operands.flatMap(told)];
}

describe('why a number is what it is', () => {
  test('every piece tells its value and the very text that it is', () => {
    const { value, root } = explained('(qty + -1) * ( price )', { qty: '3', price: '2.50' });
    expect(value).toBe('5');
    expect(told(root)).toEqual([
      '(qty + -1) * ( price ) = 5',
      'qty + -1 = 2',
      'qty = 3',
      '-1 = -1',
      '1 = 1',
      'price = 2.5',
    ]);
  });

  test('a branch that was not taken is skipped', () => {
    const { root } = explained('IF(qty > 5, price / 0, [1, qty])', { qty: '3', price: '2' });
    expect(told(root)).toEqual([
      'IF(qty > 5, price / 0, [1, qty]) = 1, 3',
      'qty > 5 = false',
      'qty = 3',
      '5 = 5',
      'price / 0 skipped',
      'price skipped',
      '0 skipped',
      '[1, qty] = 1, 3',
      '1 = 1',
      'qty = 3',
    ]);
  });

  test('a failure is told where it happened', () => {
    const { value, error, root } = explained('1 + price / qty', { qty: '0', price: '2' });
    expect([value, error?.code]).toEqual([null, 'formula_div_zero']);
    expect(told(root)).toEqual([
      '1 + price / qty = DIV_ZERO',
      '1 = 1',
      'price / qty = DIV_ZERO',
      'price = 2',
      'qty = 0',
    ]);
  });

  test('columns are told by their values, long ones by the first', () => {
    const rows = lines(...Array.from({ length: 30 }, (_, at) => ({ qty: String(at) })));
    const { root } = explained('SUM(lines.qty)', rows);
    expect(root.value).toBe('435');
    expect(root.operands[0]?.value).toMatch(/^0, 1, 2, .*, 19, … \(30\)$/);
  });

  test('a call of a named formula names it and its parameters', () => {
    const { functions } = compileNamedFormulas([formula('double', 'x * 2')]);
    const { root } = explained('double(qty)', { qty: '4' }, { ...docScope, functions });
    expect(root).toMatchObject({
      value: '8',
      definition: { kind: 'formula', key: 'double' },
      operands: [{ text: 'qty', parameter: 'x', value: '4' }],
    });
  });

  test('mistakes are refused as when the formula is compiled', () => {
    expect(explainFormula('qtty', docScope, { record: {} })).toMatchObject({
      ok: false,
      error: [{ code: 'formula_unknown_variable' }],
    });
  });
});
