import type { RuleDefinition } from '@dougong/kernel/metadata';
import { claimSurroundings } from '../flows/flows.fixtures.js';
import { textIn } from '../i18n/text.js';
import { findingSentence } from '../surroundings/finding-sentence.js';
import { Names } from '../surroundings/names.js';
import { ruleSentence } from './rule-words.js';

const RULE = {
  kind: 'rule',
  format: 1,
  key: 'large',
  title: { 'zh-CN': '大额', en: 'Large' },
  form: 'claim',
  enabled: true,
  trigger: { on: ['update', 'action'], actions: ['submit'], fields: ['amount'] },
  phase: 'derive',
  priority: 100,
  condition: { and: [{ '>': [{ var: 'amount' }, '5000'] }, { '==': [{ var: 'place' }, 'p-1'] }] },
  actions: [{ id: 'mark', type: 'setField', field: 'urgent', formula: 'true' }],
  else: [
    {
      id: 'tell',
      type: 'notify',
      to: [{ field: 'place.leader' }],
      title: { 'zh-CN': '{amount} 元', en: '{amount}' },
    },
  ],
} as unknown as RuleDefinition;

function names(language: 'zh-CN' | 'en' = 'zh-CN'): Names {
  const surroundings = { ...claimSurroundings(), rules: [{ key: 'large', title: RULE.title }] };
  const places: Readonly<Record<string, string>> = { 'p-1': '一号' };
  return new Names(surroundings, language, textIn(language), (_form, id) => places[id]);
}

describe('a rule in words', () => {
  test('is one sentence with titles for keys and names for ids', () => {
    const sentence = ruleSentence(RULE, names());
    for (const part of ['“提交”', '5000', '“一号”', '写成 是', '否则通知', '元”'])
      expect(sentence).toContain(part);
    expect(sentence).not.toMatch(/p-1|amount|urgent|leader/);
  });

  test('is a sentence in English too', () => {
    expect(ruleSentence(RULE, names('en'))).toMatch(
      /^When .* takes “Submit” and .* changed, if .*, then set .*, else tell/,
    );
  });

  test('without a condition it simply follows', () => {
    expect(ruleSentence({ ...RULE, condition: true }, names())).not.toContain('如果');
  });

  test('a record that nobody knows any more is said to be unknown, not shown by its id', () => {
    const condition = { '==': [{ var: 'place' }, 'p-9'] };
    expect(ruleSentence({ ...RULE, condition }, names())).toContain('找不到的资料');
  });
});

describe('a finding in words', () => {
  test('a ring of fields is told by their titles, as a way that comes back', () => {
    const found = { code: 'cycle', params: { ring: ['urgent', 'urgent'] } };
    expect(findingSentence(found, names())).toMatch(/“(.+)” › “\1”/);
    expect(findingSentence(found, names())).not.toContain('urgent');
  });

  test('the field that two rules write has its title', () => {
    const found = { code: 'rules_write_same_field', params: { other: 'large', field: 'urgent' } };
    expect(findingSentence(found, names('en'))).toMatch(/Large/);
    expect(findingSentence(found, names('en'))).not.toContain('urgent');
  });
});
