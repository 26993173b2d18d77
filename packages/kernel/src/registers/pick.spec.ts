import { Decimal } from '../foundation/index.js';
import { pickLots } from './pick.js';
import type { Lot, PickRequest } from './pick.js';

const lot = (name: string, quantity: string, expiry: string | undefined, received: string): Lot => ({
  lot: name,
  quantity: new Decimal(quantity),
  received,
  ...(expiry !== undefined && { expiry }),
});

const LOTS = [
  lot('late', '10', '2026-09-30', '2026-06-01'),
  lot('soon', '4', '2026-07-31', '2026-06-20'),
  lot('gone', '9', '2026-06-30', '2026-05-01'),
  lot('never', '5', undefined, '2026-01-01'),
];

function picked(quantity: string, others: Partial<PickRequest> = {}): Record<string, string> | string {
  const result = pickLots(LOTS, { quantity: new Decimal(quantity), goodThrough: '2026-07-01', ...others });
  if (!result.ok) return String(result.error[0]?.params?.['short']);
  return Object.fromEntries(result.value.map((pick) => [pick.lot, pick.quantity.toString()]));
}

describe('picking lots', () => {
  test('one lot that is not enough is followed by the next to expire', () => {
    expect(picked('6')).toEqual({ soon: '4', late: '2' });
  });

  test('a lot is good through its last day and not after it', () => {
    expect(picked('13', { goodThrough: '2026-06-30' })).toEqual({ gone: '9', soon: '4' });
    expect(picked('4', { goodThrough: '2026-07-31' })).toEqual({ soon: '4' });
    expect(picked('4', { goodThrough: '2026-08-01' })).toEqual({ late: '4' });
  });

  test('what never goes off waits longest, or goes first where the first that came must go', () => {
    expect(picked('16')).toEqual({ soon: '4', late: '10', never: '2' });
    expect(picked('6', { order: 'first_in' })).toEqual({ never: '5', late: '1' });
  });

  test('too little is told with what is missing, and nothing is picked', () => {
    expect(picked('20.5')).toBe('1.5');
  });

  test('lots of one day and one expiry go by their names', () => {
    const twins = [lot('b', '1', '2026-08-01', '2026-06-01'), lot('a', '1', '2026-08-01', '2026-06-01')];
    const result = pickLots(twins, { quantity: new Decimal(1), goodThrough: '2026-07-01' });
    expect(result.ok && result.value.map((pick) => pick.lot)).toEqual(['a']);
  });
});
