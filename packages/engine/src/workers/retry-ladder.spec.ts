import { ATTEMPTS_MAX, pauseAfter } from './retry-ladder.js';

describe('retries of a delivery', () => {
  test('the first comes after five seconds, the last after a day', () => {
    expect(pauseAfter(1, 0)).toBe(5);
    expect(pauseAfter(ATTEMPTS_MAX - 1, 0)).toBe(86_400);
  });

  test('after the tenth attempt nobody tries again', () => {
    expect(pauseAfter(ATTEMPTS_MAX, 0)).toBeUndefined();
  });

  test('a receiver that asks for more time gets it', () => {
    expect(pauseAfter(1, 1, 60)).toBe(60);
    expect(pauseAfter(2, 0, 60)).toBe(300);
  });

  test('chance spreads them by a tenth at most', () => {
    expect(pauseAfter(2, 1)).toBeCloseTo(330);
  });
});
