import { en } from './en.js';
import { zhCN } from './zh-CN.js';

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${prefix}${key.replace(/_(one|other)$/, '')}`]
      : keysOf(value as object, `${prefix}${key}.`),
  );
}

it('every text is there in both languages', () => {
  expect([...new Set(keysOf(en))].sort()).toEqual([...new Set(keysOf(zhCN))].sort());
});
