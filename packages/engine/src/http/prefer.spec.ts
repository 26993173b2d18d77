import { prefersAsync } from './prefer.js';

const asked = (prefer?: string | string[]): boolean =>
  prefersAsync({ headers: prefer === undefined ? {} : { prefer } });

describe('a caller that prefers a job', () => {
  test.each([
    'respond-async',
    'Respond-Async',
    'respond-async, wait=10',
    'wait=10,respond-async',
    'respond-async; foo="bar"',
  ])('says so by %s', (header) => expect(asked(header)).toBe(true));

  test('may say it in one of several headers', () => {
    expect(asked(['wait=5', 'respond-async'])).toBe(true);
  });

  test.each([undefined, '', 'wait=10', 'return=minimal', 'not-respond-async', 'foo=respond-async'])(
    'does not by %s',
    (header) => expect(asked(header)).toBe(false),
  );
});
