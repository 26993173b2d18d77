import { docScope, lines } from '../expression.fixtures.js';
import { compileCondition, compileUntyped } from '../index.js';
import type { RecordData, Scope } from '../index.js';

const qty = { var: 'qty' };

function refusals(logic: unknown, scope: Scope = docScope): readonly string[] {
  const compiled = compileCondition(logic as never, scope);
  return compiled.ok ? [] : compiled.error.map(({ code }) => code);
}

function compiled(logic: unknown) {
  const condition = compileCondition(logic as never, docScope);
  if (!condition.ok) throw new Error(JSON.stringify(condition.error));
  return condition.value;
}

function nested(levels: number, inner: unknown = true): unknown {
  let logic = inner;
  for (let level = 0; level < levels; level++) logic = { '!': logic };
  return logic;
}

describe('a condition has bounds', () => {
  test('64 levels are honest, 65 are not', () => {
    expect(refusals(nested(64))).toEqual([]);
    expect(refusals(nested(65))).toEqual(['condition_limit']);
  });

  test('2000 nodes are honest, more are not', () => {
    const flags = (count: number) => ({ or: Array.from({ length: count }, () => ({ var: 'flag' })) });
    expect(refusals(flags(1999))).toEqual([]);
    expect(refusals(flags(2000))).toEqual(['condition_limit']);
    expect(compiled(flags(1999)).holds({ record: { flag: true } })).toBe(true);
    expect(compiled(flags(1999)).holds({ record: { flag: false } })).toBe(false);
  });

  test('a test over lines is paid for by its size and the number of lines, and the trace says that it was too much', () => {
    const record = lines(...Array.from({ length: 2000 }, () => ({ qty: '1' })));
    const wide = { or: Array.from({ length: 600 }, () => ({ '>': [qty, 5] })) };
    const condition = compiled({ none: [{ var: 'lines' }, wide] });
    expect(condition.holds({ record: lines({ qty: '1' }) })).toBe(true);
    expect(condition.holds({ record })).toBe(false);
    expect(condition.explain({ record })).toMatchObject({
      holds: false,
      deciding: { operator: 'error', value: 'LIMIT' },
    });
  });

  test('a condition that reads long columns again and again ends', () => {
    const record = lines(...Array.from({ length: 2000 }, () => ({ qty: '1' })));
    const sums = { and: Array.from({ length: 150 }, () => ({ '>': [{ sum: { var: 'lines.qty' } }, 1] })) };
    expect(compiled(sums).holds({ record })).toBe(false);
    expect(compiled(sums).explain({ record }).root).toMatchObject({ operator: 'error', value: 'LIMIT' });
  });

  test('texts that grow end', () => {
    const doubled = Array.from({ length: 18 }).reduce<unknown>(
      (inner) => ({ cat: [inner, { var: 'name' }, { var: 'name' }] }),
      {
        var: 'name',
      },
    );
    const record = { name: 'a'.repeat(50_000) };
    expect(compiled({ '==': [doubled, 'x'] }).explain({ record }).root).toMatchObject({
      operator: 'error',
      value: 'LIMIT',
    });
  });

  test('products without end have no value, and what asks for them is not met', () => {
    const huge = { '*': Array.from({ length: 60 }, () => qty) };
    const record = { qty: '9999999999999999999999999999999999999999' };
    expect(compiled({ '>': [huge, 0] }).holds({ record })).toBe(false);
    expect(compiled({ '<=': [huge, 0] }).holds({ record })).toBe(false);
  });
});

describe('nothing but declared fields and listed operators', () => {
  test.each([
    'constructor',
    '__proto__',
    'prototype',
    'name.constructor',
    'lines.__proto__',
    'place.constructor.name',
  ])('var %s is refused', (path) => {
    expect(refusals({ '!!': [{ var: path }] })).toEqual(['condition_forbidden']);
  });

  test.each(['toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'name.length', 'lines.toString'])(
    'var %s is no field',
    (path) => {
      expect(refusals({ '!!': [{ var: path }] })[0]).toMatch(/^condition_(unknown_variable|type)$/);
    },
  );

  test.each([
    'constructor',
    '__proto__',
    'toString',
    'method',
    'log',
    'reduce',
    'map',
    'merge',
    'substr',
    'eval',
    'val',
  ])('operator %s does not exist', (code) => {
    expect(refusals(JSON.parse(`{"${code}":[1,2]}`))).toEqual(['condition_unknown_operator']);
  });

  test('inherited values of a record and of its lines do not exist', () => {
    const inherited = Object.create({ qty: '5', flag: true, name: 'a' }) as RecordData;
    expect(compiled({ '==': [qty, 5] }).holds({ record: inherited })).toBe(false);
    expect(compiled({ '>': [{ var: 'price' }, qty] }).holds({ record: inherited })).toBe(false);
    expect(compiled({ var: 'flag' }).holds({ record: inherited })).toBe(false);
    expect(compiled({ '==': [{ var: 'name' }, 'a'] }).holds({ record: inherited })).toBe(false);
    expect(
      compiled({ some: [{ var: 'lines' }, { '==': [qty, 5] }] }).holds({ record: lines(inherited) }),
    ).toBe(false);
  });

  test('a function in a record is no value and is never called (CVE-2025-12735)', () => {
    const called = jest.fn();
    const record = { qty: called, name: called, flag: called, lines: called } as unknown as RecordData;
    for (const logic of [
      { '>': [qty, 0] },
      { '!': { '>': [qty, 0] } },
      { '==': [{ var: 'name' }, 'a'] },
      { var: 'flag' },
      { '!': { var: 'flag' } },
      { in: [{ var: 'name' }, ['a']] },
      { cat: [{ var: 'name' }] },
    ])
      expect(compiled(logic).holds({ record })).toBe(false);
    expect(called).not.toHaveBeenCalled();
  });

  test('no condition writes to a prototype (CVE-2025-13204)', () => {
    const hostile = JSON.parse(
      '{"==":[{"var":"__proto__.polluted"},{"__proto__":{"polluted":true}}]}',
    ) as unknown;
    expect(refusals(hostile)).toContain('condition_forbidden');
    const record = JSON.parse('{"__proto__":{"polluted":true,"qty":"5"},"qty":"1"}') as RecordData;
    expect(compiled({ '==': [qty, 1] }).holds({ record })).toBe(true);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('no pattern can be given, so none can be catastrophic, and $data means nothing (CVE-2025-69873)', () => {
    for (const code of ['match', 'regex', 'pattern', 'matches', '$data'])
      expect(refusals({ [code]: [{ var: 'name' }, '^(a|a)*$'] })).toEqual(['condition_unknown_operator']);
    const record = { name: `${'a'.repeat(5000)}!` };
    expect(compiled({ in: ['^(a|a)*$', { var: 'name' }] }).holds({ record })).toBe(false);
    expect(compileUntyped({ '==': [{ var: 'a.$data' }, 1] })({ a: {} })).toBe(false);
  });
});
