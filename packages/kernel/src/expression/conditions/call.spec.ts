import type { FormulaDefinition } from '../../metadata/index.js';
import { docScope, lines } from '../expression.fixtures.js';
import { compileCondition, compileNamedFormulas } from '../index.js';
import type { CompiledCondition, RecordData, Scope, WireValue } from '../index.js';

type Type = FormulaDefinition['result']['type'];

function formula(
  key: string,
  parameters: Record<string, Type>,
  type: Type,
  expression: string,
): FormulaDefinition {
  return {
    kind: 'formula',
    format: 1,
    key,
    title: { 'zh-CN': `题${key}`, en: `Title ${key}` },
    parameters: Object.entries(parameters).map(([id, each]) => ({
      id,
      title: { 'zh-CN': id, en: id },
      type: each,
    })),
    result: { type },
    expression,
  };
}

const { functions, issues } = compileNamedFormulas([
  formula('least_order', {}, 'number', '5'),
  formula('is_large', { amount: 'number', least: 'number' }, 'boolean', 'amount >= least'),
  formula('share', { part: 'number', whole: 'number' }, 'number', 'part / whole'),
  formula('or_zero', { amount: 'number' }, 'number', 'COALESCE(amount, 0)'),
  formula('is_late', { day: 'date' }, 'boolean', 'day < today'),
  formula('total_of', { amounts: 'numbers' }, 'number', 'SUM(amounts)'),
  formula('band', { amount: 'number' }, 'text', 'IF(amount > 100, "high", "low")'),
]);
const scope: Scope = { ...docScope, functions };

function compiled(logic: unknown, within = scope): CompiledCondition {
  const condition = compileCondition(logic as never, within);
  if (!condition.ok) throw new Error(JSON.stringify(condition.error));
  return condition.value;
}

const holds = (logic: unknown, record: RecordData, variables: Record<string, WireValue> = {}) =>
  compiled(logic).holds({ record, variables });

function refusal(logic: unknown, within = scope) {
  const condition = compileCondition(logic as never, within);
  return condition.ok ? [] : condition.error.map(({ code, path }) => `${code} ${path}`);
}

const qty = { var: 'qty' };

test('the formulas of this spec compile', () => expect(issues).toEqual([]));

describe('a condition that calls a named formula', () => {
  test('compares what it gives, exactly', () => {
    const enough = { '>=': [qty, { call: ['least_order'] }] };
    expect(holds(enough, { qty: '5.00' })).toBe(true);
    expect(holds(enough, { qty: '4.99' })).toBe(false);
    expect(holds({ '==': [{ call: ['share', qty, '8'] }, '0.125'] }, { qty: '1' })).toBe(true);
    expect(holds({ in: [{ call: ['band', qty] }, ['high', 'top']] }, { qty: '101' })).toBe(true);
  });

  test('is met when a formula says yes', () => {
    const large = { call: ['is_large', { '+': [qty, 1] }, { call: ['least_order'] }] };
    expect(holds(large, { qty: '4' })).toBe(true);
    expect(holds({ and: [large, { '!': [{ call: ['is_large', qty, '100'] }] }] }, { qty: '99' })).toBe(true);
    expect(holds(large, { qty: '3' })).toBe(false);
  });

  test('is not met by what has no value: a blank, a division by zero', () => {
    expect(holds({ '>': [{ call: ['share', qty, '0'] }, '0'] }, { qty: '1' })).toBe(false);
    expect(holds({ '<': [{ call: ['share', qty, '2'] }, '9'] }, {})).toBe(false);
    expect(holds({ empty: [{ call: ['share', qty, '0'] }] }, { qty: '1' })).toBe(true);
    expect(holds({ '==': [{ call: ['or_zero', qty] }, 0] }, {})).toBe(true);
  });

  test('counts a blank argument as the form does', () => {
    const half = { '<': [{ call: ['share', qty, '2'] }, '9'] };
    expect(holds(half, {})).toBe(false);
    const zero = compiled(half, { ...scope, blank: 'zero' });
    expect(zero.holds({ record: {} })).toBe(true);
    expect(zero.explain({ record: {} }).root).toMatchObject({ operands: [{ value: '0' }, { value: '9' }] });
  });

  test('knows the day, and depends on it', () => {
    const late = compiled({ call: ['is_late', { var: 'due' }] });
    expect(late.dependencies).toEqual(['today', 'due']);
    const on = (today: string) => late.holds({ record: { due: '2026-03-01' }, variables: { today } });
    expect([on('2026-03-01'), on('2026-03-02')]).toEqual([false, true]);
  });

  test('gives a whole column to a formula that takes one', () => {
    const record = lines({ qty: '2' }, { qty: '3' });
    expect(holds({ '==': [{ call: ['total_of', { var: 'lines.qty' }] }, 5] }, record)).toBe(true);
    expect(refusal({ call: ['total_of', qty] })).toEqual(['condition_type ']);
  });

  test('in a test of lines reads the line', () => {
    const some = { some: [{ var: 'lines' }, { call: ['is_large', { var: 'qty' }, '3'] }] };
    expect(holds(some, lines({ qty: '2' }, { qty: '3' }))).toBe(true);
    expect(holds(some, lines({ qty: '2' }))).toBe(false);
  });
});

describe('a call in a condition is refused', () => {
  test.each<[unknown, string]>([
    [{ call: ['gone', qty] }, 'formula_unknown_function '],
    [{ call: ['SUM', qty] }, 'formula_unknown_function '],
    [{ call: ['Title share', qty, qty] }, 'formula_unknown_function '],
    [{ call: ['constructor'] }, 'formula_unknown_function '],
    [{ call: ['share', qty] }, 'condition_arity '],
    [{ call: ['least_order', qty] }, 'condition_arity '],
    [{ call: [] }, 'condition_arity '],
    [{ call: [qty] }, 'condition_type '],
    [{ call: ['share', qty, 'many'] }, 'condition_type '],
    [{ call: ['is_late', qty] }, 'condition_type '],
    [{ '>': [{ call: ['is_large', qty, '1'] }, '5'] }, 'condition_type '],
    [{ call: ['share', { var: 'gone' }, '1'] }, 'condition_unknown_variable /call/1'],
  ])('%j', (logic, expected) => {
    expect(refusal(logic)).toEqual([expected]);
  });

  test('where the release has no functions, and proposes the one that was meant', () => {
    expect(refusal({ call: ['share', qty, qty] }, docScope)).toEqual(['formula_unknown_function ']);
    const near = compileCondition({ call: ['shara', qty, qty] }, scope);
    expect(near).toMatchObject({ error: [{ params: { name: 'shara', suggestion: 'share' } }] });
  });
});

describe('a call in a condition', () => {
  test('stays within the budget of the condition', () => {
    const many = lines(...Array.from({ length: 1900 }, () => ({ qty: '1' })));
    const heavy = compileNamedFormulas([
      formula(
        'heavy',
        { amounts: 'numbers' },
        'number',
        Array.from({ length: 50 }, () => 'SUM(amounts)').join(' + '),
      ),
    ]).functions;
    const asked = { '>': [{ call: ['heavy', { var: 'lines.qty' }] }, 0] };
    const all = { and: Array.from({ length: 20 }, () => asked) };
    const condition = compiled(all, { ...docScope, functions: heavy });
    expect(condition.holds({ record: lines({ qty: '1' }, { qty: '2' }) })).toBe(true);
    expect(condition.holds({ record: many })).toBe(false);
    expect(condition.explain({ record: many }).root).toMatchObject({ operator: 'error', value: 'LIMIT' });
  });

  test('is explained with its arguments, its value and its title', () => {
    const { root, deciding } = compiled({ '>': [{ call: ['share', qty, '4'] }, '1'] }).explain({
      record: { qty: '2' },
    });
    expect(root).toMatchObject({
      holds: false,
      operands: [
        {
          operator: 'call',
          name: { 'zh-CN': '题share', en: 'Title share' },
          value: '0.5',
          operands: [{ path: 'qty', value: '2' }, { value: '4' }],
        },
        { value: '1' },
      ],
    });
    expect(deciding).toEqual(root);
  });

  test('says that it has no value', () => {
    const { root } = compiled({ '>': [{ call: ['share', qty, '0'] }, '1'] }).explain({
      record: { qty: '2' },
    });
    expect(root).toMatchObject({
      blank: true,
      operands: [{ operator: 'call', value: null, blank: true }, {}],
    });
  });

  test('is told in both languages', () => {
    const title = (path: string) => path.toUpperCase();
    const { text } = {
      text: (logic: unknown, language: 'zh-CN' | 'en') => compiled(logic).text(title, language),
    };
    const share = { '>': [{ call: ['share', qty, '4'] }, '1'] };
    expect(text(share, 'zh-CN')).toBe('“题share”（QTY、4）大于1');
    expect(text(share, 'en')).toBe('"Title share" of QTY, 4 is more than 1');
    const large = { call: ['is_large', qty, { call: ['least_order'] }] };
    expect(text(large, 'zh-CN')).toBe('“题is_large”（QTY、“题least_order”）为是');
    expect(text(large, 'en')).toBe('"Title is_large" of QTY, "Title least_order" is yes');
  });
});
