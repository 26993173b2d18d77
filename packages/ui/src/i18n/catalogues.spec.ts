import { UI_CATALOGUE } from './catalogues.js';
import type { Texts } from './setup.js';

/** Plural forms differ by language, so they count as one key. */
function keysOf(texts: Texts, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key.replace(/_(one|other)$/, '')}`]
      : keysOf(value, `${path}${key}.`),
  );
}

function placeholdersOf(texts: Texts, path = ''): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, [...value.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()]]
        : Object.entries(placeholdersOf(value, `${path}${key}.`)),
    ),
  );
}

describe('texts of the kit', () => {
  const { 'zh-CN': chinese, en: english } = UI_CATALOGUE;

  test('both languages have the same keys', () => {
    expect([...new Set(keysOf(english))].sort()).toEqual([...new Set(keysOf(chinese))].sort());
  });

  test('a sentence takes the same parameters in both languages', () => {
    const inEnglish = placeholdersOf(english);
    for (const [key, parameters] of Object.entries(placeholdersOf(chinese))) {
      expect([key, inEnglish[key]]).toEqual([key, parameters]);
    }
  });

  test('no text is empty', () => {
    const all = JSON.stringify(UI_CATALOGUE);
    expect(all).not.toMatch(/:""/);
  });
});
