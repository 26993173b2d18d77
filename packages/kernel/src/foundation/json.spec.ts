import fc from 'fast-check';
import { canonicalJson, sameJson } from './json.js';

describe('canonical JSON', () => {
  test('keys stand in the order of their UTF-16 units, as RFC 8785 shows it', () => {
    const value = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\u{fb33}': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\u{1f600}': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object).length).toBe(7);
    expect([...canonicalJson(value).matchAll(/:"([^"]*)"/g)].map(([, text]) => text)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test('numbers have their shortest form', () => {
    expect(canonicalJson([1 / 3, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[0.3333333333333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  test('what JSON cannot say is refused, not left out', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson({ a: () => 1 })).toThrow(TypeError);
  });

  test('two values are the same exactly when their texts are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(sameJson(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
        expect(sameJson(one, JSON.parse(canonicalJson(one)))).toBe(true);
      }),
    );
  });
});
