import fc from 'fast-check';
import { neutralText, plainText } from './neutral-text.js';

describe('texts in a file without types', () => {
  test.each(['=1+1', '+86 13800000000', '-5', '@SUM(A1)', '\t=1', '\r=1', "'=1"])(
    '%p is made harmless, and comes back as it was',
    (text) => {
      expect(neutralText(text)).toBe(`'${text}`);
      expect(plainText(neutralText(text))).toBe(text);
    },
  );

  test.each(['00123', 'a=b', "it's", "'quoted'", ''])('%p stays as it is', (text) => {
    expect(neutralText(text)).toBe(text);
    expect(plainText(text)).toBe(text);
  });

  test('every text comes back', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", '=', '-', '@', '\t', 'a') }));
    fc.assert(fc.property(texts, (text) => plainText(neutralText(text)) === text));
    fc.assert(fc.property(texts, (text) => !/^[=+\-@\t\r]/.test(neutralText(text))));
  });
});
