import { plainAddress } from './plain-address.js';

describe('an address that is judged', () => {
  test.each([
    ['/api/v1/session', '/api/v1/session'],
    ['/%61pi/v1/%73ession', '/api/v1/session'],
    ['/api/v1/forms/a/records/1/fl%6Fw/actions', '/api/v1/forms/a/records/1/flow/actions'],
    ['/%61pi?filter=%61', '/api?filter=%61'],
  ])('is the one that is routed: %s', (url, plain) => {
    expect(plainAddress(url)).toBe(plain);
  });

  test.each(['/a%2Fb', '/a%20b', '/%E5%8D%95', '/%2561pi', '/%', '/%zz', '/%00'])(
    'keeps an escape that means something: %s',
    (url) => {
      expect(plainAddress(url)).toBe(url);
    },
  );
});
