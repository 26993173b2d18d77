import type { Texts } from '@dougong/ui/i18n';
import { en } from './en.js';
import { zhCN } from './zh-cn.js';

/** Plural forms differ by language, so they count as one key. */
function keysOf(texts: Texts, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key.replace(/_(one|other)$/, '')}`]
      : keysOf(value, `${path}${key}.`),
  );
}

function parametersOf(texts: Texts, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [
            [
              `${path}${key}`,
              [...value.matchAll(/\{\{(\w+)\}\}/g)]
                .map((match) => match[1])
                .sort()
                .join(),
            ],
          ]
        : Object.entries(parametersOf(value, `${path}${key}.`)),
    ),
  );
}

describe('texts of the designer', () => {
  test('both languages have the same keys', () => {
    expect([...new Set(keysOf(en))].sort()).toEqual([...new Set(keysOf(zhCN))].sort());
  });

  test('a sentence takes the same parameters in both languages', () => {
    const english = parametersOf(en);
    for (const [key, parameters] of Object.entries(parametersOf(zhCN)))
      expect([key, english[key]]).toEqual([key, parameters]);
  });
});
