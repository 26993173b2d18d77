import fc from 'fast-check';
import { Decimal } from '../foundation/index.js';
import { rule, ruleSet, set, surroundings } from './rules.fixtures.js';
import { compileRules } from './compile-rules.js';
import { crossFrom, crossing, limitOf, recordOfBalance, sideOf, watchesBalance } from './threshold.js';
import type { ThresholdSide } from './threshold.js';

const below = (value: string) => ({ comparison: '<' as const, value: new Decimal(value) });
const threshold = {
  register: 'holdings',
  resource: 'qty',
  where: { zone: 'A' },
  comparison: '<' as const,
  value: 'price * 2',
  record: 'item',
};
const watching = rule('low', [set('name', '"low"')], {
  form: 'item',
  trigger: { on: ['threshold'], threshold },
  condition: { '>': [{ var: 'balance.qty' }, '0'] },
});

describe('balances that cross a limit', () => {
  test('fire when they come onto the side that is waited for, and only then', () => {
    expect(crossing('10', '9.99', below('10'))).toBe(true);
    expect(crossing('9.99', '9.98', below('10'))).toBe(false);
    expect(crossing('9', '11', below('10'))).toBe(false);
    expect(crossing('11', '10', below('10'))).toBe(false);
    expect(crossing('11', '10', { comparison: '<=', value: new Decimal('10') })).toBe(true);
    expect(crossing('0', '5.00', { comparison: '>=', value: new Decimal('5') })).toBe(true);
  });

  test('seen for the first time on that side they fire too', () => {
    expect(crossFrom(undefined, '3', below('10'))).toEqual({ side: 'inside', fired: true });
    expect(crossFrom('inside', '3', below('10'))).toEqual({ side: 'inside', fired: false });
  });

  test('fire when the limit moves over them', () => {
    expect(crossFrom('outside', '15', below('20'))).toEqual({ side: 'inside', fired: true });
  });

  test('fire exactly as often as they come over', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 60 }), (balances) => {
        let side: ThresholdSide | undefined;
        let fired = 0;
        for (const balance of balances) {
          const crossed = crossFrom(side, String(balance), below('0'));
          side = crossed.side;
          if (crossed.fired) fired += 1;
        }
        const sides = balances.map((balance) => sideOf(String(balance), below('0')));
        const entries = sides.filter((each, at) => each === 'inside' && sides[at - 1] !== 'inside');
        expect(fired).toBe(entries.length);
      }),
    );
  });
});

describe('rules that wait for a threshold', () => {
  test('watch the balances of their register with the values that they name', () => {
    const [low] = ruleSet(watching).occasions('threshold');
    if (!low) throw new Error('no rule');
    expect(watchesBalance(low, 'holdings', { zone: 'A', item: 'i1', qty: '4' })).toBe(true);
    expect(watchesBalance(low, 'holdings', { zone: 'B', item: 'i1', qty: '4' })).toBe(false);
    expect(watchesBalance(low, 'other', { zone: 'A' })).toBe(false);
    expect(recordOfBalance(low, { zone: 'A', item: 'i1' })).toBe('i1');
  });

  test('may take their limit from the record', () => {
    const [low] = ruleSet(watching).occasions('threshold');
    if (!low) throw new Error('no rule');
    expect(limitOf(low, { price: '2.5' }, { qty: '4' }, {})?.value.toString()).toBe('5');
    expect(limitOf(low, { price: null }, { qty: '4' }, {})).toBeUndefined();
  });

  test.each([
    [{ register: 'gone' }, 'unknown_register /trigger/threshold/register'],
    [{ resource: 'gone' }, 'unknown_resource /trigger/threshold/resource'],
    [{ where: { gone: 'A' } }, 'unknown_dimension /trigger/threshold/where/gone'],
    [{ record: 'zone' }, 'threshold_record /trigger/threshold/record'],
    [{ value: '"many"' }, 'formula_result /trigger/threshold/value'],
    [{ value: 'gone' }, 'formula_unknown_variable /trigger/threshold/value'],
  ])('with %j are refused', (more, expected) => {
    const wrong = {
      ...watching,
      trigger: { on: ['threshold' as const], threshold: { ...threshold, ...more } },
    };
    const compiled = compileRules([wrong], surroundings);
    expect(compiled.ok ? [] : compiled.error.map((found) => `${found.code} ${found.path}`)).toContain(
      expected,
    );
  });

  test('about no record in particular cannot take their limit from one', () => {
    const { record: _, ...nobody } = threshold;
    const limits = (value: string) => {
      const trigger = { on: ['threshold' as const], threshold: { ...nobody, value } };
      const compiled = compileRules([{ ...watching, trigger }], surroundings);
      return compiled.ok ? [] : compiled.error.map(({ code }) => code);
    };
    expect(limits('price * 2')).toContain('limit_needs_record');
    expect(limits('balance.qty * 2')).not.toContain('limit_needs_record');
  });

  test('about no record in particular cannot set a field', () => {
    const { record: _, ...nobody } = { ...threshold, value: '5' };
    const compiled = compileRules(
      [{ ...watching, trigger: { on: ['threshold'], threshold: nobody } }],
      surroundings,
    );
    expect(compiled).toMatchObject({ ok: false, error: [{ code: 'needs_record', path: '/actions/0/type' }] });
  });
});
