import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DARK, LIGHT, type Palette } from './tokens.js';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');

function variablesOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  );
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT_PAIRS: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ['ink', 'bg'],
  ['ink', 'selected'],
  ['text-2', 'bg'],
  ['text-2', 'selected'],
  ['text-3', 'bg'],
  ['text-3', 'sunken'],
  ['text-3', 'selected'],
  ['primary', 'bg'],
  ['primary', 'surface'],
  ['primary', 'selected'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['red', 'surface'],
  ['red', 'red-tint'],
  ['amber', 'amber-tint'],
  ['green', 'green-tint'],
  ['blue', 'blue-tint'],
  ['violet', 'violet-tint'],
];

describe('colour tokens', () => {
  test.each([
    [':root', LIGHT],
    ["[data-theme='dark']", DARK],
  ] as const)('the style sheet and the script know the same colours for %s', (selector, palette) => {
    const expected = Object.fromEntries(
      Object.entries(palette).map(([name, value]) => [name, value.toLowerCase()]),
    );
    expect(variablesOf(selector)).toEqual(expected);
  });

  describe.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('%s', (_name, palette) => {
    test.each(TEXT_PAIRS)('text in %s on %s reaches the contrast of WCAG AA', (text, ground) => {
      expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
    });

    test('borders of controls reach the contrast of WCAG AA', () => {
      expect(contrast(palette.control, palette.surface)).toBeGreaterThanOrEqual(3);
    });
  });
});
