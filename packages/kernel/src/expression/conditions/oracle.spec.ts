import fc from 'fast-check';
import jsonLogic from 'json-logic-js';
import { fixedText, parseDecimal } from '../../foundation/index.js';
import { compileCondition } from '../index.js';
import type { RecordData } from '../index.js';

/**
 * Typed conditions beside json-logic-js on what both understand alike: filled numbers that are exact in binary, and
 * what is made of them without division. ADR 0019 names what is left out and why.
 */

const NAMES = ['a', 'b', 'c', 'd'] as const;
const RULES = 20_000;
const SEED = 20_261_122;

const quarter = fc.integer({ min: -80, max: 80 }).map((quarters) => quarters / 4);
const field = fc.constantFrom(...NAMES).map((name) => ({ var: name }));

const { sum } = fc.letrec<{ sum: unknown }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    field,
    quarter,
    fc
      .tuple(fc.constantFrom('+', '-', '*', 'min', 'max'), tie('sum'), tie('sum'))
      .map(([code, left, right]) => ({ [code]: [left, right] })),
    fc.tuple(tie('sum'), fc.constantFrom(1, 2, 3, 7)).map((pair) => ({ '%': pair })),
    tie('sum').map((inner) => ({ '-': [inner] })),
  ),
}));

const comparison = fc
  .tuple(fc.constantFrom('==', '!=', '===', '!==', '>', '>=', '<', '<='), sum, sum)
  .map(([code, left, right]) => ({ [code]: [left, right] }));
const between = fc
  .tuple(fc.constantFrom('<', '<='), sum, sum, sum)
  .map(([code, ...three]) => ({ [code]: three }));
const among = fc.tuple(sum, fc.array(quarter, { minLength: 1, maxLength: 12 })).map((pair) => ({ in: pair }));

const { rule } = fc.letrec<{ rule: unknown }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    comparison,
    between,
    among,
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('rule'), { minLength: 1, maxLength: 4 }))
      .map(([code, rules]) => ({ [code]: rules })),
    tie('rule').map((inner) => ({ '!': [inner] })),
    tie('rule').map((inner) => ({ '!!': [inner] })),
    sum.map((inner) => ({ '!!': [inner] })),
    fc.tuple(tie('rule'), tie('rule'), tie('rule')).map((parts) => ({ if: parts })),
  ),
}));

const data = fc.record({ a: quarter, b: quarter, c: quarter, d: quarter });

/** The same numbers as they travel: decimal text, with more zeros than it needs. */
function onTheWire(values: Readonly<Record<string, number>>): RecordData {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const decimal = parseDecimal(String(value));
      if (!decimal) throw new Error(`${value} is a decimal`);
      return [name, fixedText(decimal, 3)];
    }),
  );
}

const number = { kind: 'number' } as const;
const scope = { fields: { a: number, b: number, c: number, d: number } };

test(`${RULES} random rules on plain numbers are met exactly when json-logic-js says so, and explained alike`, () => {
  fc.assert(
    fc.property(rule, data, (logic, values) => {
      const condition = compileCondition(logic as never, scope);
      const expected = Boolean(jsonLogic.apply(logic as never, values));
      if (!condition.ok) throw new Error(JSON.stringify(condition.error));
      const record = onTheWire(values);
      if (condition.value.holds({ record }) !== expected) throw new Error(`not ${expected}`);
      if (condition.value.explain({ record }).holds !== expected)
        throw new Error(`not explained as ${expected}`);
    }),
    { numRuns: RULES, seed: SEED },
  );
});
