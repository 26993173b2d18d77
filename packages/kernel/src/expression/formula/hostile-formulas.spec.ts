import { docScope, elapsed, result } from '../expression.fixtures.js';
import { compileFormula } from '../index.js';
import type { RecordData, Scope } from '../index.js';

const ANSWER_MILLISECONDS_MAX = 300;

const hostile: readonly (readonly [string, string, string])[] = [
  ['powers of powers', '10 ^ 10 ^ 10', 'OVERFLOW'],
  ['a power by function', 'POWER(9.9, 99999999999)', 'OVERFLOW'],
  ['a tiny base', '0.1 ^ 1000', 'OVERFLOW'],
  ['a huge exponent in a literal', '1e999999', 'formula_overflow'],
  ['a product without end', Array.from({ length: 60 }, () => '1e40').join(' * '), 'OVERFLOW'],
  ['100,000 terms', `1${'+1'.repeat(99_999)}`, 'formula_limit'],
  ['5000 brackets', `${'('.repeat(5000)}1${')'.repeat(5000)}`, 'formula_limit'],
  ['1900 brackets', `${'('.repeat(1900)}1${')'.repeat(1900)}`, 'formula_limit'],
  ['nested calls', `${'ABS('.repeat(500)}1${')'.repeat(500)}`, 'formula_limit'],
  ['nested lists', `${'['.repeat(1900)}1${']'.repeat(1900)}`, 'formula_limit'],
  ['signs', `${'-'.repeat(3000)}1`, 'formula_limit'],
  ['not not not', `${'not '.repeat(900)}true`, 'formula_limit'],
  ['a tower', Array.from({ length: 1500 }, () => '1').join('^'), 'formula_limit'],
  ['choices in choices', `${'true?1:'.repeat(500)}1`, 'formula_limit'],
  ['long numbers', '9'.repeat(3000), 'formula_limit'],
  ['open comments', '/*'.repeat(1900), 'formula_syntax'],
  ['open quotes', '"\\'.repeat(1900), 'formula_syntax'],
  ['open braces', '{'.repeat(3900), 'formula_syntax'],
];

describe('a hostile formula is answered at once', () => {
  test.each(hostile)('%s', (_, source, expected) => {
    const spent = elapsed(() => expect(result(source)).toBe(expected));
    expect(spent).toBeLessThan(ANSWER_MILLISECONDS_MAX);
  });

  test('2000 terms are honest', () => {
    expect(result(`1${'+1'.repeat(1990)}`)).toBe('1991');
    expect(result(`true${' and true'.repeat(400)}`)).toBe(true);
  });

  test('a text that doubles itself stops at the limit', () => {
    const doubling = Array.from({ length: 20 }, () => 0).reduce<string>(
      (inner) => `CONCAT(${inner}, ${inner})`.slice(0, 9000),
      '"ab"',
    );
    expect(['formula_limit', 'LIMIT']).toContain(result(doubling));
    const grown = `SUBSTITUTE(SUBSTITUTE(name, "a", name), "a", name)`;
    expect(result(grown, { name: 'a'.repeat(1000) })).toBe('LIMIT');
  });

  test('work over many lines has a budget', () => {
    const rows = Array.from({ length: 2000 }, () => ({ qty: '1' }));
    const sums = Array.from({ length: 60 }, () => 'SUM(lines.qty)').join(' + ');
    expect(result(sums, { lines: rows })).toBe('LIMIT');
    expect(result(`IFERROR(${sums}, 0)`, { lines: rows })).toBe('LIMIT');
  });
});

describe('nothing of the host language can be reached', () => {
  const names = ['constructor', '__proto__', 'prototype'];

  test.each(names)('%s is forbidden as a name, a member and a column', (name) => {
    expect(result(name)).toBe('formula_forbidden');
    expect(result(`lines.${name}`)).toBe('formula_forbidden');
    expect(result(`name.${name}.${name}`)).toBe('formula_forbidden');
    expect(result(`{${name}}`)).toBe('formula_forbidden');
  });

  test.each([
    'toString',
    'hasOwnProperty',
    'valueOf',
    'isPrototypeOf',
    '__defineGetter__',
    'eval',
    'Function',
    'globalThis',
    'process',
  ])('%s is neither a variable nor a function', (name) => {
    expect(result(name)).toBe('formula_unknown_variable');
    expect(result(`${name}("x")`)).toBe('formula_unknown_function');
    expect(result(`lines.${name}`)).toBe('formula_unknown_variable');
  });

  test('inherited properties of a record do not exist', () => {
    const record = Object.create({ qty: '5' }) as RecordData;
    expect(result('qty', record)).toBeNull();
  });

  test('a scope with a forbidden name does not open it', () => {
    const scope = {
      fields: JSON.parse('{"__proto__":{"kind":"number"},"constructor":{"kind":"number"}}'),
    } as Scope;
    expect(result('__proto__', {}, { scope })).toBe('formula_forbidden');
    expect(result('constructor', {}, { scope })).toBe('formula_forbidden');
  });

  test('a function smuggled into a record is no value and is never called (CVE-2025-12735)', () => {
    const called = jest.fn();
    const record = { qty: called, name: called } as unknown as RecordData;
    expect(result('qty', record)).toBe('TYPE');
    expect(result('name', record)).toBe('TYPE');
    expect(result('qty()', record)).toBe('formula_unknown_function');
    expect(result('name.call("id")', record)).toBe('formula_forbidden');
    expect(called).not.toHaveBeenCalled();
  });

  test('no formula writes to a prototype (CVE-2025-13204)', () => {
    for (const source of [
      '__proto__.polluted = 1',
      'f(x) = x; f.constructor',
      'name.__proto__.polluted = true',
      'constructor.prototype',
    ]) {
      expect(compileFormula(source, docScope).ok).toBe(false);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('honest names that only look dangerous are fields like others', () => {
    const scope = {
      fields: {
        prototype_cost: { kind: 'number' },
        v1: { kind: 'number' },
        length: { kind: 'number' },
        min: { kind: 'number' },
      },
    } as const;
    expect(
      result(
        'prototype_cost + v1 + length + min',
        { prototype_cost: '1', v1: '2', length: '3', min: '4' },
        { scope },
      ),
    ).toBe('10');
  });
});
