import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en.js';
import { sentence } from './index.js';
import { zhCN } from './zh-cn.js';

const PACKAGES = join(__dirname, '..', '..', '..', '..');
const SOURCES = ['kernel', 'engine'].map((name) => join(PACKAGES, name, 'src'));
const RAISED = /\b(?:issue|warning|Refusal)\(\s*(?:\d{3},\s*)?'([a-z]+(?:_[a-z]+)*)'/g;

function codesRaised(): string[] {
  const files = SOURCES.flatMap((folder) =>
    (readdirSync(folder, { recursive: true }) as string[]).map((file) => join(folder, file)),
  ).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const found = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(RAISED)].map((match) => match[1] ?? ''),
  );
  return [...new Set(found)].sort();
}

function placeholders(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

describe('sentences', () => {
  test('exist in both languages', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
  });

  test('say the same with the same parameters in both languages', () => {
    for (const code of Object.keys(en))
      expect([code, placeholders(zhCN[code])]).toEqual([code, placeholders(en[code])]);
  });

  test('exist for every code that the platform raises', () => {
    expect(codesRaised().filter((code) => !(code in en))).toEqual([]);
  });

  test('take parameters in the language of the sentence', () => {
    const params = { message: { 'zh-CN': '超出了', en: 'Too much' } };
    expect(sentence('rule_refused', params, 'zh-CN')).toBe('超出了');
    expect(sentence('rule_refused', params, 'en')).toBe('Too much');
    expect(sentence('cycle', { ring: ['a', 'b'] }, 'en')).toContain('a, b');
  });

  test('of a code that nobody knows still name the code', () => {
    expect(sentence('never_heard_of', {}, 'en')).toBe('This does not fit (never_heard_of).');
  });
});
