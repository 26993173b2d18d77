import { Decimal, ZERO } from '../../foundation/index.js';
import { compileFormula, isFormulaError } from '../index.js';
import type { CompiledFormula, RecordData, Value, ValueType } from '../index.js';

/** Laws of shares and of writing off, over many cases that are the same every time. */

const CASES = 100_000;
const FAIRNESS_EVERY = 20;
const number: ValueType = { kind: 'number' };

function compiled(source: string): CompiledFormula {
  const names = ['total', 'cost', 'life', 'done', 'runs'];
  const fields = Object.fromEntries(names.map((name) => [name, number]));
  const found = compileFormula(source, { fields: { ...fields, weights: { kind: 'list', of: number } } });
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

const STATES = 2 ** 32;

/** The same numbers in every run: a linear congruence modulo 2^32. */
function sequence(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / STATES) * bound);
  };
}

const cents = (units: number): string => new Decimal(units).div(100).toFixed();

describe('shares of a total', () => {
  const shares = compiled('ALLOCATE(total, weights, 2)');
  const next = sequence(7);

  /** Totals of both signs and zero; weights with zeros and many ties. */
  function anyCase(): { total: string; weights: readonly string[] } {
    const total = cents((next(3) - 1) * next(10 ** (1 + next(9))));
    const spread = 1 + next(4) * next(1000);
    const weights = Array.from({ length: 1 + next(8) }, () => String(next(spread + 1)));
    return { total, weights: weights.every((weight) => weight === '0') ? ['1', ...weights] : weights };
  }

  test(`add up to the total in ${CASES} cases, each share less than a cent from its due`, () => {
    let misses = 0;
    for (let at = 0; at < CASES; at += 1) {
      const { total, weights } = anyCase();
      const parts = shares.evaluate({ record: { total, weights } as unknown as RecordData });
      if (isFormulaError(parts) || !isExact(parts as readonly Decimal[], total)) misses += 1;
      else if (at % FAIRNESS_EVERY === 0 && !isFair(parts as readonly Decimal[], total, weights)) misses += 1;
    }
    expect(misses).toBe(0);
  });

  function isExact(parts: readonly Decimal[], total: string): boolean {
    return parts.reduce((sum, part) => sum.plus(part), ZERO).eq(total);
  }

  function isFair(parts: readonly Decimal[], total: string, weights: readonly string[]): boolean {
    const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
    const units = parts.map((part) => BigInt(part.times(100).toFixed()));
    const whole = BigInt(new Decimal(total).times(100).toFixed());
    return units.every((part, row) => {
      const off = part * all - whole * BigInt(weights[row] as string);
      return off < all && -off < all;
    });
  }

  test('a share without weight is nothing, whatever the sign of the total', () => {
    for (const total of ['0.05', '-0.05', '0']) {
      const parts = shares.evaluate({ record: { total, weights: ['0', '3', '0'] } as unknown as RecordData });
      expect((parts as readonly Value[]).map(String)).toEqual(['0', total, '0']);
    }
  });
});

describe('a cost that is written off by runs', () => {
  const share = compiled('模具摊销(cost, life, done, runs, 2)');
  const record = (cost: string, life: number, done: number, runs: number): RecordData => ({
    cost,
    life: String(life),
    done: String(done),
    runs: String(runs),
  });
  const written = (...given: Parameters<typeof record>): Decimal =>
    share.evaluate({ record: record(...given) }) as Decimal;

  test('100000.00 over 3000 runs: 7 runs are 233.33, and run by run it is 100000.00 exactly', () => {
    expect(written('100000.00', 3000, 0, 7).toFixed()).toBe('233.33');
    let sum = new Decimal(0);
    for (let done = 0; done < 3000; done += 1) {
      sum = sum.plus(written('100000.00', 3000, done, 1));
      expect(sum.lte('100000')).toBe(true);
    }
    expect(sum.toFixed()).toBe('100000');
    expect(written('100000.00', 3000, 3000, 1).isZero()).toBe(true);
  });

  test('is never more than the cost and exactly the cost in the end, in whatever steps', () => {
    const next = sequence(11);
    for (let at = 0; at < 1000; at += 1) {
      const cost = cents(next(100_000_000));
      const life = 1 + next(5000);
      let [done, sum] = [0, new Decimal(0)];
      while (done < life) {
        const runs = 1 + next(life);
        sum = sum.plus(written(cost, life, done, runs));
        if (sum.gt(cost)) throw new Error(`${cost} over ${life} runs: ${sum.toFixed()} after ${done + runs}`);
        done += runs;
      }
      expect(sum.toFixed()).toBe(new Decimal(cost).toFixed());
    }
  });
});

describe('the cost of one', () => {
  const one = (cost: string, runs: string): unknown => {
    const found = compiled('单件成本(cost, runs, 4)').evaluate({ record: { cost, runs } });
    return isFormulaError(found) ? found.kind : String(found);
  };

  test('is the cost over the quantity, rounded to its places', () => {
    expect(one('100', '3')).toBe('33.3333');
    expect(one('100', '0')).toBe('DIV_ZERO');
  });
});
