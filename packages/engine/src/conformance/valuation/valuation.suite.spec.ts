import { readFileSync } from 'node:fs';
import type { JsonObject } from '../suite.js';
import { INPUT_KEYS, OPERATION_KEYS } from './case-keys.js';
import { FAMILIES } from './families/index.js';
import { valueAll } from './valuation.suite.js';
import type { CaseHouse } from './valuation.suite.js';

interface CaseFile {
  readonly cases: readonly {
    readonly family: string;
    readonly setup?: JsonObject;
    readonly steps?: readonly { readonly op: string; readonly expect: JsonObject }[];
  }[];
}

function read(path: string): CaseFile {
  return JSON.parse(
    readFileSync(new URL(`../../../conformance/${path}`, import.meta.url), 'utf8'),
  ) as CaseFile;
}

const FILES = ['examples/valuation-examples.json', 'cases/valuation.json'];

/** Nothing in it needs a ledger: every step was as expected, and nobody asks for a voucher. */
const contentHouse = (): CaseHouse => ({
  play: () => Promise.resolve(undefined),
  answer: (_family, _input) => Promise.resolve({}),
  close: () => Promise.resolve(),
});

async function resultsOf(content: unknown, house = contentHouse()) {
  const results = [];
  for await (const result of valueAll(content, () => Promise.resolve(house))) results.push(result);
  return results;
}

const split = { id: 'split', family: 'allocate', input: { total: '10', weights: ['1', '2'], scale: 2 } };
const receipt = { n: 1, op: 'receipt', ref: 'PR-1', date: '2026-06-01', lines: [], expect: {} };
const stock = { id: 'stock', family: 'stock', setup: { method: 'fifo' }, steps: [receipt] };

describe('cases of valuation', () => {
  test.each(FILES)('all of %s can be read, and those that need no ledger hold', async (path) => {
    const { cases, ...others } = read(path);
    const called = cases.filter(({ family }) => family === 'stock' || Object.hasOwn(FAMILIES, family));
    const failed = (await resultsOf({ ...others, cases: called })).filter(
      ({ outcome }) => outcome !== 'passed',
    );
    expect(failed).toEqual([]);
  });

  test('our own cases have every operation, method, refusal and family', () => {
    const cases = FILES.flatMap((path) => read(path).cases);
    const steps = cases.flatMap((each) => each.steps ?? []);
    expect(new Set(steps.map(({ op }) => op))).toEqual(new Set(Object.keys(OPERATION_KEYS)));
    expect(new Set(cases.map(({ family }) => family))).toEqual(
      new Set(['stock', ...Object.keys(INPUT_KEYS)]),
    );
    expect(new Set(cases.flatMap(({ setup }) => setup?.['method'] ?? []))).toEqual(
      new Set(['moving_average', 'fifo', 'standard', 'batch_actual']),
    );
    expect(new Set(steps.flatMap(({ expect: wanted }) => wanted['code'] ?? [])).size).toBe(10);
  });

  test('names the first difference of a case', async () => {
    const wrong = { ...split, expect: { parts: ['3.34', '6.66'] } };
    expect(await resultsOf({ cases: [wrong, { ...split, expect: { parts: ['3.33', '6.67'] } }] })).toEqual([
      { id: 'split', outcome: 'failed', expected: 'parts[0] "3.34"', got: '"3.33"' },
      { id: 'split', outcome: 'passed' },
    ]);
  });

  test.each([
    ['a family', { ...split, family: 'tides' }, 'unknown family tides'],
    ['an operation', { ...stock, steps: [{ ...receipt, op: 'conjure' }] }, 'unknown op conjure'],
    ['a key of a step', { ...stock, steps: [{ ...receipt, colour: 'red' }] }, 'unknown key colour in step 1'],
    [
      'a key of a line',
      { ...stock, steps: [{ ...receipt, lines: [{ colour: 'red' }] }] },
      'unknown key colour in step 1',
    ],
    [
      'a key of the setup',
      { ...stock, setup: { method: 'fifo', moon: 'full' } },
      'unknown key moon in setup',
    ],
    ['a method', { ...stock, setup: { method: 'lifo' } }, 'unknown method lifo'],
    [
      'a key of the input',
      { ...split, input: { ...split.input, moon: '1' }, expect: {} },
      'unknown key moon in input',
    ],
  ])('%s that nobody knows is a failed case', async (_, content, sentence) => {
    expect(await resultsOf({ cases: [content] })).toMatchObject([
      { outcome: 'failed', got: expect.stringContaining(sentence) as string },
    ]);
  });

  test('a case that is none fails by itself, the others are played', async () => {
    const cases = [7, { id: 'empty' }, { ...stock, steps: 'none' }, stock];
    const outcomes = (await resultsOf({ cases })).map(({ id, outcome }) => `${id} ${outcome}`);
    expect(outcomes).toEqual(['#1 failed', 'empty failed', 'stock failed', 'stock passed']);
  });

  test('a case that breaks is told, and the house is closed at the end', async () => {
    let isClosed = false;
    const broken = {
      ...contentHouse(),
      play: () => Promise.reject(new Error('the roof is gone')),
      close: () => Promise.resolve(void (isClosed = true)),
    };
    expect(await resultsOf({ cases: [stock] }, broken)).toMatchObject([
      { id: 'stock', outcome: 'failed', got: expect.stringContaining('the roof is gone') as string },
    ]);
    expect(isClosed).toBe(true);
  });
});
