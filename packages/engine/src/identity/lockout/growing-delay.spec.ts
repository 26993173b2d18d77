import { blockedUntil, limitsOf } from './growing-delay.js';

const LIMITS = limitsOf(5);
const NOON = '2026-11-20T12:00:00.000Z';

describe('failed sign-ins', () => {
  test('four wrong passwords do not keep anybody waiting', () => {
    expect(blockedUntil(LIMITS.pair, 4, NOON)).toBeUndefined();
  });

  test('the fifth makes the next try wait a minute, each further one twice as long', () => {
    expect(blockedUntil(LIMITS.pair, 5, NOON)).toBe('2026-11-20T12:01:00.000Z');
    expect(blockedUntil(LIMITS.pair, 6, NOON)).toBe('2026-11-20T12:02:00.000Z');
    expect(blockedUntil(LIMITS.pair, 8, NOON)).toBe('2026-11-20T12:08:00.000Z');
  });

  test('are counted for a login from anywhere and for an address as well, where people fail more often', () => {
    expect(limitsOf(5)).toEqual({ pair: 5, login: 20, address: 50 });
    expect(limitsOf(3)).toEqual({ pair: 3, login: 12, address: 50 });
  });

  test('nobody ever waits longer than an hour', () => {
    expect(blockedUntil(LIMITS.pair, 5000, NOON)).toBe('2026-11-20T13:00:00.000Z');
  });
});
