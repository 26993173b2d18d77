import { describeCondition } from './describe-condition.js';
import type { Condition } from '../../metadata/index.js';
import type { Scope } from '../types.js';

const scope: Scope = {
  fields: {
    limit: { kind: 'number', scale: 2 },
    level: { kind: 'text' },
    lines: { kind: 'table', columns: { qty: { kind: 'number' } } },
  },
};
const TITLES: Readonly<Record<string, { 'zh-CN': string; en: string }>> = {
  limit: { 'zh-CN': '限额', en: 'Limit' },
  level: { 'zh-CN': '级别', en: 'Level' },
  lines: { 'zh-CN': '明细', en: 'Lines' },
  'lines.qty': { 'zh-CN': '数量', en: 'Quantity' },
};
const titles = (path: string) => TITLES[path] ?? { 'zh-CN': path, en: path };

describe('a condition in one sentence', () => {
  test.each<[Condition, string, string]>([
    [{ '>': [{ var: 'limit' }, '5'] }, '限额大于5', 'Limit is more than 5'],
    [
      { and: [{ '==': [{ var: 'level' }, 'high'] }, { '<=': [{ var: 'limit' }, 10] }] },
      '级别等于“high”，且限额不大于10',
      'Level is "high" and Limit is at most 10',
    ],
    [
      { some: [{ var: 'lines' }, { '>': [{ var: 'qty' }, 0] }] },
      '明细中有一行数量大于0',
      'in some line of Lines, Quantity is more than 0',
    ],
    [true, '总是成立', 'always'],
  ])('%j', (condition, chinese, english) => {
    expect(describeCondition(condition, scope, titles)).toEqual({
      ok: true,
      value: { 'zh-CN': chinese, en: english },
    });
  });

  test('a condition that is wrong has its faults instead', () => {
    expect(describeCondition({ '>': [{ var: 'gone' }, 1] }, scope, titles)).toMatchObject({ ok: false });
  });

  test('calls the values of a field by their titles, where the field has titles for them', () => {
    const named = Object.assign((path: string) => titles(path), {
      valueTitle: (path: string, value: string) =>
        path === 'level' && value === 'high' ? { 'zh-CN': '高', en: 'High' } : undefined,
    });
    const either = { in: [{ var: 'level' }, ['high', 'odd']] };
    expect(describeCondition(either, scope, named)).toMatchObject({
      value: { 'zh-CN': '级别属于“高”、“odd”', en: 'Level is one of "High", "odd"' },
    });
  });
});
