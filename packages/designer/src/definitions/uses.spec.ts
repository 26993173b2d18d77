import type { Definition } from '@dougong/kernel/metadata';
import { usesOf } from './uses.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });
const rate = { kind: 'formula' as const, key: 'rate', title: { 'zh-CN': '比率', en: 'Rate of change' } };
const having = (key: string, text: string) =>
  ({ kind: 'rule', key, title: title(key), actions: [{ formula: text }] }) as unknown as Definition;
const users = (...all: readonly Definition[]) =>
  usesOf(rate, all).map(({ definition, count }) => `${definition.key} ${count}`);

describe('where a formula is used', () => {
  test('calls by its key and by its title count, each once', () => {
    expect(users(having('a', 'rate(x) + rate (y)'), having('b', '比率（x）'))).toEqual(['a 2', 'b 1']);
  });

  test('longer names, fields and texts without a call do not', () => {
    expect(users(having('a', 'interest_rate(x)'), having('b', 'doc.rate + 1'), having('c', 'rate'))).toEqual(
      [],
    );
  });

  test('a formula is no use of itself', () => {
    expect(usesOf(rate, [{ ...rate, expression: 'rate(1)' } as unknown as Definition])).toEqual([]);
  });
});
