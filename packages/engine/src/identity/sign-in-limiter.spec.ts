import { SignInLimiter } from './sign-in-limiter.js';

const MINUTE = 60_000;

function limiterAfter(failures: number): SignInLimiter {
  const limiter = new SignInLimiter();
  for (let at = 0; at < failures; at += 1) limiter.failed('li', '10.0.0.1', 0);
  return limiter;
}

describe('failed sign-ins', () => {
  test('four wrong passwords do not lock anybody out', () => {
    expect(limiterAfter(4).waitMs('li', '10.0.0.1', 1)).toBe(0);
  });

  test('after five the next try waits a quarter of an hour', () => {
    const limiter = limiterAfter(5);
    expect(limiter.waitMs('li', '10.0.0.1', 0)).toBe(15 * MINUTE);
    expect(limiter.waitMs('li', '10.0.0.1', 15 * MINUTE)).toBe(0);
  });

  test('somebody else at another address is not locked out by it', () => {
    const limiter = limiterAfter(5);
    expect(limiter.waitMs('li', '10.0.0.2', 0)).toBe(0);
    expect(limiter.waitMs('wang', '10.0.0.1', 0)).toBe(0);
  });

  test('a right password forgets the wrong ones', () => {
    const limiter = limiterAfter(4);
    limiter.succeeded('li', '10.0.0.1');
    limiter.failed('li', '10.0.0.1', 1);
    expect(limiter.waitMs('li', '10.0.0.1', 1)).toBe(0);
  });
});
