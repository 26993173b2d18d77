import fc from 'fast-check';
import jsonLogic from 'json-logic-js';
import { elapsed } from '../expression.fixtures.js';
import { compileCondition, compileUntyped, UntypedLogicError } from '../index.js';

const oracle = (logic: unknown, data: unknown): unknown => jsonLogic.apply(logic as never, data);

const names = ['a', 'b', 'c'] as const;
const field = fc.constantFrom(...names).map((name) => ({ var: name }));
const literal = fc.integer({ min: -20, max: 20 });
const arbitraryNumber = fc.letrec<{ sum: unknown }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 3 },
    field,
    literal,
    fc
      .tuple(fc.constantFrom('+', '-', '*', 'min', 'max'), tie('sum'), tie('sum'))
      .map(([code, a, b]) => ({ [code]: [a, b] })),
  ),
})).sum;
const compare = fc.constantFrom('==', '!=', '>', '>=', '<', '<=');
const arbitraryRule = fc.letrec<{ rule: unknown }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(compare, arbitraryNumber, arbitraryNumber).map(([code, a, b]) => ({ [code]: [a, b] })),
    fc
      .tuple(fc.constantFrom('<', '<='), literal, field, literal)
      .map(([code, a, b, c]) => ({ [code]: [a, b, c] })),
    fc
      .tuple(field, fc.array(literal, { minLength: 1, maxLength: 4 }))
      .map(([a, list]) => ({ in: [a, list] })),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('rule'), { minLength: 1, maxLength: 3 }))
      .map(([code, list]) => ({ [code]: list })),
    tie('rule').map((rule) => ({ '!': [rule] })),
    fc.tuple(tie('rule'), tie('rule'), tie('rule')).map((list) => ({ if: list })),
  ),
})).rule;
const arbitraryData = fc.record({ a: literal, b: literal, c: literal });

describe('plain JsonLogic', () => {
  test('random rules on plain numbers agree with json-logic-js', () => {
    fc.assert(
      fc.property(arbitraryRule, arbitraryData, (rule, data) => {
        expect(compileUntyped(rule)(data)).toEqual(oracle(rule, data));
      }),
      { numRuns: 2000 },
    );
  });

  test('random typed conditions on filled numbers agree with json-logic-js', () => {
    const number = { kind: 'number' } as const;
    const scope = { fields: { a: number, b: number, c: number } };
    fc.assert(
      fc.property(arbitraryRule, arbitraryData, (rule, data) => {
        const condition = compileCondition(rule as never, scope);
        expect(condition.ok && condition.value.holds({ record: data })).toBe(Boolean(oracle(rule, data)));
      }),
      { numRuns: 2000 },
    );
  });

  test('loose values agree with json-logic-js', () => {
    const loose = fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      1,
      -1,
      2.5,
      '',
      '0',
      '1',
      ' ',
      'a',
      'b',
      [],
      [1],
      ['a'],
    );
    const operator = fc.constantFrom(
      '==',
      '!=',
      '===',
      '!==',
      '>',
      '>=',
      '<',
      '<=',
      '!',
      '!!',
      'and',
      'or',
      '-',
      '/',
      '%',
      '+',
      '*',
      'cat',
      'in',
      'merge',
      'min',
      'max',
    );
    fc.assert(
      fc.property(operator, loose, loose, (code, a, b) => {
        const rule = { [code]: [{ var: 'a' }, { var: 'b' }] };
        expect(compileUntyped(rule)({ a, b })).toEqual(oracle(rule, { a, b }));
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[unknown, unknown, unknown]>([
    [{ substr: ['abcdef', -3, 2] }, null, 'de'],
    [{ substr: ['abcdef', 1, -2] }, null, 'bcd'],
    [
      { reduce: [{ var: 'n' }, { '+': [{ var: 'current' }, { var: 'accumulator' }] }, 0] },
      { n: [1, 2, 3] },
      6,
    ],
    [{ map: [{ var: 'n' }, { '*': [{ var: '' }, 2] }] }, { n: [1, 2] }, [2, 4]],
    [{ missing: { merge: ['a', ['b']] } }, { a: 1 }, ['b']],
    [{ var: 'list.1.x' }, { list: [{}, { x: 5 }] }, 5],
    [{ two: 1, keys: 2 }, null, { two: 1, keys: 2 }],
  ])('%j', (logic, data, expected) => {
    expect(compileUntyped(logic)(data)).toEqual(expected);
  });
});

describe('hostile logic', () => {
  test.each([
    'constructor',
    '__proto__',
    'a.constructor.constructor',
    'a.__proto__',
    'toString',
    'a.length.constructor',
  ])('var %s is nothing', (path) => {
    expect(compileUntyped({ var: path })({ a: { b: 1 } })).toBeNull();
  });

  test.each(['constructor', '__proto__', 'method', 'log', 'toString', 'a.b'])(
    'operator %s does not exist',
    (code) => {
      expect(() => compileUntyped(JSON.parse(`{"${code}":[1]}`))).toThrow(UntypedLogicError);
    },
  );

  test('texts and lists that double themselves stop at the budget', () => {
    const twice = (code: string) => ({
      reduce: [{ var: 'n' }, { [code]: [{ var: 'accumulator' }, { var: 'accumulator' }] }, ['ab']],
    });
    const data = { n: Array.from({ length: 40 }, (_, index) => index) };
    const spent = elapsed(() => {
      expect(() => compileUntyped(twice('cat'))(data)).toThrow(UntypedLogicError);
      expect(() => compileUntyped(twice('merge'))(data)).toThrow(UntypedLogicError);
    });
    expect(spent).toBeLessThan(300);
  });

  test('20,000 levels are refused without a fall of the stack', () => {
    let deep: unknown = true;
    for (let level = 0; level < 20_000; level++) deep = { '!': [deep] };
    expect(() => compileUntyped(deep)).toThrow(UntypedLogicError);
  });
});
