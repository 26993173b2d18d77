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

describe('decimals and days', () => {
  const record = { qty: '-2.345', price: '2.5', due: '2026-03-01' };
  const due = { var: 'due' };

  test.each<[unknown, boolean]>([
    [{ '==': [{ abs: qty }, '2.345'] }, true],
    [{ '==': [{ round: [qty, 2] }, '-2.35'] }, true],
    [{ '==': [{ round: [qty, 0] }, -2] }, true],
    [{ '>=': [{ round: [qty, 1.5] }, -9] }, false],
    [{ '==': [{ '+': [{ var: 'price' }, 0.1, 0.2] }, 2.8] }, true],
    [{ '==': [{ daysBetween: [due, '2026-03-31'] }, 30] }, true],
    [{ '<': [{ daysBetween: [due, '2026-02-27'] }, 0] }, true],
    [{ '==': [{ addDays: [due, -1] }, '2026-02-28'] }, true],
    [{ '==': [{ addMonths: ['2026-01-31', 1] }, '2026-02-28'] }, true],
    [{ '>': [{ addDays: [due, 99_999_999] }, due] }, false],
    [{ '!=': [{ addDays: [due, '1.5'] }, due] }, false],
    [
      { and: [{ '==': [{ year: due }, 2026] }, { '==': [{ month: due }, 3] }, { '==': [{ day: due }, 1] }] },
      true,
    ],
    [{ '<': [{ daysBetween: [{ var: 'today' }, due] }, 7] }, true],
  ])('%j is %s', (logic, expected) => {
    expect(holds(logic, record, { variables: { today: '2026-02-25' } })).toBe(expected);
  });

  test.each(['daysBetween', 'addDays', 'year', 'abs', 'round'])('%s of a blank has no value', (code) => {
    const operand = code === 'abs' || code === 'round' ? qty : due;
    const more = { daysBetween: ['2026-01-01'], addDays: [1], year: [], abs: [], round: [1] }[code] ?? [];
    const bound = code === 'addDays' ? '2000-01-01' : -9999;
    expect(holds({ '>': [{ [code]: [operand, ...more] }, bound] })).toBe(false);
  });

  test('a day that the calendar does not have is refused, an instant counts in any zone', () => {
    expect(refusal({ '<': [due, '2026-02-30'] })).toEqual([['condition_type', '']]);
    expect(refusal({ '==': [{ year: [{ var: 'name' }] }, 1] })).toEqual([['condition_type', '/==/0']]);
    const changed = { record: { updated_at: '2026-03-01T08:00:00.000Z' } };
    for (const written of ['2026-03-01T08:00:00Z', '2026-03-01T16:00+08:00', '2026-03-01T08:00'])
      expect(compiled({ '==': [{ var: 'updated_at' }, written] }).holds(changed)).toBe(true);
    expect(refusal({ '==': [{ var: 'updated_at' }, '2026-03-01T25:00Z'] })).toEqual([['condition_type', '']]);
  });

  test('says them in words', () => {
    const logic = { '<': [{ daysBetween: [{ var: 'today' }, due] }, 7] };
    expect(compiled(logic).text((path) => path, 'zh-CN')).toBe('today到due的天数小于7');
    expect(compiled(logic).text((path) => path, 'en')).toBe('the days from today to due is less than 7');
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

  test('gives every operand of sums, lists and fallbacks as people read it', () => {
    const logic2 = {
      or: [
        { '>': [{ '*': [qty, { var: 'price' }] }, 10] },
        { in: [qty, [1, '2.50']] },
        { '==': [{ var: ['due', '2026-05-05'] }, '2026-05-06'] },
        { in: [{ var: 'name' }, ['x', 'y']] },
      ],
    };
    const trace = compiled(logic2).explain({ record: { qty: '02.000', price: '3.10', name: 'z' } });
    const operands = trace.root.operands.map((node) => node.operands.map(({ value }) => value));
    expect(operands).toEqual([
      ['6.2', '10'],
      ['2', '1', '2.5'],
      ['2026-05-05', '2026-05-06'],
      ['z', 'x', 'y'],
    ]);
    expect(trace.root.operands[0]?.operands[0]).toMatchObject({
      operator: '*',
      operands: [{ value: '2' }, { value: '3.1' }],
    });
    expect(trace.deciding).toMatchObject({ operator: 'in', holds: false });
    const blank = compiled(logic2).explain({ record: { price: '3.10' } });
    expect(blank.root.operands[0]).toMatchObject({
      blank: true,
      operands: [{ operator: '*', value: null, blank: true }, {}],
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
