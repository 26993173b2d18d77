import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasSentence, parametersOf } from '@dougong/kernel/messages';
import { WORK_STEPS } from '../../jobs/long-work.js';
import { en } from './en.js';
import { sentence } from './index.js';
import { zhCN } from './zh-cn.js';

const ENGINE = join(__dirname, '..', '..');
const CODE = "'([a-z]+(?:_[a-z]+)*)'";
const RAISED = [
  String.raw`\b(?:issue|warning|badQuery)\(\s*${CODE}`,
  String.raw`\bnew Refusal\(\s*\d{3},\s*${CODE}`,
  // Tables of HTTP statuses.
  String.raw`\[\d{3}, ${CODE}\]`,
  String.raw`^\s+\d{3}: ${CODE},$`,
].map((pattern) => new RegExp(pattern, 'gm'));
const CHOSEN = /\bconst code = [^;]*;/g;

const sources = (readdirSync(ENGINE, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/[\\/]sentences[\\/]/.test(file))
  .map((file) => readFileSync(join(ENGINE, file), 'utf8'));

function matches(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

function codesRaised(): string[] {
  const literal = new RegExp(CODE, 'g');
  const raised = sources.flatMap((source) => RAISED.flatMap((pattern) => matches(pattern, source)));
  const chosen = sources
    .flatMap((source) => source.match(CHOSEN) ?? [])
    .flatMap((part) => matches(literal, part));
  return [...new Set([...raised, ...chosen.filter((code) => code.includes('_'))])].sort();
}

/** What a job says of its step. */
const STEPS = WORK_STEPS.map((step) => `step_${step}`);

/** The reason of a refused decision stands in for a code where the decision names none. */
const REASONS = ['forbidden', 'hidden', 'passed', 'stale'];

describe('sentences of the HTTP edge', () => {
  test('every code that the engine raises has a sentence here or in the kernel', () => {
    const codes = codesRaised();
    expect(codes.length).toBeGreaterThan(50);
    expect([...codes, ...STEPS].filter((code) => !(code in en) && !hasSentence(code))).toEqual([]);
  });

  test('no sentence is left whose code the engine does not raise', () => {
    const known = new Set([
      ...sources.flatMap((source) => matches(new RegExp(CODE, 'g'), source)),
      ...REASONS,
      ...STEPS,
    ]);
    expect(Object.keys(en).filter((code) => !known.has(code))).toEqual([]);
  });

  test('a code has one sentence: the kernel does not say it as well', () => {
    expect(Object.keys(en).filter(hasSentence)).toEqual([]);
  });

  test('both languages say the same things with the same parameters', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
    for (const [code, text] of Object.entries(en))
      expect([code, parametersOf(zhCN[code] ?? '').toSorted()]).toEqual([
        code,
        parametersOf(text).toSorted(),
      ]);
  });

  test('the edge speaks for its own codes and passes on those of the kernel', () => {
    expect(sentence('too_many_tries', { seconds: 30 }, 'zh-CN')).toContain('30 秒');
    expect(sentence('cycle', { ring: ['a', 'b'] }, 'en')).toContain('a, b');
  });

  test('a code that nobody knows is still named', () => {
    expect(sentence('never_heard_of', {}, 'en')).toContain('never_heard_of');
    expect(sentence('constructor', {}, 'en')).toContain('constructor');
  });
});
