import { readBalanceState, withDimension, writeBalanceState } from './balance-state.js';
import { trimmed, totalOf, widestScale } from './ledger-numbers.js';

describe('the address of a balances page', () => {
  it('keeps the filters, the page and the number that is asked about', () => {
    const state = { key: { item: '1', place: '2' }, after: 'c', asked: '77' };
    expect(readBalanceState(writeBalanceState(state), ['item', 'place'])).toEqual(state);
  });

  it('takes no names that are no dimensions', () => {
    expect(readBalanceState(new URLSearchParams('item=1&owner=2&lot='), ['item', 'lot'])).toEqual({
      key: { item: '1' },
    });
  });

  it('starts at the first page when a filter changes', () => {
    expect(withDimension({ key: { item: '1' }, after: 'c', asked: '7' }, 'place', '2')).toEqual({
      key: { item: '1', place: '2' },
    });
    expect(withDimension({ key: { item: '1' } }, 'item', undefined)).toEqual({ key: {} });
  });
});

describe('numbers of a register', () => {
  it('lose the zeros that only the column has', () => {
    expect(trimmed('1286.400000')).toBe('1286.4');
    expect(trimmed('12.000000')).toBe('12');
    expect(widestScale(['1286.400000', '12.000000', '0.125000', undefined])).toBe(3);
  });

  it('are added up exactly', () => {
    expect(
      totalOf(
        [{ resources: { amount: '0.10' } }, { resources: { amount: '0.20' } }, { resources: {} }],
        'amount',
      ),
    ).toBe('0.3');
  });
});
