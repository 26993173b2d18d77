import { docScope, elapsed, lines } from '../expression.fixtures.js';
import { compileCondition } from '../index.js';
import type { CompiledCondition, EvaluationInput, RecordData, Scope } from '../index.js';

type Logic = Parameters<typeof compileCondition>[0];

function compiled(logic: unknown, scope: Scope = docScope): CompiledCondition {
  const condition = compileCondition(logic as Logic, scope);
  if (!condition.ok) throw new Error(JSON.stringify(condition.error));
  return condition.value;
}

function holds(logic: unknown, record: RecordData = {}, more: Partial<EvaluationInput> = {}): boolean {
  return compiled(logic).holds({ record, ...more });
}

function refusal(logic: unknown, scope: Scope = docScope): readonly (readonly [string, string])[] {
  const condition = compileCondition(logic as Logic, scope);
  return condition.ok ? [] : condition.error.map((issue) => [issue.code, issue.path]);
}

const qty = { var: 'qty' };

describe('typed comparison', () => {
  test('decimals compare by value, not as text', () => {
    expect(holds({ '>': [qty, '9.50'] }, { qty: '10.00' })).toBe(true);
    expect(holds({ '==': [qty, 1] }, { qty: '1.00' })).toBe(true);
    expect(holds({ '>': [qty, 5000] }, { qty: '5000.01' })).toBe(true);
    expect(holds({ '>': [qty, 5000] }, { qty: '5000.00' })).toBe(false);
    expect(holds({ '==': [qty, 0.1] }, { qty: '0.1' })).toBe(true);
  });

  test('dates compare as dates with a date written as text', () => {
    expect(holds({ '<': [{ var: 'due' }, '2026-01-01'] }, { due: '2025-12-31' })).toBe(true);
    expect(
      holds(
        { '>=': [{ var: 'today' }, { var: 'due' }] },
        { due: '2026-01-01' },
        { variables: { today: '2026-01-01' } },
      ),
    ).toBe(true);
  });

  test('three operands mean between', () => {
    expect(holds({ '<=': [1, qty, 10] }, { qty: '10' })).toBe(true);
    expect(holds({ '<': [1, qty, 10] }, { qty: '10' })).toBe(false);
    expect(holds({ '>': [10, qty, 1] }, { qty: '5' })).toBe(true);
  });

  test.each(['==', '!=', '===', '!==', '>', '>=', '<', '<='])('%s with a blank is not met', (operator) => {
    expect(holds({ [operator]: [qty, 5] }, {})).toBe(false);
    expect(holds({ [operator]: [qty, { var: 'price' }] }, { price: null })).toBe(false);
  });

  test('a blank fires nothing, however the condition is turned', () => {
    expect(holds({ '>': [qty, -1] }, {})).toBe(false);
    expect(holds({ '<': [{ '-': [qty, 1] }, 5] }, {})).toBe(false);
    expect(holds({ '>': [{ '/': [1, qty] }, -1] }, { qty: '0' })).toBe(false);
  });
});

describe('operators', () => {
  const record = {
    qty: '4',
    price: '2.5',
    name: 'abc',
    flag: true,
    ...lines({ kind: 'a', qty: '1' }, { kind: 'b', qty: '8' }),
  };

  test.each<[unknown, boolean]>([
    [true, true],
    [{ var: 'flag' }, true],
    [{ '!': { var: 'flag' } }, false],
    [{ '!!': [{ var: 'name' }] }, true],
    [{ and: [{ '>': [qty, 1] }, { '<': [qty, 5] }] }, true],
    [{ or: [{ '>': [qty, 5] }, { '==': [{ var: 'name' }, 'abc'] }] }, true],
    [{ if: [{ '>': [qty, 5] }, false, { '>': [qty, 3] }, true, false] }, true],
    [{ '==': [{ '*': [qty, { var: 'price' }] }, 10] }, true],
    [{ '==': [{ '%': [qty, 3] }, 1] }, true],
    [{ '==': [{ max: [qty, 7, { var: 'price' }] }, 7] }, true],
    [{ '==': [{ '-': [qty] }, -4] }, true],
    [{ in: [qty, ['3', 4.0, 5]] }, true],
    [{ in: ['bc', { var: 'name' }] }, true],
    [{ in: ['b', { var: 'lines.kind' }] }, true],
    [{ in: [{ var: 'due' }, ['2026-01-01']] }, false],
    [{ '==': [{ cat: [{ var: 'name' }, '-', qty] }, 'abc-4'] }, true],
    [{ empty: { var: 'due' } }, true],
    [{ notEmpty: { var: 'lines' } }, true],
    [{ missing: ['due'] }, true],
    [{ missing: ['qty', 'name'] }, false],
    [{ missing_some: [1, ['qty', 'due']] }, false],
    [{ missing_some: [2, ['qty', 'due']] }, true],
    [{ some: [{ var: 'lines' }, { '>': [{ var: 'qty' }, 5] }] }, true],
    [{ all: [{ var: 'lines' }, { '>': [{ var: 'qty' }, 5] }] }, false],
    [{ none: [{ var: 'lines' }, { '==': [{ var: 'kind' }, 'c'] }] }, true],
    [{ '==': [{ count: { filter: [{ var: 'lines' }, { '<': [{ var: 'qty' }, 5] }] } }, 1] }, true],
    [{ '==': [{ count: { var: 'lines' } }, 2] }, true],
    [{ '>': [{ sum: { var: 'lines.qty' } }, 8.99] }, true],
    [{ '==': [{ var: ['due', '2026-05-05'] }, '2026-05-05'] }, true],
  ])('%j is %s', (logic, expected) => {
    expect(holds(logic, record)).toBe(expected);
  });

  test('a table without lines satisfies none, and nothing else', () => {
    const test = { '>': [{ var: 'qty' }, 0] };
    expect(holds({ some: [{ var: 'lines' }, test] })).toBe(false);
    expect(holds({ all: [{ var: 'lines' }, test] })).toBe(false);
    expect(holds({ none: [{ var: 'lines' }, test] })).toBe(true);
  });

  test('in the scope of a line a column means that line', () => {
    const condition = compiled({ '>': [{ var: 'lines.qty' }, 5] }, { ...docScope, row: 'lines' });
    expect(condition.holds({ record, row: { qty: '6' } })).toBe(true);
    expect(condition.holds({ record, row: { qty: '4' } })).toBe(false);
  });

  test('a reference leads to the record referred to', () => {
    const reference = () => ({ leader: 'u1' });
    expect(holds({ '==': [{ var: 'place.leader' }, 'u1'] }, { place: 'p' }, { reference })).toBe(true);
  });

  test('a record whose values are not what the form says meets nothing', () => {
    expect(holds({ '!=': [qty, 1] }, { qty: 'abc' })).toBe(false);
    expect(compiled({ '!=': [qty, 1] }).explain({ record: { qty: 'abc' } }).root).toMatchObject({
      operator: 'error',
      value: 'TYPE',
    });
  });
});

describe('refusals say where', () => {
  test.each<[unknown, readonly (readonly [string, string])[]]>([
    [{ '>': [{ var: 'qtty' }, 1] }, [['condition_unknown_variable', '/>/0']]],
    [
      { and: [{ '>': [qty, 'abc'] }, { nope: 1 }] },
      [
        ['condition_type', '/and/0'],
        ['condition_unknown_operator', '/and/1'],
      ],
    ],
    [{ '==': [{ var: 'name' }, 5] }, [['condition_type', '']]],
    [{ '==': [qty, null] }, [['condition_type', '']]],
    [{ '!=': [{ var: 'name' }, ''] }, [['condition_type', '']]],
    [{ '>': [{ var: 'flag' }, true] }, [['condition_type', '']]],
    [{ '==': [{ var: 'due' }, 'soon'] }, [['condition_type', '']]],
    [{ '==': [qty] }, [['condition_arity', '']]],
    [{ reduce: [{ var: 'lines' }, 1, 0] }, [['condition_unknown_operator', '']]],
    [{ log: 'x' }, [['condition_unknown_operator', '']]],
    [{ var: 'constructor' }, [['condition_forbidden', '']]],
    [{ var: '__proto__.x' }, [['condition_forbidden', '']]],
    [JSON.parse('{"__proto__":[1]}'), [['condition_unknown_operator', '']]],
    [{ constructor: [1] }, [['condition_unknown_operator', '']]],
    [{ some: [{ var: 'name' }, true] }, [['condition_type', '']]],
    [
      { some: [{ var: 'lines' }, { '>': [{ var: 'price2' }, 0] }] },
      [['condition_unknown_variable', '/some/1/>/0']],
    ],
    [{ missing: ['quantity'] }, [['condition_unknown_variable', '/missing/0']]],
    [{ '>': [1, 2], '<': [1, 2] }, [['condition_syntax', '']]],
    [{ var: { cat: ['q', 'ty'] } }, [['condition_type', '']]],
    [{}, [['condition_syntax', '']]],
  ])('%j', (logic, expected) => {
    expect(refusal(logic)).toEqual(expected);
  });

  test('a condition that is too deep or too large is refused at once', () => {
    let deep: unknown = true;
    for (let level = 0; level < 20_000; level++) deep = { '!': deep };
    const wide = { or: Array.from({ length: 5000 }, () => ({ '>': [qty, 1] })) };
    const spent = elapsed(() => {
      expect(refusal(deep)[0]?.[0]).toBe('condition_limit');
      expect(refusal(wide)[0]?.[0]).toBe('condition_limit');
    });
    expect(spent).toBeLessThan(300);
  });
});

describe('explanation', () => {
  const logic = {
    and: [
      { '!=': [{ var: 'name' }, 'x'] },
      { or: [{ '>': [qty, 5] }, { '>': [{ var: 'price' }, '1.50'] }] },
      { empty: { var: 'due' } },
    ],
  };

  test('names every operand and the comparison that decided', () => {
    const trace = compiled(logic).explain({ record: { name: 'a', qty: '2.0', price: '1.5' } });
    expect(trace.holds).toBe(false);
    expect(trace.deciding).toMatchObject({
      operator: '>',
      holds: false,
      operands: [
        { operator: 'var', path: 'price', value: '1.5' },
        { operator: 'literal', value: '1.5' },
      ],
    });
    expect(trace.root.operands[2]).toMatchObject({ operator: 'empty', skipped: true });
  });

  test('says that a comparison failed for a blank', () => {
    const trace = compiled(logic).explain({ record: { name: 'a' } });
    expect(trace.deciding).toMatchObject({
      operator: '>',
      blank: true,
      operands: [{ path: 'price', value: null }, {}],
    });
  });

  test('names the line that decided', () => {
    const trace = compiled({ some: [{ var: 'lines' }, { '<': [{ var: 'qty' }, 0] }] }).explain({
      record: lines({ qty: '1' }, { qty: '-1' }),
    });
    expect(trace.root).toMatchObject({ operator: 'some', line: 1 });
    expect(trace.deciding).toMatchObject({
      operator: '<',
      operands: [{ path: 'lines.qty', value: '-1' }, { value: '0' }],
    });
  });

  test('says the same as the short way', () => {
    for (const record of [
      {},
      { qty: '9' },
      { name: 'x' },
      { name: 'a', qty: '9' },
      { name: 'a', price: '3', due: '2026-01-01' },
    ]) {
      const condition = compiled(logic);
      expect(condition.explain({ record }).holds).toBe(condition.holds({ record }));
    }
  });

  test('dependencies name every path that is read', () => {
    expect(compiled(logic).dependencies).toEqual(['name', 'qty', 'price', 'due']);
    expect(compiled({ some: [{ var: 'lines' }, { '<': [{ var: 'qty' }, 0] }] }).dependencies).toEqual([
      'lines',
      'lines.qty',
    ]);
  });
});

describe('one sentence for the whole condition', () => {
  const titles: Readonly<Record<string, string>> = {
    qty: '数量',
    name: '名称',
    lines: '明细',
    'lines.qty': '行数量',
    flag: '加急',
    due: '到期日',
  };
  const title = (path: string): string => titles[path] ?? path;

  test.each<[unknown, string, string]>([
    [true, '总是成立', 'always'],
    [{ '>': [qty, 5000] }, '数量大于5000', '数量 is more than 5000'],
    [
      { and: [{ '==': [{ var: 'name' }, '甲'] }, { or: [{ var: 'flag' }, { empty: { var: 'due' } }] }] },
      '名称等于“甲”，且（加急为是，或到期日为空）',
      '名称 is "甲" and (加急 is yes or 到期日 is empty)',
    ],
    [
      { some: [{ var: 'lines' }, { '!=': [{ var: 'qty' }, 0] }] },
      '明细中有一行行数量不等于0',
      'in some line of 明细, 行数量 is not 0',
    ],
    [{ in: [{ var: 'name' }, ['甲', '乙']] }, '名称属于“甲”、“乙”', '名称 is one of "甲", "乙"'],
    [{ '!': { '<': [qty, 1] } }, '并非（数量小于1）', 'not (数量 is less than 1)'],
  ])('%j', (logic, chinese, english) => {
    expect(compiled(logic).text(title, 'zh-CN')).toBe(chinese);
    expect(compiled(logic).text(title, 'en')).toBe(english);
  });
});
