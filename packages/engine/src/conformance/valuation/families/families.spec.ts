import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../suite.js';
import { differenceOf } from '../../compare-answers.js';
import { FAMILIES } from './index.js';

interface Example {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly input: JsonObject;
  readonly expect: JsonObject;
}

const file = new URL('../../../../conformance/examples/valuation-examples.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Example[] };
const examples = cases.filter(({ family }) => family in FAMILIES);

describe('the worked examples of costing', () => {
  test.each(examples.map((each) => [`${each.id} ${each.title}`, each] as const))(
    '%s',
    (_, { family, input, expect: wanted }) => {
      expect(differenceOf(wanted, FAMILIES[family]?.(input))).toBeUndefined();
    },
  );

  test('every family has an example', () => {
    expect(new Set(examples.map(({ family }) => family))).toEqual(new Set(Object.keys(FAMILIES)));
  });
});

describe('comparing an answer with what a case expects', () => {
  test.each([
    ['decimals by value', { a: '10' }, { a: '10.00' }],
    ['only what is listed', { a: '1' }, { a: '1', b: '2' }],
    ['sets in any order', { pools: [{ x: '1' }, { x: '2' }] }, { pools: [{ x: '2' }, { x: '1' }] }],
    [
      'holdings without those that hold nothing',
      { pools: [] },
      { pools: [{ item: 'a', qty: '0', amount: '0.00' }] },
    ],
  ])('takes %s', (_, wanted, got) => {
    expect(differenceOf(wanted, got)).toBeUndefined();
  });

  test.each([
    ['another figure', { a: '10' }, { a: '10.01' }, { expected: 'a "10"', got: '"10.01"' }],
    ['null for a figure', { a: '1' }, { a: null }, { expected: 'a "1"', got: 'null' }],
    [
      'a row too many',
      { movements: [] },
      { movements: [{ x: 1 }] },
      { expected: 'movements has nothing else []', got: '[{"x":1}]' },
    ],
    [
      'a row missing',
      { pools: [{ qty: '1' }] },
      { pools: [] },
      { expected: 'pools has {"qty":"1"}', got: '[]' },
    ],
    [
      'another order where it matters',
      { parts: ['1', '2'] },
      { parts: ['2', '1'] },
      { expected: 'parts[0] "1"', got: '"2"' },
    ],
  ])('finds %s', (_, wanted, got, difference) => {
    expect(differenceOf(wanted, got)).toEqual(difference);
  });
});
