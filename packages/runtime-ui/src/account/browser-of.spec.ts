import { browserOf } from './browser-of.js';

describe('the browser of a session', () => {
  test('is called as people call it, with its system', () => {
    const chrome =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
    expect(browserOf(chrome)).toBe('Chrome · Windows');
    expect(browserOf(`${chrome} Edg/140.0.0.0`)).toBe('Edge · Windows');
  });

  test('is nothing where nobody knows it', () => {
    expect(browserOf(null)).toBeUndefined();
    expect(browserOf('curl/8')).toBeUndefined();
  });
});
