import { scanFilterOf, searchOf } from './scan-filter.js';

describe('the filter of scanned codes', () => {
  test('shows what waits for somebody unless the address says otherwise', () => {
    expect(scanFilterOf(new URLSearchParams(''))).toEqual({ state: 'exception' });
    expect(scanFilterOf(new URLSearchParams('state=nonsense&point='))).toEqual({ state: 'exception' });
  });

  test.each(['', 'state=dismissed', 'point=gate', 'state=done&point=gate&device=d1'])(
    'comes back from the address "%s" as it went in',
    (address) => {
      const filter = scanFilterOf(new URLSearchParams(address));
      expect(new URLSearchParams(searchOf(filter)).toString()).toBe(address);
    },
  );
});
