import type { Scope } from '@dougong/kernel/expression';
import { conditionSentence, withGroups, type ConditionWords } from './condition-sentence.js';

const scope: Scope = {
  fields: {
    amount: { kind: 'number', scale: 2 },
    place: { kind: 'text' },
    lines: { kind: 'table', columns: { item: { kind: 'text' } } },
  },
};
const TITLES: Readonly<Record<string, { 'zh-CN': string; en: string }>> = {
  amount: { 'zh-CN': '金额', en: 'Amount' },
  place: { 'zh-CN': '地点', en: 'Place' },
  lines: { 'zh-CN': '明细', en: 'Lines' },
  'lines.item': { 'zh-CN': '项目', en: 'Item' },
};
const NAMES: Readonly<Record<string, string>> = { 'place/p-1': 'One', 'lines.item/i-1': 'First' };
const words = (language: 'zh-CN' | 'en'): ConditionWords => ({
  scope,
  language,
  titles: (path) => TITLES[path] ?? { 'zh-CN': path, en: path },
  nameOf: (path, value) => NAMES[`${path}/${value}`] ?? value,
});

describe('a condition in a sentence', () => {
  test('says names where it compares with ids', () => {
    const condition = { '==': [{ var: 'place' }, 'p-1'] };
    expect(conditionSentence(condition, words('en'))).toBe('Place is "One"');
    expect(conditionSentence(condition, words('zh-CN'))).toBe('地点等于“One”');
  });

  test('says names inside a table too', () => {
    const condition = { some: [{ var: 'lines' }, { '==': [{ var: 'item' }, 'i-1'] }] };
    expect(conditionSentence(condition, words('en'))).toBe('in some line of Lines, Item is "First"');
  });

  test('is empty where there is no condition, and unknown where it cannot be read', () => {
    expect(conditionSentence(undefined, words('en'))).toBe('');
    expect(conditionSentence({ '>': [{ var: 'gone' }, '1'] }, words('en'))).toBeUndefined();
  });

  test('parts large amounts into groups', () => {
    const condition = { '>': [{ var: 'amount' }, '12000.5'] };
    expect(withGroups(conditionSentence(condition, words('en')) ?? '')).toBe('Amount is more than 12,000.5');
  });
});
